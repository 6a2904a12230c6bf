// SPDX-License-Identifier: Apache-2.0
#include "store/visits.h"

#include "model/service.h"
#include "store/cache.h"
#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/numbers.h"
#include "store/place.h"
#include "store/query.h"
#include "store/tickets.h"
#include "util/clock.h"
#include "util/str.h"
#include "wire/body.h"

// All that one check-in reads and makes.
struct check_in {
    struct store *store;
    const struct visit *visit;
    const char *person;
    const struct place *place;     // borrowed
    const struct service *service; // borrowed
    struct numbers_day day;
    int64_t now;
    struct check_in_result *out;
};

static enum err
find_ticket_of(struct store *store, const struct visit *visit,
               struct ticket *out)
{
    char ticket[UUID_SIZE];
    struct query query;
    bool found;
    bool same = false;
    enum err err;

    query_begin(&query, store->db,
                "SELECT ticket, service FROM visits WHERE id = ?");
    query_text(&query, visit->id);
    found = query_step(&query);
    if (found) {
        query_copy(&query, 0, ticket, sizeof(ticket));
        same = str_equal(query_get_text(&query, 1, NULL), visit->service);
    }
    err = query_end(&query);
    if (err != ERR_OK || !found) {
        return err == ERR_OK ? ERR_NOT_FOUND : err;
    }
    return same ? ticket_get(store, ticket, out) : ERR_CONFLICT;
}

// Judged by unknown time, hours would turn people away at random.
static bool
judge_hours(struct check_in *check)
{
    struct site_opening opening = {SITE_HOURS_UNKNOWN, 0};

    if (check->place->site_known && clock_quality() != CLOCK_UNKNOWN) {
        opening = site_open(&check->place->site, check->service, check->now);
    }
    check->out->opening = opening;
    check->out->hours_unknown = opening.state == SITE_HOURS_UNKNOWN;
    switch (opening.state) {
    case SITE_CLOSED:
    case SITE_HOLIDAY:
        check->out->outcome = CHECK_IN_CLOSED;
        return false;
    case SITE_AFTER_LAST_TICKET:
        check->out->outcome = CHECK_IN_AFTER_LAST;
        return false;
    case SITE_HOURS_UNKNOWN:
    case SITE_OPEN:
        break;
    }
    return true;
}

static enum err
judge_quota(struct check_in *check, bool *refused)
{
    int64_t given;
    enum err err;

    *refused = false;
    if (check->service->quota == SERVICE_NO_QUOTA) {
        return ERR_OK;
    }
    err = tickets_given(check->store, check->service->id,
                        check->service->letter, check->day.day, &given);
    if (err == ERR_OK && given >= check->service->quota) {
        check->out->outcome = CHECK_IN_QUOTA;
        *refused = true;
    }
    return err;
}

static enum err
find_open(struct check_in *check)
{
    if (!*check->person) {
        return ERR_NOT_FOUND;
    }
    return tickets_open_of(check->store, check->person, check->service->id,
                           check->day.day, &check->out->ticket);
}

static enum err
number_ticket(struct check_in *check)
{
    struct ticket *ticket = &check->out->ticket;
    int sign = check->day.signed_numbers ? check->place->sign : 0;
    int counter;
    enum err err = numbers_take(check->store, &check->day,
                                check->service->letter, sign, &counter);

    if (err != ERR_OK) {
        return err;
    }
    return ticket_number_format(check->service->letter, sign, counter,
                                ticket->number) ? ERR_OK : ERR_BUG;
}

static void
fill_ticket(struct check_in *check)
{
    struct ticket *ticket = &check->out->ticket;

    id_uuid(ticket->id);
    (void)str_copy(ticket->visit, sizeof(ticket->visit), check->visit->id);
    (void)str_copy(ticket->service, sizeof(ticket->service),
                   check->service->id);
    ticket->class = check->service->class;
    (void)str_copy(ticket->day, sizeof(ticket->day), check->day.day);
    ticket->state = TICKET_WAITING;
    ticket->slip = TICKET_SLIP_NONE;
    ticket->issued_ms = check->now;
    (void)str_copy(ticket->kiosk, sizeof(ticket->kiosk), check->place->kiosk);
}

