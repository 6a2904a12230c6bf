// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_TICKETS_H
#define STORE_TICKETS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/ticket.h"
#include "util/err.h"

struct store;
struct query;

/*
 * Rows of tickets, this kiosk's own and those the hub told of; internal.
 * The functions that write are called inside a transaction.
 */

// The columns that tickets_read expects first, in its order.
#define TICKETS_COLUMNS                                                      \
    "id, visit, number, service, class, day, state, slip, window,"           \
    " issued_ms, called_ms, kiosk, seq"

void
tickets_read(struct query *query, struct ticket *out);

/** Insert a ticket of this kiosk; `person` may be "". */
enum err
tickets_add(struct store *store, const struct ticket *ticket,
            const char *person);

/**
 * Merge what the hub says. Where the kiosk moved the ticket itself since
 * the hub's last word, ticket_merge decides, otherwise the hub.
 */
enum err
tickets_hear(struct store *store, const struct ticket *ticket);

/** The hub withdrew it; a ticket of this kiosk stays. */
enum err
tickets_withdraw(struct store *store, const char *id);

/** Forget tickets of others that are not in this set of records. */
enum err
tickets_keep_only(struct store *store, int64_t set_no);

/** Forget all tickets of others. */
enum err
tickets_wipe(struct store *store);

/** The open ticket of a person for a service today; ERR_NOT_FOUND. */
enum err
tickets_open_of(struct store *store, const char *person, const char *service,
                const char *day, struct ticket *out);

/** Tickets given for a service on a day, whatever became of them. */
enum err
tickets_given(struct store *store, const char *service, char letter,
              const char *day, int64_t *out);

/**
 * Whether the queue is known, and the time of the newest news of the hub.
 * It is not when the hub may have called someone since.
 */
enum err
tickets_queue_known(struct store *store, bool *known, int64_t *as_of);

#endif
