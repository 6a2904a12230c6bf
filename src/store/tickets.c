// SPDX-License-Identifier: Apache-2.0
#include "store/tickets.h"

#include <string.h>

#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/numbers.h"
#include "store/query.h"
#include "store/visits.h"
#include "util/clock.h"
#include "util/str.h"
#include "wire/body.h"

// After so long without the hub its calls may have been missed.
#define NEWS_MS INT64_C(300000)

void
tickets_read(struct query *query, struct ticket *out)
{
    *out = (struct ticket){0};
    query_copy(query, 0, out->id, sizeof(out->id));
    query_copy(query, 1, out->visit, sizeof(out->visit));
    query_copy(query, 2, out->number, sizeof(out->number));
    query_copy(query, 3, out->service, sizeof(out->service));
    out->class = (enum ticket_class)query_get_int(query, 4);
    query_copy(query, 5, out->day, sizeof(out->day));
    out->state = (enum ticket_state)query_get_int(query, 6);
    out->slip = (enum ticket_slip)query_get_int(query, 7);
    query_copy(query, 8, out->window, sizeof(out->window));
    out->issued_ms = query_get_int(query, 9);
    out->called_ms = query_get_int(query, 10);
    query_copy(query, 11, out->kiosk, sizeof(out->kiosk));
    out->seq = query_get_int(query, 12);
}

struct number_parts {
    char letter[2];
    int sign;
    int counter;
};

static struct number_parts
take_apart(const char *number)
{
    struct number_parts parts = {0};

    if (!ticket_number_parse(number, &parts.letter[0], &parts.sign,
                             &parts.counter)) {
        parts = (struct number_parts){0};
    }
    return parts;
}

// What tickets_add and tickets_hear write, in one statement.
struct ticket_row {
    const struct ticket *ticket;
    bool own;
    int hub_state;      // -1: not heard
    const char *person; // "" or NULL: none
};

static enum err
write_row(struct store *store, const struct ticket_row *row)
{
    const struct ticket *ticket = row->ticket;
    struct number_parts parts = take_apart(ticket->number);
    struct query query;

    query_begin(&query, store->db,
                "INSERT INTO tickets(" TICKETS_COLUMNS ", own, hub_state,"
                " person, open, letter, sign, counter)"
                " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
                " ON CONFLICT(id) DO UPDATE SET number = excluded.number,"
                " service = excluded.service, class = excluded.class,"
                " day = excluded.day, state = excluded.state,"
                " window = excluded.window, issued_ms = excluded.issued_ms,"
                " called_ms = excluded.called_ms,"
                " hub_state = excluded.hub_state, open = excluded.open,"
                " letter = excluded.letter, sign = excluded.sign,"
                " counter = excluded.counter");
    query_text(&query, ticket->id);
    query_text(&query, ticket->visit);
    query_text(&query, ticket->number);
    query_text(&query, ticket->service);
    query_int(&query, ticket->class);
    query_text(&query, ticket->day);
    query_int(&query, ticket->state);
    query_int(&query, ticket->slip);
    query_text(&query, ticket->window);
    query_int(&query, ticket->issued_ms);
    query_int(&query, ticket->called_ms);
    query_text(&query, ticket->kiosk);
    query_int(&query, ticket->seq);
    query_int(&query, row->own);
    query_int(&query, row->hub_state);
    query_text_or_null(&query, row->person);
    query_int(&query, ticket_is_open(ticket->state));
    query_text(&query, parts.letter);
    query_int(&query, parts.sign);
    query_int(&query, parts.counter);
    return query_run(&query);
}

enum err
tickets_add(struct store *store, const struct ticket *ticket,
            const char *person)
{
    const struct ticket_row row = {
        .ticket = ticket, .own = true, .hub_state = -1, .person = person};

    return write_row(store, &row);
}

struct known_ticket {
    struct ticket ticket;
    bool own;
    int hub_state;
};

