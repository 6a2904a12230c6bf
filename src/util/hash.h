// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_HASH_H
#define UTIL_HASH_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>

#define HASH_SIZE 32
#define HASH_HEX_SIZE (2 * HASH_SIZE + 1)

/** A running SHA-256; hash_finish wipes it. */
struct hash {
    alignas(8) unsigned char state[128]; // the library's, opaque
};

/** A piece of a message that is authenticated in one go. */
struct hash_part {
    const void *data; // borrowed
    size_t len;
};

void
hash_start(struct hash *hash);

void
hash_add(struct hash *hash, const void *data, size_t len);

/** Write the digest and wipe the state. */
void
hash_finish(struct hash *hash, unsigned char out[HASH_SIZE]);

void
hash_sha256(const void *data, size_t len, unsigned char out[HASH_SIZE]);

/** HMAC-SHA-256 over the parts in order; any key length; state wiped. */
void
hash_hmac_sha256(const void *key, size_t key_len,
                 const struct hash_part *parts, size_t count,
                 unsigned char out[HASH_SIZE]);

/** BLAKE2b without a key, `out_len` 16–64 (PASERK ids take 33). */
void
hash_blake2b(const void *data, size_t len, unsigned char *out,
             size_t out_len);

/** Lower-case hex; `out` takes 2 * len + 1 bytes. */
void
hash_hex(const void *data, size_t len, char *out);

/** Hex of either case to exactly `len` bytes; false for anything else. */
bool
hash_unhex(const char *hex, unsigned char *out, size_t len);

/** Compare in constant time. */
bool
hash_equal(const void *a, const void *b, size_t len);

#endif
