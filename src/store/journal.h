// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/buf.h"
#include "util/err.h"
#include "util/id.h"
#include "wire/event.h"

struct store;

/** Where an event stands; the numbers are stored. */
enum event_state {
    EVENT_PENDING = 0,
    EVENT_ACKED = 1,
    EVENT_HELD = 2,      // acknowledged, waits at the hub
    EVENT_SET_ASIDE = 3, // refused; staff decide
    EVENT_DISCARDED = 4,
    EVENT_RESENT = 5     // superseded by a newer one
};

/** An event's row id: epoch number and seq. */
#define EVENT_ID(epoch_no, seq) (((int64_t)(epoch_no) << 40) | (seq))
#define EVENT_EPOCH_NO(id) ((int64_t)(id) >> 40)
#define EVENT_SEQ(id) ((int64_t)(id) & ((INT64_C(1) << 40) - 1))

/** The epoch that events are written to now. */
struct journal_epoch {
    int64_t no;
    char epoch[UUID_SIZE];
    int64_t last_seq;
    int64_t durable_seq;
};

/** ERR_NOT_FOUND while the store has none. */
enum err
journal_current(struct store *store, struct journal_epoch *out);

/** ERR_NOT_FOUND for an epoch that this store does not know. */
enum err
journal_find(struct store *store, const char *epoch,
             struct journal_epoch *out);

/** Begin a new epoch; inside a transaction. */
enum err
journal_begin_epoch(struct store *store, struct journal_epoch *out);

struct journal_entry {
    const char *type;
    const char *subject;
    const struct buf *body;             // JSON text of an object
    const struct event_ref *supersedes; // or NULL
    int64_t at_ms;                      // 0: now
    const struct event *when; // take time and boot from it; NULL: from now
    bool sound; // ids and body are of our own making: not read back
};
/**
 * Write one event; inside the transaction of what it reports. `seq` may be
 * NULL.
 */
enum err
journal_add(struct store *store, const struct journal_entry *entry,
            int64_t *seq);

/** As journal_add, consuming `body`: ERR_NO_MEMORY when it failed. */
enum err
journal_add_body(struct store *store, const char *type, const char *subject,
                 struct buf *body);

/**
 * Note durably that the hub may have seen all that is committed of the
 * current epoch, so that a restored copy begins another. `epoch_no` is what
 * is about to be handed over: nothing is needed for older epochs. Outside
 * a transaction.
 */
enum err
journal_hand_over(struct store *store, int64_t epoch_no);

/** Move what is pending to the current epoch, each with its origin. */
enum err
journal_reissue(struct store *store);

/** The subject of events about the kiosk itself. */
enum err
journal_kiosk_subject(struct store *store, char out[ID_SIZE]);

#endif
