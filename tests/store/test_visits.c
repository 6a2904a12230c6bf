// SPDX-License-Identifier: Apache-2.0
#include "store/visits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/numbers.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/body.h"
#include "wire/event.h"
#include "wire/push.h"

static size_t
pending(struct fixture *fixture)
{
    struct outbox_counts counts;

    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    return (size_t)counts.pending;
}

static void
one_check_in_is_one_visit_ticket_and_three_events(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_visit("a");
    struct check_in_result result;
    struct ticket ticket;
    size_t count;
    char *events;

    fixture_catalogue(fixture, 1);
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &result),
                     ERR_OK);
    assert_int_equal(result.outcome, CHECK_IN_TAKEN);
    assert_string_equal(result.ticket.number, "A001");
    assert_true(result.hours_unknown);
    assert_int_equal(result.ahead, 0);
    assert_int_equal(ticket_get(fixture->store, result.ticket.id, &ticket),
                     ERR_OK);
    assert_string_equal(ticket.number, "A001");
    assert_string_equal(ticket.visit, visit.id);
    assert_int_equal(ticket.state, TICKET_WAITING);
    events = fixture_pending(fixture, &count);
    assert_int_equal(count, 3);
    assert_non_null(strstr(events, "\"visit.checked_in\""));
    assert_non_null(strstr(events, "\"number\":\"A001\""));
    assert_non_null(strstr(events, "\"slip\":\"none\""));
    assert_non_null(strstr(events, visit.id));
    free(events);
}

// What is stored is sent for ever: it has to be what a hub accepts.
static void
what_a_check_in_writes_is_read_back(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_visit("a");
    struct check_in_result result;
    struct push_call call;
    struct fault fault = {0};
    struct buf body;
    size_t count;
    size_t i;
    char *events;

    fixture_catalogue(fixture, 1);
    visit.identity = VISIT_BY_ID;
    visit.consent_rev = 2;
    str_copy(visit.talent, sizeof(visit.talent), "t-1");
    str_copy(visit.programme, sizeof(visit.programme), "nj_300");
    assert_int_equal(visit_check_in(fixture->store, &visit, "t-1", &result),
                     ERR_OK);
    assert_int_equal(visit_end(fixture->store, visit.id, "done"), ERR_OK);
    events = fixture_pending(fixture, &count);
    buf_init(&body, PUSH_MAX_BYTES);
    assert_int_equal(push_call_write(fixture->condition.epoch, events + 1,
                                     strlen(events) - 2, &body), ERR_OK);
    assert_int_equal(push_call_parse(body.data, body.len, &call, &fault),
                     ERR_OK);
    assert_int_equal(call.count, 4);
    for (i = 0; i < call.count; i++) {
        struct event_parsed parsed;

        assert_int_equal(event_parse(call.items[i].text, call.items[i].len,
                                     &parsed, &fault), ERR_OK);
        assert_int_equal(body_check(parsed.event.type, parsed.body, &fault),
                         ERR_OK);
        assert_int_equal(parsed.event.seq, i + 1);
        event_parsed_clear(&parsed);
    }
    push_call_clear(&call);
    buf_clear(&body);
    free(events);
}

static void
a_repeated_tap_gives_the_same_ticket(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_visit("a");
    struct check_in_result first;
    struct check_in_result second;

    fixture_catalogue(fixture, 1);
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &first),
                     ERR_OK);
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &second),
                     ERR_OK);
    assert_int_equal(second.outcome, CHECK_IN_TAKEN);
    assert_string_equal(first.ticket.id, second.ticket.id);
    assert_int_equal(pending(fixture), 3);
    str_copy(visit.service, sizeof(visit.service), "b");
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &second),
                     ERR_CONFLICT);
    assert_int_equal(pending(fixture), 3);
}

