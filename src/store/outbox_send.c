// SPDX-License-Identifier: Apache-2.0
#include "store/outbox.h"

#include <stdlib.h>

#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/query.h"
#include "util/clock.h"
#include "util/str.h"

#define SUBJECTS_FIRST 64

/*
 * Subjects with an event that has to wait, so that later ones wait too; by
 * a 64-bit hash: two that fall together merely wait for each other.
 */
struct waiting {
    uint64_t *hashes; // owned; open addressing, 0 is free
    size_t size;      // a power of two
    size_t count;
};

static uint64_t
subject_hash(const char *subject)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (; *subject; subject++) {
        hash = (hash ^ (uint8_t)*subject) * UINT64_C(0x100000001b3);
    }
    return hash ? hash : 1;
}

static size_t
waiting_slot(const struct waiting *waiting, uint64_t hash)
{
    size_t slot = (size_t)hash & (waiting->size - 1);

    while (waiting->hashes[slot] && waiting->hashes[slot] != hash) {
        slot = (slot + 1) & (waiting->size - 1);
    }
    return slot;
}

static bool
waiting_has(const struct waiting *waiting, const char *subject)
{
    uint64_t hash = subject_hash(subject);

    return waiting->count > 0
        && waiting->hashes[waiting_slot(waiting, hash)] == hash;
}

static bool
waiting_grow(struct waiting *waiting)
{
    struct waiting bigger = {
        .size = waiting->size ? waiting->size * 2 : SUBJECTS_FIRST,
        .count = waiting->count};
    size_t i;

    bigger.hashes = calloc(bigger.size, sizeof(*bigger.hashes));
    if (!bigger.hashes) {
        return false;
    }
    for (i = 0; i < waiting->size; i++) {
        if (waiting->hashes[i]) {
            bigger.hashes[waiting_slot(&bigger, waiting->hashes[i])] =
                waiting->hashes[i];
        }
    }
    free(waiting->hashes);
    *waiting = bigger;
    return true;
}

static bool
waiting_add(struct waiting *waiting, const char *subject)
{
    uint64_t hash = subject_hash(subject);
    size_t slot;

    if (waiting->count * 2 >= waiting->size && !waiting_grow(waiting)) {
        return false;
    }
    slot = waiting_slot(waiting, hash);
    if (!waiting->hashes[slot]) {
        waiting->hashes[slot] = hash;
        waiting->count++;
    }
    return true;
}

void
outbox_batch_clear(struct outbox_batch *batch)
{
    if (batch) {
        buf_clear(&batch->events);
        free(batch->seqs);
        *batch = (struct outbox_batch){0};
    }
}

// What fills one batch: a walk over all that is pending, oldest first.
struct filling {
    struct outbox_batch *out;
    const struct outbox_limits *limits;
    struct waiting waiting;
    int64_t now;
    int64_t epoch_no; // of the batch, 0 while it is empty
    size_t size;      // allocated seqs
    bool full;
};

static enum err
add_seq(struct filling *filling, int64_t seq)
{
    if (filling->out->count == filling->size) {
        size_t size = filling->size ? filling->size * 2 : 32;
        int64_t *seqs = realloc(filling->out->seqs, size * sizeof(*seqs));

        if (!seqs) {
            return ERR_NO_MEMORY;
        }
        filling->out->seqs = seqs;
        filling->size = size;
    }
    filling->out->seqs[filling->out->count++] = seq;
    return ERR_OK;
}

static enum err
add_event(struct filling *filling, int64_t id, const char *json, size_t len)
{
    struct buf *events = &filling->out->events;
    bool first = filling->out->count == 0;
    enum err err;

    // One that is too large alone still has to go, to be refused alone.
    if (!first
        && events->len + 1 + len > filling->limits->max_bytes) {
        filling->full = true;
        return ERR_OK;
    }
    // Room for a full batch at once: doubling would copy it every time.
    if ((first && !buf_reserve(events, filling->limits->max_bytes))
        || (!first && !buf_add_char(events, ','))
        || !buf_add(events, json, len)) {
        return ERR_NO_MEMORY;
    }
    filling->epoch_no = EVENT_EPOCH_NO(id);
    err = add_seq(filling, EVENT_SEQ(id));
    filling->full = filling->out->count >= filling->limits->max_events;
    return err;
}

static enum err
take_row(struct filling *filling, struct query *query)
{
    int64_t id = query_get_int(query, 0);
    const char *subject = query_get_text(query, 1, NULL);
    int64_t not_before = query_get_int(query, 3);
    size_t len;
    const char *json;

    if (filling->epoch_no && filling->epoch_no != EVENT_EPOCH_NO(id)) {
        filling->full = true; // one epoch a call
        return ERR_OK;
    }
    if (not_before > filling->now || waiting_has(&filling->waiting, subject)) {
        return waiting_add(&filling->waiting, subject) ? ERR_OK
                                                       : ERR_NO_MEMORY;
    }
    json = query_get_text(query, 2, &len);
    return add_event(filling, id, json, len);
}

static enum err
fill(struct store *store, struct filling *filling)
{
    struct query query;
    enum err err = ERR_OK;

    query_begin(&query, store->db,
                "SELECT id, subject, json, not_before FROM events"
                " WHERE state = 0 ORDER BY id");
    while (err == ERR_OK && !filling->full && query_step(&query)) {
        err = take_row(filling, &query);
    }
    return query_end(&query) == ERR_OK ? err : query.err;
}

static enum err
name_epoch(struct store *store, struct filling *filling)
{
    struct query query;

    query_begin(&query, store->db, "SELECT epoch FROM epochs WHERE no = ?");
    query_int(&query, filling->epoch_no);
    if (query_step(&query)) {
        query_copy(&query, 0, filling->out->epoch,
                   sizeof(filling->out->epoch));
    }
    return query_end(&query);
}

enum err
outbox_next(struct store *store, const struct outbox_limits *limits,
            struct outbox_batch *out)
{
    struct filling filling = {
        .out = out, .limits = limits, .now = clock_now_ms()};
    enum err err;

    *out = (struct outbox_batch){0};
    // Room for one oversized event: it has to be sent to be refused.
    buf_init(&out->events, limits->max_bytes > EVENT_MAX_SIZE
                               ? limits->max_bytes : EVENT_MAX_SIZE);
    err = limits->max_events > 0 ? fill(store, &filling) : ERR_INVALID;
    free(filling.waiting.hashes);
    if (err == ERR_OK && out->count > 0) {
        err = name_epoch(store, &filling);
    }
    if (err == ERR_OK && out->count > 0) {
        err = journal_hand_over(store, filling.epoch_no);
    }
    if (err != ERR_OK) {
        outbox_batch_clear(out);
    }
    db_tidy(store->db);
    return err;
}
