// SPDX-License-Identifier: Apache-2.0
#include "store/unsent.h"

#include <stdlib.h>
#include <string.h>

#include "store/handle.h"
#include "store/journal.h"
#include "store/query.h"

/** Add one event; false when it belongs into the next batch. */
static bool
take(struct query *query, const struct outbox_limits *limits,
     struct outbox_batch *out, int64_t *place)
{
    int64_t id = query_get_int(query, 0);
    size_t len;
    const char *json = query_get_text(query, 1, &len);

    if (out->count > 0
        && (EVENT_EPOCH_NO(id) != EVENT_EPOCH_NO(*place)
            || out->events.len + len + 1 > limits->max_bytes)) {
        return false;
    }
    if (out->count == 0) {
        query_copy(query, 2, out->epoch, sizeof(out->epoch));
    } else {
        buf_add_char(&out->events, ',');
    }
    buf_add(&out->events, json, len);
    out->seqs[out->count++] = EVENT_SEQ(id);
    *place = id;
    return true;
}

enum err
unsent_next(struct store *store, int64_t *place,
            const struct outbox_limits *limits, struct outbox_batch *out)
{
    struct query query;
    int64_t at = *place;
    enum err err;

    memset(out, 0, sizeof(*out));
    buf_init(&out->events, limits->max_bytes + EVENT_MAX_SIZE);
    out->seqs = calloc(limits->max_events, sizeof(*out->seqs));
    if (!out->seqs) {
        return ERR_NO_MEMORY;
    }
    query_begin(&query, store->db,
                "SELECT e.id, e.json, p.epoch FROM events e JOIN epochs p"
                " ON p.no = e.id >> 40 WHERE e.id > ? AND e.state IN (0, 3)"
                " ORDER BY e.id LIMIT ?");
    query_int(&query, at);
    query_int(&query, (int64_t)limits->max_events);
    while (query_step(&query) && take(&query, limits, out, &at)) {
    }
    err = query_end(&query);
    if (err == ERR_OK && out->events.failed) {
        err = ERR_NO_MEMORY;
    }
    // What leaves in a bundle may reach the hub as well.
    if (err == ERR_OK && out->count > 0) {
        err = journal_hand_over(store, EVENT_EPOCH_NO(at));
    }
    if (err == ERR_OK) {
        *place = at;
    }
    return err;
}
