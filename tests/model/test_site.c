// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "model/service.h"
#include "model/site.h"
#include "util/str.h"
#include "util/timestamp.h"

#define WEEKDAYS 0x1F

// 2026-12-01 is a Tuesday.
static int64_t
at(const char *text)
{
    int64_t ms;

    assert_true(timestamp_parse(text, &ms));
    return ms;
}

static void
assert_opening(const struct site *site, const struct service *service,
               const char *now, enum site_opening_state expected,
               const char *opens)
{
    struct site_opening opening = site_open(site, service, at(now));

    assert_int_equal(opening.state, expected);
    if (opens) {
        assert_true(opening.opens_ms == at(opens));
    } else {
        assert_true(opening.opens_ms == 0);
    }
}

static int
make_site(void **state)
{
    static struct site site;

    site = (struct site){0};
    *state = &site;
    return hours_add(&site.hours, WEEKDAYS, 510, 690)
                && hours_add(&site.hours, WEEKDAYS, 14 * 60, 17 * 60)
             ? 0
             : -1;
}

static int
drop_site(void **state)
{
    site_clear(*state);
    return 0;
}

static void
open_and_closed(void **state)
{
    struct site *site = *state;

    assert_opening(site, NULL, "2026-12-01T09:02:11+08:00", SITE_OPEN, NULL);
    assert_opening(site, NULL, "2026-12-01T08:29:59.999+08:00", SITE_CLOSED,
                   "2026-12-01T08:30:00+08:00");
    assert_opening(site, NULL, "2026-12-01T12:00:01+08:00", SITE_CLOSED,
                   "2026-12-01T14:00:00+08:00");
    assert_opening(site, NULL, "2026-12-01T17:00:00+08:00", SITE_CLOSED,
                   "2026-12-02T08:30:00+08:00");
    // Friday evening until Monday; the day in Shanghai counts, not UTC's.
    assert_opening(site, NULL, "2026-12-04T18:30:00+08:00", SITE_CLOSED,
                   "2026-12-07T08:30:00+08:00");
    assert_opening(site, NULL, "2026-12-06T23:59:00Z", SITE_CLOSED,
                   "2026-12-07T08:30:00+08:00");
}

static void
unknown_hours_give_tickets(void **state)
{
    struct site site = {0};

    (void)state;
    assert_opening(&site, NULL, "2026-12-06T03:00:00+08:00",
                   SITE_HOURS_UNKNOWN, NULL);
}

static void
holidays(void **state)
{
    struct site *site = *state;

    assert_true(list_add(&site->holidays, "2026-12-01"));
    assert_true(list_add(&site->holidays, "2026-12-02"));
    assert_opening(site, NULL, "2026-12-01T09:00:00+08:00", SITE_HOLIDAY,
                   "2026-12-03T08:30:00+08:00");
    site->hours.count = 0;
    assert_opening(site, NULL, "2026-12-01T09:00:00+08:00", SITE_HOLIDAY,
                   NULL);
}

static void
last_tickets(void **state)
{
    struct site *site = *state;

    site->last_ticket = (struct last_ticket){LAST_TICKET_BEFORE, 30};
    assert_opening(site, NULL, "2026-12-01T11:20:00+08:00", SITE_OPEN, NULL);
    assert_opening(site, NULL, "2026-12-01T16:29:59+08:00", SITE_OPEN, NULL);
    assert_opening(site, NULL, "2026-12-01T16:30:00+08:00",
                   SITE_AFTER_LAST_TICKET, "2026-12-02T08:30:00+08:00");
    assert_opening(site, NULL, "2026-12-01T17:00:00+08:00", SITE_CLOSED,
                   "2026-12-02T08:30:00+08:00");
    site->last_ticket = (struct last_ticket){LAST_TICKET_AT, 11 * 60};
    assert_opening(site, NULL, "2026-12-01T10:59:00+08:00", SITE_OPEN, NULL);
    // The afternoon is open, but it gives no tickets: it is no opening.
    assert_opening(site, NULL, "2026-12-01T12:00:00+08:00",
                   SITE_AFTER_LAST_TICKET, "2026-12-02T08:30:00+08:00");
}

static void
hours_of_a_service_win(void **state)
{
    struct site *site = *state;
    struct service service = {.own_hours = true};

    assert_true(hours_add(&service.hours, 0x20, 600, 660)); // Saturdays
    assert_opening(site, &service, "2026-12-01T09:00:00+08:00", SITE_CLOSED,
                   "2026-12-05T10:00:00+08:00");
    assert_opening(site, &service, "2026-12-05T10:30:00+08:00", SITE_OPEN,
                   NULL);
    service.hours.count = 0;
    assert_opening(site, &service, "2026-12-01T03:00:00+08:00",
                   SITE_HOURS_UNKNOWN, NULL);
    service.own_hours = false;
    assert_opening(site, &service, "2026-12-01T03:00:00+08:00", SITE_CLOSED,
                   "2026-12-01T08:30:00+08:00");
}

static void
no_opening_is_found(void **state)
{
    struct site *site = *state;

    // Every opening of the week lies behind the last ticket.
    site->last_ticket = (struct last_ticket){LAST_TICKET_AT, 60};
    assert_opening(site, NULL, "2026-12-01T07:00:00+08:00",
                   SITE_AFTER_LAST_TICKET, NULL);
}

static void
windows_and_names(void **state)
{
    struct site *site = *state;
    int profile;

    site->id = str_dup("hall");
    site->phone = str_dup("0971-0000123");
    site->windows = calloc(1, sizeof(*site->windows));
    assert_non_null(site->windows);
    site->window_count = 1;
    site->windows[0].id = str_dup("3");
    site->windows[0].name.zh = str_dup("三号窗口");
    assert_string_equal(site_window_name(site, "3")->zh, "三号窗口");
    assert_null(site_window_name(site, "4"));
    assert_true(names_find(site_profile_names, "hospital", &profile));
    assert_int_equal(profile, SITE_PROFILE_HOSPITAL);
    assert_false(names_find(site_profile_names, "school", &profile));
    site_clear(NULL);
}

#define SITE_TEST(f) cmocka_unit_test_setup_teardown(f, make_site, drop_site)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(open_and_closed),
        cmocka_unit_test(unknown_hours_give_tickets),
        SITE_TEST(holidays),
        SITE_TEST(last_tickets),
        SITE_TEST(hours_of_a_service_win),
        SITE_TEST(no_opening_is_found),
        SITE_TEST(windows_and_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