static enum err
add_event(struct check_in *check, const char *type, const char *subject,
          const struct buf *body, int64_t *seq)
{
    const struct journal_entry entry = {.type = type,
                                        .subject = subject,
                                        .body = body,
                                        .at_ms = check->now,
                                        .sound = true};

    return journal_add(check->store, &entry, seq);
}

static enum err
write_events(struct check_in *check)
{
    struct ticket *ticket = &check->out->ticket;
    struct buf body;
    enum err err;

    buf_init(&body, EVENT_MAX_SIZE);
    (void)body_checked_in(&body, check->visit);
    err = add_event(check, "visit.checked_in", check->visit->id, &body,
                    NULL);
    if (err == ERR_OK) {
        buf_reset(&body);
        (void)body_ticket_issued(&body, ticket);
        err = add_event(check, "ticket.issued", ticket->id, &body,
                        &ticket->seq);
    }
    if (err == ERR_OK) {
        buf_reset(&body);
        (void)body_ticket_slip(&body, ticket_slip_name(ticket->slip));
        err = add_event(check, "ticket.slip", ticket->id, &body, NULL);
    }
    buf_clear(&body);
    return err;
}

static enum err
write_visit(struct check_in *check)
{
    struct query query;

    query_begin(&query, check->store->db,
                "INSERT INTO visits(id, ticket, service, at)"
                " VALUES(?, ?, ?, ?)");
    query_text(&query, check->visit->id);
    query_text(&query, check->out->ticket.id);
    query_text(&query, check->service->id);
    query_int(&query, check->now);
    return query_run(&query);
}

static enum err
give_ticket(struct check_in *check)
{
    enum err err = number_ticket(check);

    if (err == ERR_NOT_FOUND) {
        check->out->outcome = CHECK_IN_LETTER_FULL;
        return ERR_OK;
    }
    if (err == ERR_OK) {
        fill_ticket(check);
        err = write_events(check);
    }
    if (err == ERR_OK) {
        err = write_visit(check);
    }
    if (err == ERR_OK) {
        err = tickets_add(check->store, &check->out->ticket, check->person);
    }
    if (err == ERR_OK) {
        check->out->outcome = CHECK_IN_TAKEN;
        err = version_bump(check->store);
    }
    return err;
}

static enum err
decide(struct check_in *check)
{
    const struct numbers_site site = {
        .kiosks = check->place->site_known ? check->place->site.kiosks : 0,
        .from_hub = check->place->from_hub};
    bool refused;
    enum err err = numbers_today(check->store, &site, &check->day);

    if (err == ERR_OK) {
        err = find_open(check);
    }
    if (err == ERR_OK) {
        check->out->outcome = CHECK_IN_AGAIN;
        return ERR_OK;
    }
    if (err != ERR_NOT_FOUND) {
        return err;
    }
    if (!judge_hours(check)) {
        return ERR_OK;
    }
    err = judge_quota(check, &refused);
    return err == ERR_OK && !refused ? give_ticket(check) : err;
}

static enum err
load(struct check_in *check)
{
    enum err err = cache_place(check->store, &check->place);

    if (err == ERR_OK) {
        err = cache_service(check->store, check->visit->service,
                            &check->service);
    }
    if (err == ERR_OK && check->place->enrolled
        && !list_has(&check->service->sites, check->place->site_id)) {
        err = ERR_NOT_FOUND;
    }
    return err;
}