static enum err
find(struct store *store, const char *id, struct known_ticket *out)
{
    struct query query;
    bool found;
    enum err err;

    *out = (struct known_ticket){.hub_state = -1};
    query_begin(&query, store->db,
                "SELECT " TICKETS_COLUMNS ", own, hub_state FROM tickets"
                " WHERE id = ?");
    query_text(&query, id);
    found = query_step(&query);
    if (found) {
        tickets_read(&query, &out->ticket);
        out->own = query_get_int(&query, 13) != 0;
        out->hub_state = (int)query_get_int(&query, 14);
    }
    err = query_end(&query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

enum err
tickets_hear(struct store *store, const struct ticket *ticket)
{
    struct ticket merged = *ticket;
    struct known_ticket known;
    struct ticket_row row = {
        .ticket = &merged, .hub_state = (int)ticket->state};
    enum err err = find(store, ticket->id, &known);

    if (err == ERR_OK) {
        int last = known.hub_state < 0 ? TICKET_WAITING : known.hub_state;

        row.own = known.own;
        if ((int)known.ticket.state != last) {
            merged.state = ticket_merge(known.ticket.state, ticket->state);
        }
        if (merged.called_ms == 0) {
            merged.called_ms = known.ticket.called_ms;
        }
        if (!*merged.window) {
            (void)str_copy(merged.window, sizeof(merged.window),
                           known.ticket.window);
        }
    } else if (err != ERR_NOT_FOUND) {
        return err;
    }
    return write_row(store, &row);
}

enum err
tickets_withdraw(struct store *store, const char *id)
{
    struct query query;

    query_begin(&query, store->db,
                "DELETE FROM tickets WHERE id = ? AND own = 0");
    query_text(&query, id);
    return query_run(&query);
}

enum err
tickets_keep_only(struct store *store, int64_t set_no)
{
    struct query query;

    query_begin(&query, store->db,
                "DELETE FROM tickets WHERE own = 0 AND id NOT IN"
                " (SELECT id FROM records WHERE kind = 'ticket'"
                "  AND set_no = ? AND deleted = 0)");
    query_int(&query, set_no);
    return query_run(&query);
}

enum err
tickets_wipe(struct store *store)
{
    struct query query;

    query_begin(&query, store->db, "DELETE FROM tickets WHERE own = 0");
    return query_run(&query);
}

enum err
tickets_open_of(struct store *store, const char *person, const char *service,
                const char *day, struct ticket *out)
{
    struct query query;
    bool found;
    enum err err;

    query_begin(&query, store->db,
                "SELECT " TICKETS_COLUMNS " FROM tickets"
                " WHERE open = 1 AND person IS NOT NULL AND person = ?"
                " AND service = ? AND day = ? LIMIT 1");
    query_text(&query, person);
    query_text(&query, service);
    query_text(&query, day);
    found = query_step(&query);
    if (found) {
        tickets_read(&query, out);
    }
    err = query_end(&query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

enum err
tickets_given(struct store *store, const char *service, char letter,
              const char *day, int64_t *out)
{
    const char text[2] = {letter, '\0'};
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT count(*) FROM tickets"
                " WHERE day = ? AND letter = ? AND service = ?");
    query_text(&query, day);
    query_text(&query, text);
    query_text(&query, service);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

enum err
ticket_get(struct store *store, const char *ticket_id, struct ticket *out)
{
    struct known_ticket known;
    enum err err = find(store, ticket_id, &known);

    *out = known.ticket;
    return err;
}

// An enrolled kiosk that has not heard of the hub lately does not know who
// was called meanwhile; one that was never enrolled has only its own.
enum err
tickets_queue_known(struct store *store, bool *known, int64_t *as_of)
{
    struct query query;
    bool enrolled;
    enum err err = counter_get(store, "sync.contact", as_of);

    *known = false;
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db, "SELECT 1 FROM identity");
    enrolled = query_step(&query);
    err = query_end(&query);
    *known = !enrolled
          || (*as_of > 0 && clock_now_ms() - *as_of <= NEWS_MS);
    return err;
}

enum err
ticket_ahead(struct store *store, const struct ticket *ticket, int64_t *out)
{
    struct number_parts parts = take_apart(ticket->number);
    struct query query;
    int64_t as_of;
    bool known;
    enum err err = tickets_queue_known(store, &known, &as_of);

    *out = -1;
    if (err != ERR_OK || !known) {
        return err;
    }
    // As ticket_compare: class, time of issue, kiosk, seq.
    query_begin(&query, store->db,
                "SELECT count(*) FROM tickets WHERE day = ?1"
                " AND letter = ?2 AND state = 0 AND (class > ?3"
                " OR (class = ?3 AND (issued_ms, kiosk, seq) < (?4, ?5, ?6)"
                " )) AND id <> ?7");
    query_text(&query, ticket->day);
    query_text(&query, parts.letter);
    query_int(&query, ticket->class);
    query_int(&query, ticket->issued_ms);
    query_text(&query, ticket->kiosk);
    query_int(&query, ticket->seq);
    query_text(&query, ticket->id);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

enum err
ticket_set_slip(struct store *store, const char *ticket_id, const char *slip)
{
    struct query query;
    struct buf body;
    enum ticket_slip value;
    bool found;
    enum err err;

    if (!ticket_slip_parse(slip, &value) || value == TICKET_SLIP_PRINTING) {
        return ERR_INVALID;
    }
    err = db_begin(store->db);
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                "UPDATE tickets SET slip = ? WHERE id = ? AND own = 1"
                " RETURNING id");
    query_int(&query, value);
    query_text(&query, ticket_id);
    found = query_step(&query);
    err = query_run(&query);
    if (err == ERR_OK && !found) {
        err = ERR_NOT_FOUND;
    }
    if (err == ERR_OK) {
        buf_init(&body, EVENT_MAX_SIZE);
        (void)body_ticket_slip(&body, slip);
        err = journal_add_body(store, "ticket.slip", ticket_id, &body);
    }
    return db_end(store->db, err);
}
