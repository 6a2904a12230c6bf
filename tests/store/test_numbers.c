// SPDX-License-Identifier: Apache-2.0
#include "store/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"

#define DAY_S 86400

static void
a_letter_is_full_after_999(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit;
    struct check_in_result result;
    struct ticket ticket;
    int i;

    fixture_catalogue(fixture, 1);
    for (i = 0; i < 999; i++) {
        ticket = fixture_take(fixture, "a");
    }
    assert_string_equal(ticket.number, "A999");
    visit = fixture_visit("a");
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &result),
                     ERR_OK);
    assert_int_equal(result.outcome, CHECK_IN_LETTER_FULL);
    assert_int_equal(visit_end(fixture->store, visit.id, "done"),
                     ERR_NOT_FOUND);
    assert_string_equal(fixture_take(fixture, "b").number, "B001");
    clock_advance(DAY_S);
    assert_string_equal(fixture_take(fixture, "a").number, "A001");
}

static void
a_clock_set_back_does_not_begin_an_old_day(void **state)
{
    struct fixture *fixture = *state;
    struct ticket first;
    struct ticket second;

    fixture_catalogue(fixture, 1);
    first = fixture_take(fixture, "a");
    clock_step_wall(-2 * DAY_S); // still above the floor: quality rtc
    second = fixture_take(fixture, "a");
    assert_string_equal(first.day, second.day);
    assert_string_equal(second.number, "A002");
    fixture_restart(fixture);
    assert_string_equal(fixture_take(fixture, "a").number, "A003");
    clock_step_wall(2 * DAY_S);
    assert_string_equal(fixture_take(fixture, "a").number, "A004");
}

static void
unknown_time_does_not_begin_a_day(void **state)
{
    struct fixture *fixture = *state;
    struct ticket first;
    struct ticket second;

    fixture_catalogue(fixture, 1);
    first = fixture_take(fixture, "a");
    clock_step_wall(-20 * 365 * INT64_C(86400));
    assert_int_equal(clock_quality(), CLOCK_UNKNOWN);
    clock_advance(3 * DAY_S);
    second = fixture_take(fixture, "a");
    assert_string_equal(first.day, second.day);
    assert_string_equal(second.number, "A002");
    // The second may have been given on the day that is known now.
    clock_step_wall(20 * 365 * INT64_C(86400));
    second = fixture_take(fixture, "a");
    assert_string_not_equal(first.day, second.day);
    assert_string_equal(second.number, "A003");
    clock_advance(DAY_S);
    assert_string_equal(fixture_take(fixture, "a").number, "A001");
}

static void
hear(struct fixture *fixture, const char *id, const char *number,
     const char *day)
{
    char body[512];
    struct change change;

    assert_true(str_format(
        body, sizeof(body),
        "{\"number\":\"%s\",\"service\":\"a\",\"class\":\"normal\","
        "\"day\":\"%s\",\"state\":\"served\",\"window\":null,"
        "\"issued_at\":\"2026-12-01T09:00:00+08:00\",\"called_at\":null}",
        number, day));
    change = fixture_put("ticket", id, 1, body);
    assert_int_equal(fixture_apply(fixture, &change, 1, id).applied, 1);
}

static void
the_hubs_tickets_are_not_given_again(void **state)
{
    struct fixture *fixture = *state;
    char today[DAY_SIZE];
    char yesterday[DAY_SIZE];

    timestamp_day(clock_now_ms(), today);
    assert_true(day_add(today, -1, yesterday));
    fixture_enrol(fixture, 2);
    fixture_catalogue(fixture, 2);
    hear(fixture, "00000000-0000-4000-8000-000000000001", "A2040", today);
    hear(fixture, "00000000-0000-4000-8000-000000000002", "A1090", today);
    hear(fixture, "00000000-0000-4000-8000-000000000003", "A2090",
         yesterday);
    assert_string_equal(fixture_take(fixture, "a").number, "A2041");
}

static void
put_site(struct fixture *fixture, int64_t rev, int kiosks)
{
    char body[256];
    char cursor[32];
    struct change change;

    str_format(body, sizeof(body),
               "{\"name\":{\"zh\":\"厅\"},\"profile\":\"hall\",\"holidays\":"
               "[],\"last_ticket\":null,\"windows\":[],\"phone\":null,"
               "\"kiosks\":%d}", kiosks);
    str_format(cursor, sizeof(cursor), "e.%d", (int)(100 + rev));
    change = fixture_put("site", "hall", rev, body);
    assert_int_equal(fixture_apply(fixture, &change, 1, cursor).applied, 1);
}

static void
the_sign_appears_with_the_next_day(void **state)
{
    struct fixture *fixture = *state;

    fixture_enrol(fixture, 3);
    fixture_catalogue(fixture, 1);
    assert_string_equal(fixture_take(fixture, "a").number, "A001");
    put_site(fixture, 2, 2);
    assert_string_equal(fixture_take(fixture, "a").number, "A002");
    fixture_restart(fixture);
    assert_string_equal(fixture_take(fixture, "a").number, "A003");
    clock_advance(DAY_S);
    assert_string_equal(fixture_take(fixture, "a").number, "A3001");
    put_site(fixture, 3, 1);
    assert_string_equal(fixture_take(fixture, "a").number, "A3002");
    clock_advance(DAY_S);
    assert_string_equal(fixture_take(fixture, "a").number, "A001");
}

static void
a_kiosk_that_joins_a_site_shows_its_sign_at_once(void **state)
{
    struct fixture *fixture = *state;

    fixture_catalogue(fixture, 1);
    assert_string_equal(fixture_take(fixture, "a").number, "A001");
    fixture_enrol(fixture, 2);
    fixture_catalogue(fixture, 2);
    assert_string_equal(fixture_take(fixture, "a").number, "A2002");
}

static void
a_day_far_ahead_ends_when_the_hub_says_so(void **state)
{
    struct fixture *fixture = *state;
    int64_t right = clock_now_ms();
    struct ticket before;
    struct ticket wrong;
    struct ticket after;

    fixture_catalogue(fixture, 1);
    before = fixture_take(fixture, "a");
    fixture_take(fixture, "a");
    clock_step_wall(365 * INT64_C(86400));
    wrong = fixture_take(fixture, "a");
    assert_string_equal(wrong.number, "A001");
    assert_true(day_compare(wrong.day, before.day) > 0);
    clock_correct(right);
    after = fixture_take(fixture, "a");
    assert_string_equal(after.day, before.day);
    assert_string_equal(after.number, "A003"); // above both days
    // within a day it is waited for instead; and what the hub's own time
    // began is never left
    clock_correct(right + INT64_C(86400000));
    after = fixture_take(fixture, "a");
    assert_string_equal(after.number, "A001");
    clock_correct(right);
    assert_string_equal(fixture_take(fixture, "a").number, "A002");
    clock_correct(right + 40 * INT64_C(86400000));
    assert_string_equal(fixture_take(fixture, "a").number, "A001");
    clock_correct(right);
    assert_string_equal(fixture_take(fixture, "a").number, "A002");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    // The last one leaves the clock corrected for good.
    const struct CMUnitTest tests[] = {
        TEST(a_letter_is_full_after_999),
        TEST(a_clock_set_back_does_not_begin_an_old_day),
        TEST(unknown_time_does_not_begin_a_day),
        TEST(the_hubs_tickets_are_not_given_again),
        TEST(the_sign_appears_with_the_next_day),
        TEST(a_kiosk_that_joins_a_site_shows_its_sign_at_once),
        TEST(a_day_far_ahead_ends_when_the_hub_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
