// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_VISITS_H
#define STORE_VISITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/site.h"
#include "model/ticket.h"
#include "model/visit.h"
#include "util/err.h"

struct store;

/** Why no ticket was given; the screen says it in words. */
enum check_in_refusal {
    CHECK_IN_TAKEN,        // given: ticket and events are committed
    CHECK_IN_AGAIN,        // the person's open ticket, given before
    CHECK_IN_CLOSED,       // outside hours; `opens` says when
    CHECK_IN_AFTER_LAST,   // after the last ticket of today
    CHECK_IN_QUOTA,        // the service's quota of today is used up
    CHECK_IN_LETTER_FULL,  // 999 given today under this letter
    CHECK_IN_NO_SERVICE    // withdrawn meanwhile
};

struct check_in_result {
    enum check_in_refusal outcome;
    struct ticket ticket;     // with TAKEN and AGAIN
    struct site_opening opening; // with CLOSED
    bool hours_unknown;       // TAKEN, with a line to ask the desk
    int64_t ahead;            // waiting tickets before this one, -1 unknown
};

/**
 * Check a visitor in: visit, ticket and their events in one transaction,
 * durable when this returns. `person_key` (people_person_key) may be empty
 * for a guest. The visit's id is given by the caller, so that a repeated
 * tap cannot make two: the same id again gives the same ticket, and with
 * another service ERR_CONFLICT. ERR_IO when nothing was committed.
 */
enum err
visit_check_in(struct store *store, const struct visit *visit,
               const char *person_key, struct check_in_result *out);

/** The visitor left (`done`, `home`, `timeout`): event visit.ended, once a
 *  visit. ERR_NOT_FOUND when no check-in was committed under this id. */
enum err
visit_end(struct store *store, const char *visit_id, const char *reason);

/** What happened to the slip of a ticket ("none", "printed", "unknown"). */
enum err
ticket_set_slip(struct store *store, const char *ticket_id, const char *slip);

/** A ticket of this kiosk or, where the hub told of it, of the site. */
enum err
ticket_get(struct store *store, const char *ticket_id, struct ticket *out);

struct queue_figures {
    int64_t waiting;       // at the site today, -1 unknown
    char called[8];        // number called last, empty when none
    char window[65];       // its window's name, empty when unknown
    int64_t as_of;         // clock_now_ms of the newest hub news, 0 never
};
/**
 * Of one service, or of the site with `service` NULL. Services that share
 * a letter share its numbers and so its queue.
 */
enum err
queue_figures_get(struct store *store, const char *service,
                  struct queue_figures *out);

/**
 * Waiting tickets under the same letter that come before `ticket`; -1
 * unknown: the kiosk is enrolled and has not heard of the hub for 5 min.
 */
enum err
ticket_ahead(struct store *store, const struct ticket *ticket, int64_t *out);

/** Forget visits and closed tickets older than `days`, 200 rows at most a
 *  call; `more` tells whether to call again. */
enum err
visits_prune(struct store *store, int days, bool *more);

#endif
