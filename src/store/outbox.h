// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/buf.h"
#include "util/err.h"

struct store;

/** Write one event in a transaction of its own: `type` with its `body`
 *  (JSON text of an object). Ids may be NULL where PROTOCOL.md lets them. */
enum err
outbox_add(struct store *store, const char *type, const char *subject,
           const char *body);

struct outbox_counts {
    int64_t pending;       // not yet acknowledged, without those set aside
    int64_t set_aside;
    int64_t held;          // acknowledged as held in the last 30 days
    int64_t last_seq;
    int64_t oldest_at;     // of the oldest pending, 0 when none
    int64_t last_ack_at;   // clock_now_ms, 0 never
    char epoch[37];
};
enum err
outbox_count(struct store *store, struct outbox_counts *out);

/** Events of one epoch, ready to be sent as one call. */
struct outbox_batch {
    char epoch[37];
    struct buf events;  // JSON texts joined by commas, at most max_bytes
    int64_t *seqs;      // owned, ascending
    size_t count;
};
void
outbox_batch_clear(struct outbox_batch *batch);

/**
 * Oldest pending events whose turn it is (older epochs first; subjects in
 * order; not before their `retry` time), with no transaction left open.
 * Notes durably what the hub may have seen, so that a restored copy cannot
 * use these numbers again. `count` may be 0.
 */
struct outbox_limits {
    size_t max_events;
    size_t max_bytes;
};
enum err
outbox_next(struct store *store, const struct outbox_limits *limits,
            struct outbox_batch *out);

enum outbox_status {
    OUTBOX_OK, OUTBOX_DUPLICATE, OUTBOX_HELD, OUTBOX_REJECTED, OUTBOX_RETRY
};
/** The hub's verdict on one event. Texts are borrowed. */
struct outbox_verdict {
    int64_t seq;
    enum outbox_status status;
    int64_t after_ms;       // with RETRY
    const char *code, *field; // may be NULL
    const char *message_zh, *message_en;
};
struct outbox_reply {
    const char *epoch;
    const struct outbox_verdict *verdicts;
    size_t count;
    int64_t durable_seq;
};
/** Mark each event by its own verdict, in one transaction. A durable_seq
 *  lower than before makes acknowledged events above it pending again;
 *  `rewound` gets how many. */
enum err
outbox_apply(struct store *store, const struct outbox_reply *reply,
             int64_t *rewound);

/** Set one event aside that the hub refused as a whole call (400, 413). */
enum err
outbox_set_aside(struct store *store, const char *epoch,
                 const struct outbox_verdict *reason);

/** What became of an event so far. */
enum outbox_fate {
    OUTBOX_UNSENT,    // or not acknowledged
    OUTBOX_TAKEN,     // the hub has it
    OUTBOX_REFUSED,   // set aside
    OUTBOX_DISCARDED, // by staff
    OUTBOX_RESENT     // a newer one goes in its place
};

struct outbox_item {
    char epoch[37];
    int64_t seq;
    char type[33];
    char subject[65];
    int64_t at;
    char code[65];
    char field[129];
    char message_zh[257];
    char message_en[257];
    char summary[65]; // what staff recognise it by: ticket number or type
    enum outbox_fate fate;
    int sends;        // how often it went out
    int64_t last_sent; // clock_now_ms, 0 never
};
/** Set-aside events, oldest first; `total` gets how many there are. */
enum err
outbox_set_aside_list(struct store *store, size_t first,
                      struct outbox_item *out, size_t max, size_t *count,
                      size_t *total);

/** The events written last, newest first, whatever became of them. */
enum err
outbox_recent(struct store *store, struct outbox_item *out, size_t max,
              size_t *count);

/**
 * Staff send a set-aside event again (it becomes a new event that
 * supersedes the refused one) or discard it with a reason
 * (`duplicate`, `test`, `done_at_desk`, `entered_again`); each is an event
 * too, in the same transaction. ERR_NOT_FOUND when it is no longer aside.
 */
enum err
outbox_resend(struct store *store, const char *epoch, int64_t seq);
enum err
outbox_discard(struct store *store, const char *epoch, int64_t seq,
               const char *reason);

/** How far what happened to one ticket has come. */
enum outbox_progress {
    OUTBOX_WAITING,      // some of its events are pending
    OUTBOX_ACKNOWLEDGED, // the hub has them all
    OUTBOX_ASIDE         // the hub refused one; staff decide
};
/** For the events of a ticket and of the visit that took it, by their ids;
 *  an empty `visit` has none. WAITING beside any error. */
enum err
outbox_progress(struct store *store, const char *ticket, const char *visit,
                enum outbox_progress *out);

/** Drop acknowledged events older than 30 days, 200 at most a call. */
enum err
outbox_prune(struct store *store, bool *more);

#endif
