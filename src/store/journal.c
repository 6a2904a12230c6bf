// SPDX-License-Identifier: Apache-2.0
#include "store/journal.h"

#include <assert.h>
#include <string.h>

#include "store/db.h"
#include "store/handle.h"
#include "store/marks.h"
#include "store/query.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"

// The last seq of the current epoch is a counter: a check-in writes that
// page anyway.
#define EPOCH_COLUMNS                                                        \
    "no, epoch, CASE WHEN no = (SELECT max(no) FROM epochs)"                 \
    " THEN (SELECT max(value, 0) FROM counters WHERE name = '" COUNTER_SEQ   \
    "') ELSE last_seq END, durable_seq"

static void
read_epoch(struct query *query, struct journal_epoch *out)
{
    out->no = query_get_int(query, 0);
    query_copy(query, 1, out->epoch, sizeof(out->epoch));
    out->last_seq = query_get_int(query, 2);
    out->durable_seq = query_get_int(query, 3);
}

static enum err
end_epoch(struct query *query, struct journal_epoch *out)
{
    bool found = query_step(query);
    enum err err;

    *out = (struct journal_epoch){0};
    if (found) {
        read_epoch(query, out);
    }
    err = query_end(query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

enum err
journal_current(struct store *store, struct journal_epoch *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT " EPOCH_COLUMNS " FROM epochs"
                " ORDER BY no DESC LIMIT 1");
    return end_epoch(&query, out);
}

enum err
journal_find(struct store *store, const char *epoch,
             struct journal_epoch *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT " EPOCH_COLUMNS " FROM epochs"
                " WHERE epoch = ?");
    query_text(&query, epoch);
    return end_epoch(&query, out);
}

enum err
journal_begin_epoch(struct store *store, struct journal_epoch *out)
{
    struct query query;

    enum err err;

    *out = (struct journal_epoch){0};
    id_uuid(out->epoch);
    query_begin(&query, store->db,
                "UPDATE epochs SET last_seq = (SELECT max(value, last_seq)"
                " FROM counters WHERE name = '" COUNTER_SEQ "')"
                " WHERE no = (SELECT max(no) FROM epochs) AND EXISTS"
                " (SELECT 1 FROM counters WHERE name = '" COUNTER_SEQ "')");
    err = query_run(&query);
    if (err == ERR_OK) {
        err = counter_set(store, COUNTER_SEQ, 0);
    }
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                "INSERT INTO epochs(epoch) VALUES(?) RETURNING no");
    query_text(&query, out->epoch);
    if (query_step(&query)) {
        out->no = query_get_int(&query, 0);
    }
    return query_run(&query);
}

static enum err
take_seq(struct store *store, int64_t *epoch_no, int64_t *seq)
{
    enum err err = db_int(store->db, "SELECT max(no) FROM epochs", epoch_no);

    if (err == ERR_OK && *epoch_no == 0) {
        LOGE("store: no epoch to write to");
        err = ERR_BUG;
    }
    return err == ERR_OK ? counter_add(store, COUNTER_SEQ, 1, seq) : err;
}

static enum err
insert_event(struct store *store, int64_t id, const struct event *event,
             const struct buf *json)
{
    struct query query;

    query_begin(&query, store->db,
                "INSERT INTO events(id, type, subject, at, json)"
                " VALUES(?, ?, ?, ?, ?)");
    query_int(&query, id);
    query_text(&query, event->type);
    query_text(&query, event->subject);
    query_int(&query, event->at_ms);
    query_bytes(&query, json->data, json->len);
    return query_run(&query);
}

enum err
journal_add(struct store *store, const struct journal_entry *entry,
            int64_t *seq)
{
    struct event event = {.v = 1, .time_quality = clock_quality()};
    struct buf json;
    int64_t epoch_no;
    enum err err;

    assert(db_in_transaction(store->db));
    if (entry->body->failed
        || !str_copy(event.type, sizeof(event.type), entry->type)
        || !str_copy(event.subject, sizeof(event.subject), entry->subject)) {
        return entry->body->failed ? ERR_NO_MEMORY : ERR_INVALID;
    }
    event.at_ms = entry->at_ms ? entry->at_ms : clock_now_ms();
    event.up_ms = clock_up_ms();
    clock_boot_id(event.boot);
    if (entry->when) {
        event.at_ms = entry->when->at_ms;
        event.up_ms = entry->when->up_ms;
        event.time_quality = entry->when->time_quality;
        (void)str_copy(event.boot, sizeof(event.boot), entry->when->boot);
    }
    if (entry->supersedes) {
        event.supersedes = *entry->supersedes;
    }
    err = take_seq(store, &epoch_no, &event.seq);
    if (err != ERR_OK) {
        return err;
    }
    buf_init(&json, EVENT_MAX_SIZE);
    err = entry->sound
            ? event_format(&event, entry->body->data, entry->body->len,
                           &json)
            : event_write(&event, entry->body->data, entry->body->len,
                          &json);
    if (err == ERR_OK) {
        err = insert_event(store, EVENT_ID(epoch_no, event.seq), &event,
                           &json);
    } else {
        LOGE("store: event %s: %s", event.type, err_name(err));
    }
    buf_clear(&json);
    if (seq) {
        *seq = event.seq;
    }
    return err;
}