static void
one_open_ticket_a_person_and_service(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_visit("a");
    struct check_in_result first;
    struct check_in_result again;

    fixture_catalogue(fixture, 1);
    assert_int_equal(visit_check_in(fixture->store, &visit, "p1", &first),
                     ERR_OK);
    visit = fixture_visit("a");
    assert_int_equal(visit_check_in(fixture->store, &visit, "p1", &again),
                     ERR_OK);
    assert_int_equal(again.outcome, CHECK_IN_AGAIN);
    assert_string_equal(again.ticket.id, first.ticket.id);
    assert_int_equal(visit_end(fixture->store, visit.id, "done"),
                     ERR_NOT_FOUND);
    assert_int_equal(pending(fixture), 3);
    // another person, another service, and the person once served
    visit = fixture_visit("a");
    assert_int_equal(visit_check_in(fixture->store, &visit, "p2", &again),
                     ERR_OK);
    assert_int_equal(again.outcome, CHECK_IN_TAKEN);
    visit = fixture_visit("b");
    assert_int_equal(visit_check_in(fixture->store, &visit, "p1", &again),
                     ERR_OK);
    assert_int_equal(again.outcome, CHECK_IN_TAKEN);
}

static void
a_served_ticket_lets_the_person_take_another(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_visit("a");
    struct check_in_result result;
    char body[512];
    struct change change;

    fixture_catalogue(fixture, 1);
    assert_int_equal(visit_check_in(fixture->store, &visit, "p1", &result),
                     ERR_OK);
    str_format(body, sizeof(body),
               "{\"number\":\"A001\",\"service\":\"a\",\"class\":\"normal\","
               "\"day\":\"%s\",\"state\":\"served\",\"window\":\"2\","
               "\"issued_at\":\"2026-12-01T09:00:00+08:00\","
               "\"called_at\":\"2026-12-01T09:05:00+08:00\"}",
               result.ticket.day);
    change = fixture_put("ticket", result.ticket.id, 1, body);
    fixture_apply(fixture, &change, 1, "e.2");
    visit = fixture_visit("a");
    assert_int_equal(visit_check_in(fixture->store, &visit, "p1", &result),
                     ERR_OK);
    assert_int_equal(result.outcome, CHECK_IN_TAKEN);
    assert_string_equal(result.ticket.number, "A002");
}

static void
a_withdrawn_service_gives_none(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_visit("a");
    struct change change = fixture_del("service", "a", 2);
    struct check_in_result result;

    fixture_catalogue(fixture, 1);
    fixture_apply(fixture, &change, 1, "e.2");
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &result),
                     ERR_OK);
    assert_int_equal(result.outcome, CHECK_IN_NO_SERVICE);
    assert_int_equal(pending(fixture), 0);
}

static void
a_malformed_visit_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_visit("a");
    struct check_in_result result;

    fixture_catalogue(fixture, 1);
    str_copy(visit.id, sizeof(visit.id), "not-a-uuid");
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &result),
                     ERR_INVALID);
    assert_int_equal(pending(fixture), 0);
}

static void
put_service(struct fixture *fixture, int64_t rev, const char *more)
{
    char body[512];
    char cursor[32];
    struct change change;

    str_format(body, sizeof(body),
               "{\"letter\":\"A\",\"name\":{\"zh\":\"甲\"},\"summary\":"
               "{\"zh\":\"甲\"},\"materials\":[],\"class\":\"normal\","
               "\"sites\":[\"hall\"],\"icon\":\"wallet\",\"order\":2%s}",
               more);
    str_format(cursor, sizeof(cursor), "e.%d", (int)rev);
    change = fixture_put("service", "a", rev, body);
    assert_int_equal(fixture_apply(fixture, &change, 1, cursor).applied, 1);
}

static void
a_quota_ends_the_day(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit;
    struct check_in_result result;

    fixture_catalogue(fixture, 1);
    put_service(fixture, 2, ",\"quota\":2");
    fixture_take(fixture, "a");
    fixture_take(fixture, "a");
    visit = fixture_visit("a");
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &result),
                     ERR_OK);
    assert_int_equal(result.outcome, CHECK_IN_QUOTA);
    assert_int_equal(pending(fixture), 6);
    clock_advance(86400);
    fixture_take(fixture, "a");
}

