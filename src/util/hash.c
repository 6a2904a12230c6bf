// SPDX-License-Identifier: Apache-2.0
#include "util/hash.h"

#include <assert.h>

#include <sodium.h>

#include "util/str.h"

static_assert(sizeof(struct hash) >= sizeof(crypto_hash_sha256_state),
              "struct hash must hold the library's state");
static_assert(HASH_SIZE == crypto_hash_sha256_BYTES, "SHA-256");

// The library copies its state only through this type.
static crypto_hash_sha256_state *
state_of(struct hash *hash)
{
    return (crypto_hash_sha256_state *)(void *)hash->state;
}

static int
hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void
hash_start(struct hash *hash)
{
    (void)crypto_hash_sha256_init(state_of(hash));
}

void
hash_add(struct hash *hash, const void *data, size_t len)
{
    (void)crypto_hash_sha256_update(state_of(hash), data, len);
}

void
hash_finish(struct hash *hash, unsigned char out[HASH_SIZE])
{
    (void)crypto_hash_sha256_final(state_of(hash), out);
    secret_wipe(hash, sizeof(*hash));
}

void
hash_sha256(const void *data, size_t len, unsigned char out[HASH_SIZE])
{
    struct hash hash;

    hash_start(&hash);
    hash_add(&hash, data, len);
    hash_finish(&hash, out);
}

void
hash_hmac_sha256(const void *key, size_t key_len,
                 const struct hash_part *parts, size_t count,
                 unsigned char out[HASH_SIZE])
{
    crypto_auth_hmacsha256_state state;

    (void)crypto_auth_hmacsha256_init(&state, key, key_len);
    for (size_t i = 0; i < count; i++) {
        (void)crypto_auth_hmacsha256_update(&state, parts[i].data,
                                            parts[i].len);
    }
    (void)crypto_auth_hmacsha256_final(&state, out);
    secret_wipe(&state, sizeof(state));
}

void
hash_blake2b(const void *data, size_t len, unsigned char *out,
             size_t out_len)
{
    assert(out_len >= crypto_generichash_BYTES_MIN
           && out_len <= crypto_generichash_BYTES_MAX);
    (void)crypto_generichash(out, out_len, data, len, NULL, 0);
}

void
hash_hex(const void *data, size_t len, char *out)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *bytes = data;

    for (size_t i = 0; i < len; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 0x0F];
    }
    out[2 * len] = '\0';
}

bool
hash_unhex(const char *hex, unsigned char *out, size_t len)
{
    if (!hex) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        int high = hex_value(hex[2 * i]);
        int low = high < 0 ? -1 : hex_value(hex[2 * i + 1]);

        if (low < 0) {
            return false;
        }
        out[i] = (unsigned char)(high << 4 | low);
    }
    return hex[2 * len] == '\0';
}

bool
hash_equal(const void *a, const void *b, size_t len)
{
    return sodium_memcmp(a, b, len) == 0;
}
