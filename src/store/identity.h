// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_IDENTITY_H
#define STORE_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

struct store;

#define IDENTITY_PINS_MAX 4
#define IDENTITY_DIRECTORY_KEYS_MAX 8

/** A key of the talent directory; kept in `keys/`, outside the database. */
struct directory_key {
    char k[33];
    uint8_t key[32];
};

/** What enrolment gave this kiosk (PROTOCOL.md "Enrolment"). */
struct identity {
    char kiosk_id[65];
    int sign; // 1-9
    char site[65];
    char hub_id[65];
    char hub_url[257];
    char pins[IDENTITY_PINS_MAX][65]; // "sha256//…", empty when unused
    uint8_t hub_key[32];
    char seal_key_id[65];
    uint8_t seal_key[32];
    char lock_order[9]; // "", "lock" or "wipe": out of service until enrolled
};

/** ERR_NOT_FOUND when the kiosk was never enrolled. */
enum err
identity_load(struct store *store, struct identity *out);

/**
 * Keep a new enrolment, its signing key (Ed25519 secret key, 64 bytes) and
 * its directory keys. Clears any lock order. A kiosk enrolled again moves
 * its unacknowledged events to a new epoch, each with its origin.
 */
enum err
identity_save(struct store *store, const struct identity *identity,
              const uint8_t secret_key[64], const struct directory_key *keys,
              size_t key_count);

/** The signing key; ERR_NOT_FOUND without one. The caller wipes it. */
enum err
identity_secret_key(struct store *store, uint8_t out[64]);

/** Directory keys, newest first; the caller wipes them. */
enum err
identity_directory_keys(struct store *store,
                        struct directory_key out[IDENTITY_DIRECTORY_KEYS_MAX],
                        size_t *count);

/**
 * Obey a signed revocation: "lock" remembers it; "wipe" also removes
 * directory, directory keys, staff, cases, appointments, tickets of other
 * kiosks, card keys and caches, and keeps outbox and signing key.
 */
enum err
identity_revoke(struct store *store, const char *action);

#endif
