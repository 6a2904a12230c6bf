// SPDX-License-Identifier: Apache-2.0
#include "store/outbox.h"

#include <stdlib.h>

#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/query.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/body.h"
#include "wire/json.h"

#define KEEP_MS (30 * INT64_C(86400000))
#define PRUNE_ROWS 200
#define PRUNE_LOOK 2000
// PROTOCOL.md: `retry` is set aside only after so many sends and so long.
#define RETRY_SENDS 8
#define RETRY_MS INT64_C(86400000)
#define RETRY_AFTER_MS 1000 // where the hub did not say

static enum err
check_body(const char *type, const char *text, size_t len)
{
    struct json_t *json = NULL;
    struct fault fault = {0};
    enum err err = json_parse(text, len, &json, &fault);

    if (err == ERR_OK) {
        err = body_check(type, json, &fault);
    }
    if (err != ERR_OK) {
        LOGE("store: event %s: %s: %s", type, fault.field, fault.en);
    }
    json_free(json);
    return err;
}

enum err
outbox_add(struct store *store, const char *type, const char *subject,
           const char *body)
{
    char own[ID_SIZE];
    struct buf text;
    enum err err;

    buf_init(&text, EVENT_MAX_SIZE);
    (void)buf_add_str(&text, body ? body : "{}");
    err = text.failed ? ERR_INVALID : check_body(type, text.data, text.len);
    if (err != ERR_OK) {
        buf_clear(&text);
        return err;
    }
    err = db_begin(store->db);
    if (err == ERR_OK) {
        if (!subject) {
            err = journal_kiosk_subject(store, own);
            subject = own;
        }
        if (err == ERR_OK) {
            err = journal_add_body(store, type, subject, &text);
        }
        err = db_end(store->db, err);
    }
    buf_clear(&text);
    return err;
}

static enum err
count_states(struct store *store, struct outbox_counts *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT (SELECT count(*) FROM events WHERE state = 0),"
                " (SELECT count(*) FROM events WHERE state = 3),"
                " (SELECT count(*) FROM events WHERE state = 2"
                "  AND acked_at >= ?),"
                " (SELECT at FROM events WHERE state = 0"
                "  ORDER BY id LIMIT 1)");
    query_int(&query, clock_now_ms() - KEEP_MS);
    if (query_step(&query)) {
        out->pending = query_get_int(&query, 0);
        out->set_aside = query_get_int(&query, 1);
        out->held = query_get_int(&query, 2);
        out->oldest_at = query_get_int(&query, 3);
    }
    return query_end(&query);
}

enum err
outbox_count(struct store *store, struct outbox_counts *out)
{
    struct journal_epoch epoch;
    enum err err = journal_current(store, &epoch);

    *out = (struct outbox_counts){0};
    if (err != ERR_OK) {
        return err;
    }
    out->last_seq = epoch.last_seq;
    (void)str_copy(out->epoch, sizeof(out->epoch), epoch.epoch);
    err = count_states(store, out);
    return err == ERR_OK
             ? counter_get(store, COUNTER_LAST_ACK, &out->last_ack_at) : err;
}

// One reply on its way in, inside its transaction.
struct applying {
    struct store *store;
    struct journal_epoch epoch;
    int64_t now;
    int64_t last_ack; // before this reply
    bool accepted;    // this reply accepts something
};

static enum err
acknowledge(struct applying *applying, const struct outbox_verdict *verdict)
{
    struct query query;

    query_begin(&query, applying->store->db,
                "UPDATE events SET state = ?, code = ?, acked_at = ?"
                " WHERE id = ? AND state IN (0, 3)");
    query_int(&query, verdict->status == OUTBOX_HELD ? EVENT_HELD
                                                     : EVENT_ACKED);
    query_text(&query, verdict->code);
    query_int(&query, applying->now);
    query_int(&query, EVENT_ID(applying->epoch.no, verdict->seq));
    return query_run(&query);
}

