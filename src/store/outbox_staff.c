// SPDX-License-Identifier: Apache-2.0
#include "store/outbox.h"

#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/query.h"
#include "util/clock.h"
#include "util/str.h"
#include "wire/body.h"
#include "wire/json.h"

static const char *const discard_reasons[] = {
    "duplicate", "test", "done_at_desk", "entered_again", NULL};

/*
 * Staff know a ticket by its number. It stands in the event that issued it;
 * the others of the ticket, and the visit's, are looked up.
 */
static void
summarise(struct query *query, int json_column, int number_column,
          struct outbox_item *out)
{
    struct event_parsed parsed;
    struct fault fault = {0};
    struct json_node body;
    struct json_node number;
    const char *text = query_get_text(query, number_column, NULL);
    size_t len;
    const char *json;

    (void)str_copy(out->summary, sizeof(out->summary),
                   *text ? text : out->type);
    if (*text) {
        return;
    }
    json = query_get_text(query, json_column, &len);
    if (event_parse(json, len, &parsed, &fault) == ERR_OK) {
        body = json_root(parsed.body, &fault);
        number = json_at(&body, "number");
        if (json_text(&number, sizeof(out->summary) - 1, &text) == ERR_OK) {
            (void)str_copy(out->summary, sizeof(out->summary), text);
        }
    }
    event_parsed_clear(&parsed);
}

static enum outbox_fate
fate_of(int64_t state)
{
    switch (state) {
    case EVENT_ACKED:
    case EVENT_HELD:
        return OUTBOX_TAKEN;
    case EVENT_SET_ASIDE:
        return OUTBOX_REFUSED;
    case EVENT_DISCARDED:
        return OUTBOX_DISCARDED;
    case EVENT_RESENT:
        return OUTBOX_RESENT;
    default:
        return OUTBOX_UNSENT;
    }
}

static void
read_item(struct query *query, struct outbox_item *out)
{
    *out = (struct outbox_item){0};
    out->seq = EVENT_SEQ(query_get_int(query, 0));
    query_copy(query, 1, out->epoch, sizeof(out->epoch));
    query_copy(query, 2, out->type, sizeof(out->type));
    query_copy(query, 3, out->subject, sizeof(out->subject));
    out->at = query_get_int(query, 4);
    query_copy(query, 5, out->code, sizeof(out->code));
    query_copy(query, 6, out->field, sizeof(out->field));
    (void)str_copy(out->message_zh, sizeof(out->message_zh),
                   query_get_text(query, 7, NULL));
    (void)str_copy(out->message_en, sizeof(out->message_en),
                   query_get_text(query, 8, NULL));
    summarise(query, 9, 10, out);
    out->fate = fate_of(query_get_int(query, 11));
    out->sends = (int)query_get_int(query, 12);
    out->last_sent = query_get_int(query, 13);
}

// What read_item reads of the events `WHERE` and `ORDER BY` choose.
#define SELECT_ITEMS                                                        \
    "SELECT e.id, p.epoch, e.type, e.subject, e.at, e.code,"               \
    " e.field, e.message_zh, e.message_en, e.json,"                        \
    /* a visit's number: its ticket was issued with it */                  \
    " coalesce(t.number, (SELECT own.number FROM events next"              \
    " JOIN tickets own ON own.id = next.subject"                           \
    " WHERE next.id = e.id + 1 AND own.visit = e.subject)), e.state,"      \
    " e.sends, coalesce(e.last_sent, 0)"                                   \
    " FROM events e JOIN epochs p ON p.no = e.id >> 40"                    \
    " LEFT JOIN tickets t ON t.id = e.subject"

enum err
outbox_set_aside_list(struct store *store, size_t first,
                      struct outbox_item *out, size_t max, size_t *count,
                      size_t *total)
{
    struct query query;
    enum err err;

    *count = 0;
    *total = 0;
    query_begin(&query, store->db,
                "SELECT count(*) FROM events WHERE state = 3");
    if (query_step(&query)) {
        *total = (size_t)query_get_int(&query, 0);
    }
    err = query_end(&query);
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                SELECT_ITEMS
                " WHERE e.state = 3 ORDER BY e.id LIMIT ? OFFSET ?");
    query_int(&query, (int64_t)max);
    query_int(&query, (int64_t)first);
    while (*count < max && query_step(&query)) {
        read_item(&query, &out[(*count)++]);
    }
    return query_end(&query);
}