static void
closed_hours_say_when_it_opens(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_visit("a");
    struct check_in_result result;
    char hours[128];
    int minute = timestamp_minute_of_day(clock_now_ms());
    int from = minute < 720 ? minute + 60 : 0;

    fixture_catalogue(fixture, 1);
    str_format(hours, sizeof(hours),
               ",\"hours\":[{\"days\":[1,2,3,4,5,6,7],\"from\":"
               "\"%02d:%02d\",\"to\":\"%02d:%02d\"}]",
               from / 60, from % 60, (from + 30) / 60, (from + 30) % 60);
    put_service(fixture, 2, hours);
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &result),
                     ERR_OK);
    assert_int_equal(result.outcome, CHECK_IN_CLOSED);
    assert_true(result.opening.opens_ms > clock_now_ms());
    assert_int_equal(pending(fixture), 0);
}

static void
a_visit_ends_once(void **state)
{
    struct fixture *fixture = *state;
    struct ticket ticket;

    fixture_catalogue(fixture, 1);
    ticket = fixture_take(fixture, "a");
    assert_int_equal(visit_end(fixture->store, ticket.visit, "timeout"),
                     ERR_OK);
    assert_int_equal(visit_end(fixture->store, ticket.visit, "done"),
                     ERR_OK);
    assert_int_equal(pending(fixture), 4);
    assert_int_equal(visit_end(fixture->store, ticket.visit, "gone"),
                     ERR_INVALID);
}

static void
a_slip_is_an_event(void **state)
{
    struct fixture *fixture = *state;
    struct ticket ticket;

    fixture_catalogue(fixture, 1);
    ticket = fixture_take(fixture, "a");
    assert_int_equal(ticket_set_slip(fixture->store, ticket.id, "printed"),
                     ERR_OK);
    assert_int_equal(ticket_get(fixture->store, ticket.id, &ticket), ERR_OK);
    assert_int_equal(ticket.slip, TICKET_SLIP_PRINTED);
    assert_int_equal(pending(fixture), 4);
    assert_int_equal(ticket_set_slip(fixture->store, ticket.visit,
                                     "printed"), ERR_NOT_FOUND);
    assert_int_equal(ticket_set_slip(fixture->store, ticket.id, "wet"),
                     ERR_INVALID);
    assert_int_equal(pending(fixture), 4);
}

static void
the_queue_counts_a_letter(void **state)
{
    struct fixture *fixture = *state;
    struct queue_figures figures;
    struct ticket ticket;
    int64_t ahead;

    fixture_catalogue(fixture, 1);
    fixture_take(fixture, "a");
    fixture_take(fixture, "a");
    ticket = fixture_take(fixture, "a");
    fixture_take(fixture, "b");
    assert_int_equal(ticket_ahead(fixture->store, &ticket, &ahead), ERR_OK);
    assert_int_equal(ahead, 2);
    assert_int_equal(queue_figures_get(fixture->store, "a", &figures),
                     ERR_OK);
    assert_int_equal(figures.waiting, 3);
    assert_string_equal(figures.called, "");
    assert_int_equal(queue_figures_get(fixture->store, NULL, &figures),
                     ERR_OK);
    assert_int_equal(figures.waiting, 4);
    assert_int_equal(queue_figures_get(fixture->store, "none", &figures),
                     ERR_NOT_FOUND);
}

static void
a_kiosk_that_lost_the_hub_does_not_know_the_queue(void **state)
{
    struct fixture *fixture = *state;
    struct sync_times times = {.last_contact = clock_now_ms()};
    struct queue_figures figures;

    fixture_enrol(fixture, 1);
    fixture_catalogue(fixture, 1);
    fixture_take(fixture, "a");
    assert_int_equal(queue_figures_get(fixture->store, "a", &figures),
                     ERR_OK);
    assert_int_equal(figures.waiting, -1);
    assert_int_equal(sync_times_save(fixture->store, &times), ERR_OK);
    assert_int_equal(queue_figures_get(fixture->store, "a", &figures),
                     ERR_OK);
    assert_int_equal(figures.waiting, 1);
    assert_int_equal(figures.as_of, times.last_contact);
    clock_advance(600);
    assert_int_equal(queue_figures_get(fixture->store, "a", &figures),
                     ERR_OK);
    assert_int_equal(figures.waiting, -1);
}

