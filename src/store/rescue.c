// SPDX-License-Identifier: Apache-2.0
#include "store/rescue.h"

#include <inttypes.h>

#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/query.h"
#include "store/tickets.h"
#include "store/visits.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/body.h"
#include "wire/event.h"
#include "wire/json.h"
#include "wire/read.h"

// So many numbers in a row without a readable row end an epoch, once past
// what is known to have been written: a lost page holds about ten rows.
#define MISSES 5000
#define EPOCHS_MAX 1000

struct rescue {
    struct store *store;
    struct db *damaged;
    int64_t saved;
};

static enum err
keep_epoch(struct store *store, int64_t no, const char *epoch,
           int64_t last_seq)
{
    struct query query;

    if (no <= 0 || !id_uuid_valid(epoch)) {
        return ERR_OK; // unreadable in part: nothing to hang events on
    }
    query_begin(&query, store->db,
                "INSERT INTO epochs(no, epoch, last_seq) VALUES(?, ?, ?)"
                " ON CONFLICT DO UPDATE SET"
                " last_seq = max(last_seq, excluded.last_seq)");
    query_int(&query, no);
    query_text(&query, epoch);
    query_int(&query, last_seq);
    return query_run(&query);
}

// What the damaged file still says of its epochs; few, oldest first.
static enum err
read_epochs(struct rescue *rescue)
{
    struct query query;
    int64_t no;

    for (no = 1; no <= EPOCHS_MAX; no++) {
        char epoch[UUID_SIZE];
        int64_t last_seq = 0;
        bool found;
        enum err err;

        query_begin(&query, rescue->damaged,
                    "SELECT epoch, last_seq FROM epochs WHERE no = ?");
        query_int(&query, no);
        found = query_step(&query);
        if (found) {
            query_copy(&query, 0, epoch, sizeof(epoch));
            last_seq = query_get_int(&query, 1);
        }
        if (query_end(&query) != ERR_OK || !found) {
            break;
        }
        err = keep_epoch(rescue->store, no, epoch, last_seq);
        if (err != ERR_OK) {
            return err;
        }
    }
    return ERR_OK;
}

// How far the epoch that was written to last went, if it can be read.
static int64_t
last_seq(struct rescue *rescue)
{
    struct query query;
    int64_t seq = 0;

    query_begin(&query, rescue->damaged,
                "SELECT value FROM counters WHERE name = '" COUNTER_SEQ "'");
    if (query_step(&query)) {
        seq = query_get_int(&query, 0);
    }
    (void)query_end(&query);
    return seq;
}

// The number a visitor holds is known again, and not given to another.
static enum err
save_ticket(struct rescue *rescue, const struct event_parsed *issued)
{
    struct ticket ticket = {.issued_ms = issued->event.at_ms,
                            .seq = issued->event.seq};
    struct ticket known;
    struct fault fault = {0};
    struct json_node body = json_root(issued->body, &fault);
    struct json_node number = json_at(&body, "number");
    struct json_node visit = json_at(&body, "visit");
    struct json_node service = json_at(&body, "service");
    struct json_node class = json_at(&body, "class");
    struct json_node day = json_at(&body, "day");
    const char *text = "";
    const char *class_name = "";
    enum err err = body_check("ticket.issued", issued->body, &fault);

    if (err == ERR_OK) {
        err = json_text(&number, sizeof(ticket.number) - 1, &text);
    }
    if (err == ERR_OK) {
        err = read_id(&service, ticket.service);
    }
    if (err == ERR_OK) {
        err = read_day(&day, false, ticket.day);
    }
    if (err == ERR_OK) {
        err = json_text(&class, 16, &class_name);
    }
    if (err != ERR_OK || !str_copy(ticket.number, sizeof(ticket.number), text)
        || !ticket_class_parse(class_name, &ticket.class)
        || !str_copy(ticket.id, sizeof(ticket.id), issued->event.subject)) {
        return ERR_OK; // the event is kept; only the queue goes without it
    }
    if (json_text(&visit, UUID_SIZE - 1, &text) == ERR_OK) {
        (void)str_copy(ticket.visit, sizeof(ticket.visit), text);
    }
    err = ticket_get(rescue->store, ticket.id, &known);
    return err == ERR_NOT_FOUND ? tickets_add(rescue->store, &ticket, "")
                                : err;
}