static enum err
run(struct check_in *check)
{
    enum err err = find_ticket_of(check->store, check->visit,
                                  &check->out->ticket);

    if (err == ERR_OK) {
        check->out->outcome = CHECK_IN_TAKEN; // a repeated tap
        return ERR_OK;
    }
    if (err != ERR_NOT_FOUND) {
        return err;
    }
    err = load(check);
    if (err == ERR_NOT_FOUND) {
        check->out->outcome = CHECK_IN_NO_SERVICE;
        return ERR_OK;
    }
    return err == ERR_OK ? decide(check) : err;
}

enum err
visit_check_in(struct store *store, const struct visit *visit,
               const char *person_key, struct check_in_result *out)
{
    struct check_in check = {.store = store,
                             .visit = visit,
                             .person = person_key ? person_key : "",
                             .out = out,
                             .now = clock_now_ms()};
    enum err err;

    *out = (struct check_in_result){.ahead = -1};
    if (visit_check(visit) != VISIT_OK || !id_uuid_valid(visit->id)) {
        return ERR_INVALID;
    }
    err = db_begin(store->db);
    if (err != ERR_OK) {
        return err;
    }
    err = run(&check);
    if (err == ERR_OK
        && (out->outcome == CHECK_IN_TAKEN
            || out->outcome == CHECK_IN_AGAIN)) {
        err = ticket_ahead(store, &out->ticket, &out->ahead);
    }
    err = db_end(store->db, err);
    if (err != ERR_OK) {
        ticket_clear(&out->ticket);
    }
    return err;
}

enum err
visit_end(struct store *store, const char *visit_id, const char *reason)
{
    struct query query;
    struct buf body;
    enum visit_end end;
    bool found;
    bool ended = false;
    enum err err;

    if (!visit_end_parse(reason, &end)) {
        return ERR_INVALID;
    }
    err = db_begin(store->db);
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                "SELECT ended_at IS NOT NULL FROM visits WHERE id = ?");
    query_text(&query, visit_id);
    found = query_step(&query);
    if (found) {
        ended = query_get_int(&query, 0) != 0;
    }
    err = query_end(&query);
    if (err == ERR_OK && !found) {
        err = ERR_NOT_FOUND;
    }
    if (err != ERR_OK || ended) {
        return db_end(store->db, err);
    }
    query_begin(&query, store->db,
                "UPDATE visits SET ended_at = ? WHERE id = ?");
    query_int(&query, clock_now_ms());
    query_text(&query, visit_id);
    err = query_run(&query);
    if (err == ERR_OK) {
        buf_init(&body, EVENT_MAX_SIZE);
        (void)body_visit_ended(&body, reason);
        err = journal_add_body(store, "visit.ended", visit_id, &body);
    }
    return db_end(store->db, err);
}

// One DELETE of 100 rows at most; `more` when it was that many.
static enum err
prune_table(struct store *store, const char *sql, const char *day,
            int64_t before, bool *more)
{
    struct query query;
    enum err err;

    query_begin(&query, store->db, sql);
    query_text(&query, day);
    query_int(&query, before);
    err = query_run(&query);
    *more = *more || (err == ERR_OK && db_changes(store->db) >= 100);
    return err;
}

enum err
visits_prune(struct store *store, int days, bool *more)
{
    char today[DAY_SIZE];
    char first[DAY_SIZE];
    int64_t before = 0;
    enum err err;

    *more = false;
    timestamp_day(clock_now_ms(), today);
    if (days < 1 || !day_add(today, -days, first)
        || !day_start_ms(first, &before)) {
        return ERR_INVALID;
    }
    err = db_begin(store->db);
    if (err != ERR_OK) {
        return err;
    }
    err = prune_table(store,
                      "DELETE FROM tickets WHERE id IN (SELECT id FROM"
                      " tickets WHERE day < ?1 AND ?2 > 0 LIMIT 100)",
                      first, before, more);
    if (err == ERR_OK) {
        err = prune_table(store,
                          "DELETE FROM visits WHERE id IN (SELECT id FROM"
                          " visits WHERE ?1 IS NOT NULL AND at < ?2"
                          " LIMIT 100)",
                          first, before, more);
    }
    return db_end(store->db, err);
}
