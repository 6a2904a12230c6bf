// SPDX-License-Identifier: Apache-2.0
#include "store/outbox.h"

#include "store/db.h"
#include "store/handle.h"
#include "store/query.h"

// Newest first: who asks has just been given a ticket.
static enum err
find_pending(struct store *store, const char *ticket, const char *visit,
             bool *found)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT 1 FROM events WHERE state = 0"
                " AND subject IN (?, ?) ORDER BY id DESC LIMIT 1");
    query_text(&query, ticket);
    query_text_or_null(&query, visit);
    *found = query_step(&query);
    return query_end(&query);
}

static enum err
find_aside(struct store *store, const char *ticket, const char *visit,
           bool *found)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT 1 FROM events WHERE state = 3"
                " AND subject IN (?, ?) LIMIT 1");
    query_text(&query, ticket);
    query_text_or_null(&query, visit);
    *found = query_step(&query);
    return query_end(&query);
}

enum err
outbox_progress(struct store *store, const char *ticket, const char *visit,
                enum outbox_progress *out)
{
    bool aside = false;
    bool pending = false;
    enum err err = find_aside(store, ticket, visit, &aside);

    *out = OUTBOX_WAITING;
    if (err == ERR_OK) {
        err = find_pending(store, ticket, visit, &pending);
    }
    if (err == ERR_OK && aside) {
        *out = OUTBOX_ASIDE;
    } else if (err == ERR_OK && !pending) {
        *out = OUTBOX_ACKNOWLEDGED;
    }
    return err;
}