static enum err
save_row(struct rescue *rescue, struct query *from, int64_t id)
{
    struct event_parsed parsed;
    struct fault fault = {0};
    struct query query;
    size_t len;
    const char *json = query_get_text(from, 3, &len);
    enum err err = event_parse(json, len, &parsed, &fault);

    // A torn page can hold a row whose text is not what was written.
    if (err != ERR_OK || parsed.event.seq != EVENT_SEQ(id)) {
        event_parsed_clear(&parsed);
        return err == ERR_NO_MEMORY ? err : ERR_OK;
    }
    query_begin(&query, rescue->store->db,
                "INSERT INTO events(id, type, subject, at, json, state,"
                " code, field, message_zh, message_en)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT(id) DO UPDATE SET state = excluded.state");
    query_int(&query, id);
    query_text(&query, parsed.event.type);
    query_text(&query, parsed.event.subject);
    query_int(&query, parsed.event.at_ms);
    query_bytes(&query, json, len);
    query_int(&query, query_get_int(from, 0) == EVENT_SET_ASIDE
                          ? EVENT_SET_ASIDE : EVENT_PENDING);
    query_text(&query, query_get_text(from, 1, NULL));
    query_text(&query, query_get_text(from, 2, NULL));
    query_text(&query, query_get_text(from, 4, NULL));
    query_text(&query, query_get_text(from, 5, NULL));
    err = query_run(&query);
    if (err == ERR_OK && str_equal(parsed.event.type, "ticket.issued")) {
        err = save_ticket(rescue, &parsed);
    }
    event_parsed_clear(&parsed);
    rescue->saved += err == ERR_OK;
    return err;
}

// `seen` tells whether the row could be read, whatever its state.
static enum err
save_event(struct rescue *rescue, int64_t id, bool *seen)
{
    struct query query;
    enum err err = ERR_OK;

    query_begin(&query, rescue->damaged,
                "SELECT state, code, field, json, message_zh, message_en"
                " FROM events WHERE id = ?");
    query_int(&query, id);
    *seen = query_step(&query);
    if (*seen && (query_get_int(&query, 0) == EVENT_PENDING
                  || query_get_int(&query, 0) == EVENT_SET_ASIDE)) {
        err = save_row(rescue, &query, id);
    }
    // Rows on a lost page fail here one by one; the next may be readable.
    (void)query_end(&query);
    return err;
}

static enum err
save_epoch(struct rescue *rescue, int64_t no, int64_t last_seq)
{
    int64_t missed = 0;
    int64_t highest = 0;
    int64_t seq;
    enum err err = ERR_OK;

    for (seq = 1; err == ERR_OK && (seq <= last_seq || missed < MISSES);
         seq++) {
        bool seen;

        err = save_event(rescue, EVENT_ID(no, seq), &seen);
        missed = seen ? 0 : missed + 1;
        highest = seen ? seq : highest;
    }
    if (err == ERR_OK && highest > last_seq) {
        struct query query;

        query_begin(&query, rescue->store->db,
                    "UPDATE epochs SET last_seq = ? WHERE no = ?");
        query_int(&query, highest);
        query_int(&query, no);
        err = query_run(&query);
    }
    return err;
}

static enum err
save_epochs(struct rescue *rescue)
{
    int64_t no = 0;
    enum err err = ERR_OK;

    while (err == ERR_OK) {
        struct query query;
        int64_t last_seq = 0;
        bool found;

        query_begin(&query, rescue->store->db,
                    "SELECT no, last_seq FROM epochs WHERE no > ?"
                    " ORDER BY no LIMIT 1");
        query_int(&query, no);
        found = query_step(&query);
        if (found) {
            no = query_get_int(&query, 0);
            last_seq = query_get_int(&query, 1);
        }
        err = query_end(&query);
        if (!found) {
            break;
        }
        if (err == ERR_OK) {
            err = save_epoch(rescue, no, last_seq);
        }
    }
    return err;
}

enum err
rescue_events(struct store *store, const char *path,
              const struct marks *marks, int64_t *count)
{
    struct rescue rescue = {.store = store};
    enum db_health health;
    int64_t seq;
    enum err err;

    *count = 0;
    if (db_open(path, DB_RESCUE, &rescue.damaged, &health) != ERR_OK) {
        return ERR_OK; // not even its first page: nothing can be read
    }
    err = db_begin(store->db);
    if (err == ERR_OK) {
        err = read_epochs(&rescue);
        seq = last_seq(&rescue);
        seq = seq > marks->handed ? seq : marks->handed;
        if (err == ERR_OK) {
            err = keep_epoch(store, marks->epoch_no, marks->epoch, seq);
        }
        if (err == ERR_OK) {
            err = save_epochs(&rescue);
        }
        err = db_end(store->db, err);
    }
    db_close(rescue.damaged);
    *count = err == ERR_OK ? rescue.saved : 0;
    LOGW("store: %" PRId64 " pending events rescued", *count);
    return err;
}
