// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_IDENTITY_H
#define HUB_IDENTITY_H

#include "hub/config.h"
#include "hub/keys.h"
#include "hub/pin.h"
#include "hub/store.h"
#include "util/err.h"
#include "wire/enrol.h"

/** What kiosks are told about this hub. */
struct hub_identity {
    char id[HUB_ID_SIZE]; // hub_id, made once
    char url[ENROL_URL_SIZE];
    char pins[ENROL_MAX_PINS][ENROL_PIN_SIZE];
    size_t pin_count;
};

/**
 * Makes what an empty store misses: hub_id, keys in `keys_dir`, the `key`
 * records of the newest seal key and receipt key. Safe to repeat and beside a running server.
 */
enum err
hub_identity_init(struct hub_store *store, const char *keys_dir);

/**
 * hub_id, address and pins as kiosks must know them: from the configuration
 * where it has them (pins of tls_cert first), else as the server that ran
 * last on this store noted them. ERR_NOT_FOUND: no hub_id yet, or (with id
 * and pins filled) no address known: configure public_url or start the
 * server once.
 */
enum err
hub_identity_load(struct hub_store *store, const struct hub_config *config,
                  struct hub_identity *out);

/**
 * The server notes its address and pins, so that `kiosk add` in another
 * process can tell them: `url` unless the configuration has one.
 */
enum err
hub_identity_note(struct hub_store *store, const char *url,
                  const struct hub_config *config);

#endif
