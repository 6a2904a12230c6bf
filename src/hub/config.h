// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_CONFIG_H
#define HUB_CONFIG_H

#include <stddef.h>

#include "util/buf.h"
#include "util/err.h"
#include "util/file.h"
#include "wire/enrol.h"

/** Everything that can be configured; defaults by hub_config_init(). */
struct hub_config {
    char data[FILE_PATH_SIZE]; // folder of the default store
    char store[FILE_PATH_SIZE]; // "sqlite:PATH"
    char listen[128]; // "127.0.0.1:8443", "[::1]:0"
    char public_url[ENROL_URL_SIZE]; // what kiosks are told; "" = listen
    char tls_cert[FILE_PATH_SIZE]; // PEM; "" for plain HTTP
    char tls_key[FILE_PATH_SIZE];
    char assets[FILE_PATH_SIZE]; // folder with openapi.yaml
    char pins[ENROL_MAX_PINS][ENROL_PIN_SIZE]; // besides tls_cert's own
    size_t pin_count;
    int threads; // of the server
    int connections; // at most, in all
    int timeout_s; // of an idle connection
    int request_s; // from a request's first byte to its last
    int case_days; // how long kiosks keep a case that was closed
};

/** Defaults, with `data` as the state folder of talent-hub. */
enum err
hub_config_init(struct hub_config *out);

/**
 * Reads a file over what `config` holds. All complaints (unknown key with
 * the nearest known one, wrong type, out of range) are added to `complaints`
 * as lines `FILE:LINE: what`. ERR_INVALID when there is any: `config` is
 * then unchanged; ERR_NOT_FOUND, ERR_IO.
 */
enum err
hub_config_load(struct hub_config *config, const char *path,
                struct buf *complaints);

/** Fills `store` from `data` where it is empty. */
enum err
hub_config_finish(struct hub_config *config);

#endif
