// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_INGEST_H
#define HUB_INGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "hub/store.h"
#include "util/err.h"
#include "wire/fault.h"
#include "wire/push.h"

/** What became of one call of pushed events. */
struct hub_ingest {
    bool frozen; // the epoch is frozen: nothing was taken
    bool changed; // records changed: wake those who wait
    struct push_reply reply; // owned, without times
    size_t counts[VERDICT_RETRY + 1];
};

/**
 * Takes the body of a push (JSON text) from a kiosk in one transaction,
 * which is durable when this returns ERR_OK; PROTOCOL "Events up". A bundle's
 * lines come through here, too. ERR_INVALID with `fault`: the whole call is
 * a 400 (code `bad-envelope`) or a 413 (`too-large`). ERR_IO: not now.
 * Release `out` with hub_ingest_clear() in every case.
 */
enum err
hub_ingest(struct hub_store *store, const struct hub_kiosk *kiosk,
           const char *body, size_t len, struct hub_ingest *out,
           struct fault *fault);

/**
 * Gives events that were held for an unknown type or version their turn: a
 * newer program may know them. Called once when the server starts.
 */
enum err
hub_ingest_replay(struct hub_store *store, bool *changed);

void
hub_ingest_clear(struct hub_ingest *ingest);

#endif