static enum err
set_aside(struct store *store, int64_t id,
          const struct outbox_verdict *verdict)
{
    struct query query;

    query_begin(&query, store->db,
                "UPDATE events SET state = 3, code = ?, field = ?,"
                " message_zh = ?, message_en = ? WHERE id = ?"
                " AND state = 0");
    query_text(&query, verdict->code);
    query_text(&query, verdict->field);
    query_text(&query, verdict->message_zh);
    query_text(&query, verdict->message_en);
    query_int(&query, id);
    return query_run(&query);
}

struct tries {
    int64_t sends;
    int64_t first;
    int64_t last; // before this one
};

static enum err
count_try(struct applying *applying, const struct outbox_verdict *verdict,
          struct tries *out)
{
    int64_t after = verdict->after_ms > 0 ? verdict->after_ms
                                          : RETRY_AFTER_MS;
    struct query query;

    *out = (struct tries){0};
    query_begin(&query, applying->store->db,
                "SELECT sends + 1, coalesce(first_sent, ?1),"
                " coalesce(last_sent, ?1) FROM events WHERE id = ?2");
    query_int(&query, applying->now);
    query_int(&query, EVENT_ID(applying->epoch.no, verdict->seq));
    if (query_step(&query)) {
        out->sends = query_get_int(&query, 0);
        out->first = query_get_int(&query, 1);
        out->last = query_get_int(&query, 2);
    }
    if (query_end(&query) != ERR_OK) {
        return query.err;
    }
    query_begin(&query, applying->store->db,
                "UPDATE events SET sends = ?, first_sent = ?,"
                " last_sent = ?, not_before = ? WHERE id = ?"
                " AND state = 0");
    query_int(&query, out->sends);
    query_int(&query, out->first);
    query_int(&query, applying->now);
    query_int(&query, applying->now + after);
    query_int(&query, EVENT_ID(applying->epoch.no, verdict->seq));
    return query_run(&query);
}

/*
 * A record that the hub puts off for ever while it takes others is as good
 * as refused; when it takes none, it is the hub that is ill.
 */
static enum err
put_off(struct applying *applying, const struct outbox_verdict *verdict)
{
    struct tries tries;
    enum err err;

    // Waiting behind an earlier event of its subject is not a try.
    if (str_equal(verdict->code, "after")) {
        return ERR_OK;
    }
    err = count_try(applying, verdict, &tries);
    if (err == ERR_OK && tries.sends >= RETRY_SENDS
        && applying->now - tries.first >= RETRY_MS
        && (applying->accepted || applying->last_ack > tries.last)) {
        err = set_aside(applying->store,
                        EVENT_ID(applying->epoch.no, verdict->seq), verdict);
    }
    return err;
}

static enum err
apply_verdict(struct applying *applying,
              const struct outbox_verdict *verdict)
{
    switch (verdict->status) {
    case OUTBOX_OK:
    case OUTBOX_DUPLICATE:
    case OUTBOX_HELD:
        return acknowledge(applying, verdict);
    case OUTBOX_REJECTED:
        return set_aside(applying->store,
                         EVENT_ID(applying->epoch.no, verdict->seq),
                         verdict);
    case OUTBOX_RETRY:
        return put_off(applying, verdict);
    }
    return ERR_INVALID;
}

// The hub forgot what it had: it was restored from a backup.
static enum err
rewind_to(struct applying *applying, int64_t durable, int64_t *rewound)
{
    struct query query;
    enum err err = ERR_OK;

    if (durable < applying->epoch.durable_seq) {
        query_begin(&query, applying->store->db,
                    "UPDATE events SET state = 0, acked_at = NULL,"
                    " sends = 0, first_sent = NULL, last_sent = NULL,"
                    " not_before = 0 WHERE id > ? AND id <= ?"
                    " AND state IN (1, 2)");
        query_int(&query, EVENT_ID(applying->epoch.no, durable));
        query_int(&query, EVENT_ID(applying->epoch.no,
                                   applying->epoch.last_seq));
        err = query_run(&query);
        *rewound = db_changes(applying->store->db);
        LOGW("store: the hub has this epoch up to %lld only: sending again",
             (long long)durable);
    }
    if (err == ERR_OK && durable != applying->epoch.durable_seq) {
        query_begin(&query, applying->store->db,
                    "UPDATE epochs SET durable_seq = ? WHERE no = ?");
        query_int(&query, durable);
        query_int(&query, applying->epoch.no);
        err = query_run(&query);
    }
    return err;
}