enum err
journal_add_body(struct store *store, const char *type, const char *subject,
                 struct buf *body)
{
    struct journal_entry entry = {
        .type = type, .subject = subject, .body = body};
    enum err err = journal_add(store, &entry, NULL);

    buf_clear(body);
    return err;
}

static bool
note_handed(struct marks *marks, void *userdata)
{
    const struct journal_epoch *epoch = userdata;

    if (str_equal(marks->epoch, epoch->epoch)
        && marks->handed >= epoch->last_seq) {
        return false;
    }
    (void)str_copy(marks->epoch, sizeof(marks->epoch), epoch->epoch);
    marks->epoch_no = epoch->no;
    marks->handed = epoch->last_seq;
    return true;
}

// All that is committed counts at once, so that draining a long queue
// writes the marks once. Only the epoch that is written to can give a
// number twice.
enum err
journal_hand_over(struct store *store, int64_t epoch_no)
{
    struct journal_epoch current;
    enum err err = journal_current(store, &current);

    if (err != ERR_OK || current.no != epoch_no) {
        return err;
    }
    return marks_change(store->dir, note_handed, &current);
}

enum err
journal_kiosk_subject(struct store *store, char out[ID_SIZE])
{
    struct query query;

    // Before enrolment there is one kiosk as far as this store knows.
    (void)str_copy(out, ID_SIZE, "kiosk");
    query_begin(&query, store->db, "SELECT kiosk_id FROM identity");
    if (query_step(&query)) {
        query_copy(&query, 0, out, ID_SIZE);
    }
    return query_end(&query);
}

// One row of another epoch, the oldest that is still pending.
struct moving {
    int64_t id;
    char epoch[UUID_SIZE];
    struct buf json;
};

static enum err
next_to_move(struct store *store, int64_t epoch_no, struct moving *out)
{
    struct query query;
    size_t len;
    const char *text;
    bool found;
    enum err err;

    query_begin(&query, store->db,
                "SELECT e.id, e.json, p.epoch FROM events e JOIN epochs p"
                " ON p.no = e.id >> 40 WHERE e.state = 0 AND e.id < ?"
                " ORDER BY e.id LIMIT 1");
    query_int(&query, EVENT_ID(epoch_no, 0));
    found = query_step(&query);
    if (found) {
        out->id = query_get_int(&query, 0);
        buf_reset(&out->json);
        text = query_get_text(&query, 1, &len);
        if (!buf_add(&out->json, text, len)) {
            query.err = ERR_NO_MEMORY;
        }
        query_copy(&query, 2, out->epoch, sizeof(out->epoch));
    }
    err = query_end(&query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

static enum err
move_one(struct store *store, const struct moving *from)
{
    struct query query;
    struct buf json;
    int64_t epoch_no;
    int64_t seq;
    enum err err = take_seq(store, &epoch_no, &seq);

    if (err != ERR_OK) {
        return err;
    }
    buf_init(&json, EVENT_MAX_SIZE);
    err = event_reissue(from->json.data, from->json.len, from->epoch, seq,
                        &json);
    if (err == ERR_OK) {
        query_begin(&query, store->db,
                    "UPDATE events SET id = ?, json = ?, sends = 0,"
                    " first_sent = NULL, last_sent = NULL, not_before = 0"
                    " WHERE id = ?");
        query_int(&query, EVENT_ID(epoch_no, seq));
        query_bytes(&query, json.data, json.len);
        query_int(&query, from->id);
        err = query_run(&query);
    } else {
        LOGE("store: reissue an event: %s", err_name(err));
    }
    buf_clear(&json);
    return err;
}

enum err
journal_reissue(struct store *store)
{
    struct journal_epoch current;
    struct moving moving = {0};
    enum err err = journal_current(store, &current);

    assert(db_in_transaction(store->db));
    buf_init(&moving.json, EVENT_MAX_SIZE);
    // In one transaction and oldest first, so that no event of a subject
    // ever stands before an earlier one.
    while (err == ERR_OK) {
        err = next_to_move(store, current.no, &moving);
        if (err == ERR_OK) {
            err = move_one(store, &moving);
        }
    }
    buf_clear(&moving.json);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}