enum err
outbox_recent(struct store *store, struct outbox_item *out, size_t max,
              size_t *count)
{
    struct query query;

    *count = 0;
    query_begin(&query, store->db,
                SELECT_ITEMS " ORDER BY e.id DESC LIMIT ?");
    query_int(&query, (int64_t)max);
    while (*count < max && query_step(&query)) {
        read_item(&query, &out[(*count)++]);
    }
    return query_end(&query);
}

// A set-aside event as staff act on it.
struct aside {
    int64_t id;
    struct event_ref ref;
    char subject[ID_SIZE];
    char type[EVENT_TYPE_SIZE];
    struct event event;
    struct buf body;
};

static enum err
read_body(struct query *query, struct aside *out)
{
    struct event_parsed parsed;
    struct fault fault = {0};
    size_t len;
    const char *json = query_get_text(query, 2, &len);
    enum err err = event_parse(json, len, &parsed, &fault);

    if (err == ERR_OK) {
        out->event = parsed.event;
        err = event_body_text(&parsed, &out->body);
    }
    event_parsed_clear(&parsed);
    return err;
}

static enum err
find(struct store *store, const char *epoch, int64_t seq, struct aside *out)
{
    struct journal_epoch of;
    struct query query;
    bool found;
    enum err err = journal_find(store, epoch, &of);

    *out = (struct aside){0};
    buf_init(&out->body, EVENT_MAX_SIZE);
    if (err != ERR_OK) {
        return err;
    }
    out->id = EVENT_ID(of.no, seq);
    out->ref.seq = seq;
    (void)str_copy(out->ref.epoch, sizeof(out->ref.epoch), epoch);
    query_begin(&query, store->db,
                "SELECT type, subject, json FROM events"
                " WHERE id = ? AND state = 3");
    query_int(&query, out->id);
    found = query_step(&query);
    if (found) {
        query_copy(&query, 0, out->type, sizeof(out->type));
        query_copy(&query, 1, out->subject, sizeof(out->subject));
        err = read_body(&query, out);
    }
    if (query_end(&query) != ERR_OK) {
        return query.err;
    }
    return found ? err : ERR_NOT_FOUND;
}

static enum err
leave(struct store *store, const struct aside *aside, enum event_state state,
      const char *type, const char *reason)
{
    struct query query;
    struct buf body;
    enum err err;

    query_begin(&query, store->db,
                "UPDATE events SET state = ?1, acked_at = ?2 WHERE id = ?3");
    query_int(&query, state);
    query_int(&query, clock_now_ms());
    query_int(&query, aside->id);
    err = query_run(&query);
    if (err != ERR_OK) {
        return err;
    }
    buf_init(&body, EVENT_MAX_SIZE);
    (void)body_record(&body, aside->ref.epoch, aside->ref.seq, reason);
    return journal_add_body(store, type, aside->subject, &body);
}

enum err
outbox_resend(struct store *store, const char *epoch, int64_t seq)
{
    struct journal_entry entry = {0};
    struct aside aside;
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    err = find(store, epoch, seq, &aside);
    if (err == ERR_OK) {
        entry.type = aside.type;
        entry.subject = aside.subject;
        entry.body = &aside.body;
        entry.supersedes = &aside.ref;
        entry.when = &aside.event; // it happened then, on that boot
        err = journal_add(store, &entry, NULL);
    }
    if (err == ERR_OK) {
        err = leave(store, &aside, EVENT_RESENT, "record.resent", "staff");
    }
    buf_clear(&aside.body);
    return db_end(store->db, err);
}

static bool
reason_known(const char *reason)
{
    size_t i;

    for (i = 0; discard_reasons[i]; i++) {
        if (str_equal(discard_reasons[i], reason)) {
            return true;
        }
    }
    return false;
}

enum err
outbox_discard(struct store *store, const char *epoch, int64_t seq,
               const char *reason)
{
    struct aside aside;
    enum err err;

    if (!reason_known(reason)) {
        return ERR_INVALID;
    }
    err = db_begin(store->db);
    if (err != ERR_OK) {
        return err;
    }
    err = find(store, epoch, seq, &aside);
    if (err == ERR_INVALID) {
        err = ERR_OK; // one that cannot be read can still be discarded
    }
    if (err == ERR_OK) {
        err = leave(store, &aside, EVENT_DISCARDED, "record.discarded",
                    reason);
    }
    buf_clear(&aside.body);
    return db_end(store->db, err);
}