static bool
accepts(enum outbox_status status)
{
    return status == OUTBOX_OK || status == OUTBOX_DUPLICATE
        || status == OUTBOX_HELD;
}

static enum err
apply(struct applying *applying, const struct outbox_reply *reply,
      int64_t *rewound)
{
    size_t i;
    enum err err = journal_find(applying->store, reply->epoch,
                                &applying->epoch);

    if (err == ERR_OK) {
        err = counter_get(applying->store, COUNTER_LAST_ACK,
                          &applying->last_ack);
    }
    // First, so that what this very reply accepted stays accepted.
    if (err == ERR_OK && reply->durable_seq >= 0
        && reply->durable_seq <= applying->epoch.last_seq) {
        err = rewind_to(applying, reply->durable_seq, rewound);
    }
    for (i = 0; i < reply->count; i++) {
        applying->accepted |= accepts(reply->verdicts[i].status);
    }
    for (i = 0; err == ERR_OK && i < reply->count; i++) {
        err = apply_verdict(applying, &reply->verdicts[i]);
    }
    if (err == ERR_OK && applying->accepted) {
        err = counter_set(applying->store, COUNTER_LAST_ACK, applying->now);
    }
    return err;
}

enum err
outbox_apply(struct store *store, const struct outbox_reply *reply,
             int64_t *rewound)
{
    struct applying applying = {.store = store, .now = clock_now_ms()};
    enum err err = db_begin(store->db);

    *rewound = 0;
    return err == ERR_OK
             ? db_end(store->db, apply(&applying, reply, rewound)) : err;
}

enum err
outbox_set_aside(struct store *store, const char *epoch,
                 const struct outbox_verdict *reason)
{
    struct journal_epoch found;
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    err = journal_find(store, epoch, &found);
    if (err == ERR_OK) {
        err = set_aside(store, EVENT_ID(found.no, reason->seq), reason);
    }
    if (err == ERR_OK && db_changes(store->db) == 0) {
        err = ERR_NOT_FOUND;
    }
    return db_end(store->db, err);
}

// Oldest first: what is acknowledged later than the first young one is young.
static enum err
find_old(struct store *store, int64_t ids[PRUNE_ROWS], size_t *count)
{
    int64_t before = clock_now_ms() - KEEP_MS;
    int64_t looked = 0;
    bool young = false;
    struct query query;

    *count = 0;
    query_begin(&query, store->db,
                "SELECT id, state, acked_at FROM events ORDER BY id"
                " LIMIT ?");
    query_int(&query, PRUNE_LOOK);
    while (!young && looked < PRUNE_LOOK && *count < PRUNE_ROWS
           && query_step(&query)) {
        int64_t state = query_get_int(&query, 1);

        looked++;
        if (state == EVENT_PENDING || state == EVENT_SET_ASIDE) {
            continue;
        }
        young = query_get_int(&query, 2) >= before;
        if (!young) {
            ids[(*count)++] = query_get_int(&query, 0);
        }
    }
    return query_end(&query);
}

enum err
outbox_prune(struct store *store, bool *more)
{
    int64_t ids[PRUNE_ROWS];
    size_t count;
    size_t i;
    enum err err = db_begin(store->db);

    *more = false;
    if (err != ERR_OK) {
        return err;
    }
    err = find_old(store, ids, &count);
    for (i = 0; err == ERR_OK && i < count; i++) {
        struct query query;

        query_begin(&query, store->db, "DELETE FROM events WHERE id = ?");
        query_int(&query, ids[i]);
        err = query_run(&query);
    }
    *more = err == ERR_OK && count == PRUNE_ROWS;
    return db_end(store->db, err);
}
