// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_KIOSKS_H
#define HUB_KIOSKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hub/store.h"
#include "util/err.h"

#define HUB_CODE_LIFE_MS (15 * 60 * 1000)
#define HUB_CODE_TEXT_SIZE 23 // 128 bit in base64url, with NUL

/** Why a code does not enrol; PROTOCOL "Enrolment". */
enum hub_enrol_result {
    HUB_ENROL_OK,
    HUB_ENROL_CODE_UNKNOWN, // 404
    HUB_ENROL_CODE_USED, // 409
    HUB_ENROL_CODE_EXPIRED, // 410
    HUB_ENROL_SITE_FULL, // 409
};

/** What a kiosk says of itself when it enrols. */
struct hub_enrol_request {
    const char *code;
    uint8_t key[32];
    const char *model;
    const char *version;
};

/**
 * Makes a one-time code for a kiosk of `site`; `code` is shown once and only
 * its hash is kept. `name` may be NULL. `replace` is the id of a kiosk that
 * gets a new key, or NULL; its site then stands and `site` may be NULL.
 * ERR_NOT_FOUND: no such site or kiosk; ERR_CONFLICT: the site has nine live
 * kiosks; ERR_INVALID: a bad name.
 */
enum err
hub_kiosk_add(struct hub_store *store, const char *site, const char *name,
              const char *replace, char code[HUB_CODE_TEXT_SIZE]);

/** One transaction. `out` is filled when `result` is HUB_ENROL_OK. */
enum err
hub_kiosk_enrol(struct hub_store *store,
                const struct hub_enrol_request *request,
                enum hub_enrol_result *result, struct hub_kiosk *out);

/**
 * From now on the kiosk gets 410 with a signed order. A locked kiosk may be
 * wiped later. ERR_NOT_FOUND; ERR_CONFLICT: already so.
 */
enum err
hub_kiosk_revoke(struct hub_store *store, const char *id, bool wipe);

/** "live", "locked" or "wiped". */
const char *
hub_kiosk_state_name(enum hub_kiosk_state state);

#endif
