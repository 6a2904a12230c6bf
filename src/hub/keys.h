// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_KEYS_H
#define HUB_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "util/err.h"
#include "util/sign.h"
#include "wire/enrol.h"

/*
 * The hub's secrets: files of mode 0600 in one folder of mode 0700 beside
 * the database (hub_store_keys_dir()), so that a copy of the database alone
 * opens nothing. Losing `hub.key` makes kiosks ignore orders; losing a seal
 * key makes answers unreadable; losing a receipt key leaves receipts that
 * are out unknown: administrators keep a copy apart.
 */

/** The signing key of the hub itself. Wipe after use. */
struct hub_keys {
    unsigned char secret[SIGN_SECRET_SIZE];
    unsigned char public_key[SIGN_PUBLIC_SIZE];
    struct enrol_key seal; // public half of the newest seal key
    struct enrol_key receipt; // the newest; secret, unlike `seal`
};

/** Makes the folder and the missing keys, then loads. ERR_IO, ERR_INVALID
 * (a file is not a key). */
enum err
hub_keys_load(const char *dir, struct hub_keys *out);

/** Both halves of a seal key, also of an older one. ERR_NOT_FOUND: it is not
 * in the folder. Wipe `secret` after use. */
enum err
hub_keys_seal(const char *dir, const char *id,
              unsigned char public_key[SEAL_KEY_SIZE],
              unsigned char secret[SEAL_KEY_SIZE]);

/** A receipt key, also an older one. ERR_NOT_FOUND. Wipe `out` after use. */
enum err
hub_keys_receipt(const char *dir, const char *id, struct enrol_key *out);

/** Wipes. */
void
hub_keys_clear(struct hub_keys *keys);

/**
 * The newest `max` directory keys of a site, oldest first, ids `d1`, `d2` …;
 * the first is made when there is none. Wipe `out` after use. ERR_INVALID:
 * bad site id or file; ERR_IO.
 */
enum err
hub_keys_directory(const char *dir, const char *site, struct enrol_key *out,
                   size_t max, size_t *count);

/** Adds a new newest directory key (a roster import that rotates). */
enum err
hub_keys_directory_rotate(const char *dir, const char *site,
                          struct enrol_key *out);

#endif
