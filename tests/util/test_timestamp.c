// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "util/timestamp.h"

// 2026-12-01T09:02:11.123+08:00, the example of the protocol
#define EXAMPLE_MS INT64_C(1796086931123)

static void
formats_in_both_zones(void **state)
{
    char out[TIMESTAMP_SIZE], day[DAY_SIZE];

    (void)state;
    timestamp_format(EXAMPLE_MS, out);
    assert_string_equal(out, "2026-12-01T09:02:11.123+08:00");
    timestamp_format_utc(EXAMPLE_MS, out);
    assert_string_equal(out, "2026-12-01T01:02:11Z");
    timestamp_day(EXAMPLE_MS, day);
    assert_string_equal(day, "2026-12-01");
    assert_int_equal(timestamp_minute_of_day(EXAMPLE_MS), 9 * 60 + 2);
    assert_int_equal(timestamp_weekday(EXAMPLE_MS), 2);
    timestamp_format(INT64_MIN, out);
    assert_string_equal(out, "1970-01-01T08:00:00.000+08:00");
    timestamp_format(INT64_MAX, out);
    assert_string_equal(out, "9999-12-31T23:59:59.999+08:00");
}

static void
days_change_at_midnight_in_shanghai(void **state)
{
    char day[DAY_SIZE];
    int64_t midnight;

    (void)state;
    assert_true(day_start_ms("2026-12-01", &midnight));
    timestamp_day(midnight, day);
    assert_string_equal(day, "2026-12-01");
    assert_int_equal(timestamp_minute_of_day(midnight), 0);
    timestamp_day(midnight - 1, day);
    assert_string_equal(day, "2026-11-30");
    assert_int_equal(timestamp_minute_of_day(midnight - 1), 1439);
    assert_int_equal(timestamp_weekday(midnight - 1), 1);
    assert_false(day_start_ms("1969-12-31", &midnight));
    assert_false(day_start_ms("2026-12-01 ", &midnight));
}

static void
zone_of_the_host_is_ignored(void **state)
{
    char out[TIMESTAMP_SIZE];

    (void)state;
    assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
    timestamp_format(EXAMPLE_MS, out);
    assert_string_equal(out, "2026-12-01T09:02:11.123+08:00");
}

static void
parses_rfc_3339(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } good[] = {
        {"2026-12-01T09:02:11.123+08:00", EXAMPLE_MS},
        {"2026-12-01T01:02:11.123Z", EXAMPLE_MS},
        {"2026-12-01t01:02:11.123456789z", EXAMPLE_MS},
        {"2026-11-30T20:32:11.123-04:30", EXAMPLE_MS},
        {"2026-12-01T01:02:11Z", EXAMPLE_MS - 123},
        {"1970-01-01T00:00:00Z", 0},
        {"2016-12-31T23:59:60Z", INT64_C(1483228799000)},
        {"2024-02-29T00:00:00Z", INT64_C(1709164800000)},
    };
    int64_t ms;

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_true(timestamp_parse(good[i].text, &ms));
        assert_true(ms == good[i].ms);
    }
}

static void
refuses_everything_else(void **state)
{
    static const char *const bad[] = {
        "", "2026-12-01", "2026-12-01T09:02:11", "2026-12-01 09:02:11Z",
        "2026-13-01T09:02:11Z", "2026-02-29T09:02:11Z",
        "2026-12-01T24:00:00Z", "2026-12-01T09:60:00Z",
        "2026-12-01T09:02:61Z", "2026-12-01T09:02:11.Z",
        "2026-12-01T09:02:11.1234567890Z", "2026-12-01T09:02:11+8:00",
        "2026-12-01T09:02:11+24:00", "2026-12-01T09:02:11Z ",
        "1969-12-31T23:59:59Z", "-026-12-01T09:02:11Z",
        "2026-12-01T09:02:11+08:0",
    };
    int64_t ms;

    (void)state;
    assert_false(timestamp_parse(NULL, &ms));
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(timestamp_parse(bad[i], &ms));
    }
}

// Every day of four centuries, against a count of days of its own.
static void
calendar_is_whole(void **state)
{
    char day[DAY_SIZE] = "1970-01-01";
    int64_t first, ms;

    (void)state;
    assert_true(day_start_ms(day, &first));
    for (int i = 0; i < 146097; i++) {
        char next[DAY_SIZE], back[DAY_SIZE];

        assert_true(day_start_ms(day, &ms));
        assert_true(ms - first == i * INT64_C(86400000));
        assert_true(day_add(day, 1, next));
        assert_true(day_compare(day, next) < 0);
        assert_true(day_add(next, -1, back));
        assert_string_equal(back, day);
        memcpy(day, next, sizeof(day));
    }
    assert_string_equal(day, "2370-01-01");
}

static void
days_that_exist(void **state)
{
    char out[DAY_SIZE];

    (void)state;
    assert_true(day_valid("2000-02-29"));
    assert_false(day_valid("1900-02-29"));
    assert_false(day_valid("2026-04-31"));
    assert_false(day_valid("2026-00-10"));
    assert_false(day_valid("2026-10-00"));
    assert_false(day_valid("2026-1-01"));
    assert_false(day_valid("0000-01-01"));
    assert_false(day_valid(NULL));
    assert_true(day_exists(1992, 2, 29));
    assert_false(day_exists(1990, 2, 29));
    assert_false(day_add("2026-02-30", 1, out));
    assert_false(day_add("9999-12-31", 1, out));
    assert_false(day_add("1970-01-01", -1, out));
    assert_true(day_compare("2026-12-01", "2026-12-01") == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_in_both_zones),
        cmocka_unit_test(days_change_at_midnight_in_shanghai),
        cmocka_unit_test(zone_of_the_host_is_ignored),
        cmocka_unit_test(parses_rfc_3339),
        cmocka_unit_test(refuses_everything_else),
        cmocka_unit_test(calendar_is_whole),
        cmocka_unit_test(days_that_exist),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
