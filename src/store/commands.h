// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_COMMANDS_H
#define STORE_COMMANDS_H

#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

struct store;

/** A fleet command for this kiosk (`command` records). */
struct command_item {
    char id[65];
    char name[33];    // sync, out_of_service, in_service, unlock_pin
    char reason[129];
    int64_t expires_ms; // ms since 1970, 0: none
};

/**
 * Commands that were not carried out yet and have not expired, in order of
 * their revision. `count` gets how many of `out` were filled.
 */
enum err
commands_waiting(struct store *store, struct command_item *out, size_t max,
                 size_t *count);

/**
 * Remember that a command was carried out, with its event `command.done`,
 * in one transaction. Once a command: again is ERR_OK without an event.
 * `result` is a short word, e.g. "done" or "failed".
 */
enum err
command_done(struct store *store, const char *id, const char *result);

#endif