static void
the_hub_calls_and_orders(void **state)
{
    struct fixture *fixture = *state;
    struct ticket first;
    struct ticket second;
    struct queue_figures figures;
    struct change changes[2];
    char called[512];
    char urgent[512];
    int64_t ahead;

    fixture_catalogue(fixture, 1);
    first = fixture_take(fixture, "a");
    second = fixture_take(fixture, "a");
    str_format(called, sizeof(called),
               "{\"number\":\"A001\",\"service\":\"a\",\"class\":\"normal\","
               "\"day\":\"%s\",\"state\":\"called\",\"window\":\"2\","
               "\"issued_at\":\"2026-12-01T09:00:00+08:00\","
               "\"called_at\":\"2026-12-01T09:05:00+08:00\"}", first.day);
    str_format(urgent, sizeof(urgent),
               "{\"number\":\"A2001\",\"service\":\"a\",\"class\":"
               "\"emergency\",\"day\":\"%s\",\"state\":\"waiting\","
               "\"window\":null,\"issued_at\":"
               "\"2030-12-01T09:00:00+08:00\",\"called_at\":null}",
               first.day);
    changes[0] = fixture_put("ticket", first.id, 1, called);
    changes[1] = fixture_put("ticket",
                             "00000000-0000-4000-8000-000000000001", 1,
                             urgent);
    fixture_apply(fixture, changes, 2, "e.2");
    assert_int_equal(ticket_ahead(fixture->store, &second, &ahead), ERR_OK);
    assert_int_equal(ahead, 1); // the first was called, the urgent was not
    assert_int_equal(queue_figures_get(fixture->store, "a", &figures),
                     ERR_OK);
    assert_string_equal(figures.called, "A001");
    assert_string_equal(figures.window, "2 号窗口");
    assert_int_equal(ticket_get(fixture->store, first.id, &first), ERR_OK);
    assert_int_equal(first.state, TICKET_CALLED);
    assert_int_equal(first.slip, TICKET_SLIP_NONE);
}

static void
old_visits_are_forgotten_in_steps(void **state)
{
    struct fixture *fixture = *state;
    struct ticket ticket;
    bool more = true;
    int i;

    fixture_catalogue(fixture, 1);
    ticket = fixture_take(fixture, "a");
    for (i = 0; i < 119; i++) {
        fixture_take(fixture, "a");
    }
    clock_advance(31 * 86400);
    assert_int_equal(visits_prune(fixture->store, 30, &more), ERR_OK);
    assert_true(more);
    assert_int_equal(visits_prune(fixture->store, 30, &more), ERR_OK);
    assert_false(more);
    assert_int_equal(ticket_get(fixture->store, ticket.id, &ticket),
                     ERR_NOT_FOUND);
    assert_int_equal(pending(fixture), 360); // what the hub has not had
    assert_int_equal(visits_prune(fixture->store, 0, &more), ERR_INVALID);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_check_in_is_one_visit_ticket_and_three_events),
        TEST(what_a_check_in_writes_is_read_back),
        TEST(a_repeated_tap_gives_the_same_ticket),
        TEST(one_open_ticket_a_person_and_service),
        TEST(a_served_ticket_lets_the_person_take_another),
        TEST(a_withdrawn_service_gives_none),
        TEST(a_malformed_visit_is_refused),
        TEST(a_quota_ends_the_day),
        TEST(closed_hours_say_when_it_opens),
        TEST(a_visit_ends_once),
        TEST(a_slip_is_an_event),
        TEST(the_queue_counts_a_letter),
        TEST(a_kiosk_that_lost_the_hub_does_not_know_the_queue),
        TEST(the_hub_calls_and_orders),
        TEST(old_visits_are_forgotten_in_steps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
