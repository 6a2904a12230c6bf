// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_CASE_KEYS_H
#define STORE_CASE_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "store/identity.h"
#include "util/err.h"

struct store;

/** A key that receipt numbers are hashed with; kept in `keys/`, outside the
 *  database. */
struct case_key {
    char k[33];
    uint8_t key[32];
};

#define CASE_KEYS_MAX IDENTITY_DIRECTORY_KEYS_MAX

/** Those in force, newest first; `count` may be 0. The caller wipes them. */
enum err
case_keys_list(struct store *store, struct case_key out[CASE_KEYS_MAX],
               size_t *count);

/** The one that new receipts are hashed with; ERR_NOT_FOUND without one.
 *  The caller wipes it. */
enum err
case_keys_newest(struct store *store, struct case_key *out);

#endif
