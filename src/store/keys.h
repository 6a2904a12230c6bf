// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_KEYS_H
#define STORE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/identity.h"
#include "util/err.h"
#include "util/sign.h"

struct store;

/*
 * The files of `keys/`, each 0600 in a folder 0700; internal. They are in
 * no copy of the database: hashes without the key cannot be tried out.
 */

/** A directory key with its end; ms since 1970, 0 for none. */
struct keys_directory_entry {
    struct directory_key key;
    int64_t not_after_ms;
};
struct keys_directory {
    struct keys_directory_entry entries[IDENTITY_DIRECTORY_KEYS_MAX];
    size_t count; // newest first
};

/** Empty when there is none. The caller wipes it. */
enum err
keys_directory_load(const struct store *store, struct keys_directory *out);
enum err
keys_directory_save(const struct store *store,
                    const struct keys_directory *directory);
/** The same for the keys that receipt numbers are hashed with. */
enum err
keys_receipt_load(const struct store *store, struct keys_directory *out);
enum err
keys_receipt_save(const struct store *store,
                  const struct keys_directory *receipts);
/** Put a key in front; the oldest falls off a full list. */
void
keys_directory_put(struct keys_directory *directory,
                   const struct keys_directory_entry *entry);
/** True when it was there. */
bool
keys_directory_drop(struct keys_directory *directory, const char *k);

/**
 * The signing key is changed in two steps around the commit that needs it:
 * written beside the old one, then moved over it. `load` ends a move that
 * was cut, knowing the right one by its public half.
 */
enum err
keys_secret_prepare(const struct store *store,
                    const uint8_t secret[SIGN_SECRET_SIZE]);
enum err
keys_secret_commit(const struct store *store);
/** ERR_NOT_FOUND without a key of this public half. The caller wipes it. */
enum err
keys_secret_load(const struct store *store,
                 const uint8_t public_key[SIGN_PUBLIC_SIZE],
                 uint8_t out[SIGN_SECRET_SIZE]);

/** A key of this kiosk alone, made when first asked for; to be wiped. */
enum err
keys_person(const struct store *store, uint8_t out[32]);

#endif
