// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_EFFECTS_H
#define HUB_EFFECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "hub/store.h"
#include "util/err.h"
#include "wire/event.h"

/** What an accepted event changes, and whether its time has come. */
struct effect {
    struct hub_store *store;
    const struct hub_kiosk *kiosk; // whose event it is
    const struct event_parsed *parsed;
    int64_t dated_at;
    int64_t boot; // row of its boot while it waits for a shift, else 0
    int64_t received_at;
    bool changed; // a record changed
    // what effect_waits() found, for effect_apply()
    struct hub_visit visit;
    struct hub_ticket ticket;
};

/**
 * Does the event wait for an earlier one of its subject? Only of this
 * kiosk: a subject of another one is never waited for.
 */
enum err
effect_waits(struct effect *effect, bool *out);

/** Do later events of a subject wait for this type? */
bool
effect_opens(const char *type);

/**
 * Writes what the event changes. Its body was checked and effect_waits()
 * said that it need not wait. ERR_INVALID with
 * `fault`: the subject is another kiosk's.
 */
enum err
effect_apply(struct effect *effect, struct fault *fault);

/** Puts the `ticket` record of a ticket into the change log. */
enum err
effect_ticket_record(struct hub_store *store, const struct hub_ticket *ticket);

#endif
