// SPDX-License-Identifier: Apache-2.0
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include <stddef.h>

#include "util/err.h"

struct answer;
struct store;

/**
 * Write all that the hub has not acknowledged as a signed bundle
 * (PROTOCOL.md "Bundle") to `path`, whole or not at all, mode 0600, and
 * record it by events record.exported. The answer says what happened.
 * Takes a while: never on the main thread.
 */
enum err
export_run(struct store *store, const char *path, struct answer *out);

/** A name of its own in `dir`, "talent-kiosk-hall-1-20261201-090211.ndjson". */
enum err
export_name(struct store *store, const char *dir, char *out, size_t size);

#endif
