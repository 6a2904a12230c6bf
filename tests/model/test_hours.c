// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/hours.h"

#define WEEKDAYS 0x1F

static void
clock_times(void **state)
{
    static const char *const bad[] = {"", "8:30", "08:60", "24:01", "25:00",
                                      "08-30", "08:30 ", "0a:30"};
    char text[6];
    int minute = 7;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(hours_minute_parse(bad[i], &minute));
    }
    assert_false(hours_minute_parse(NULL, &minute));
    assert_int_equal(minute, 7);
    assert_true(hours_minute_parse("08:30", &minute));
    assert_int_equal(minute, 510);
    hours_minute_format(minute, text);
    assert_string_equal(text, "08:30");
    assert_true(hours_minute_parse("24:00", &minute));
    assert_int_equal(minute, 1440);
    hours_minute_format(9999, text);
    assert_string_equal(text, "24:00");
}

static void
rows_are_sensible(void **state)
{
    struct hours hours = {0};

    (void)state;
    assert_false(hours_add(&hours, 0, 510, 690));
    assert_false(hours_add(&hours, 0x80, 510, 690));
    assert_false(hours_add(&hours, WEEKDAYS, 690, 690));
    assert_false(hours_add(&hours, WEEKDAYS, -1, 690));
    assert_false(hours_add(&hours, WEEKDAYS, 510, 1441));
    for (int i = 0; i < HOURS_MAX; i++) {
        assert_true(hours_add(&hours, WEEKDAYS, 510, 690));
    }
    assert_false(hours_add(&hours, WEEKDAYS, 510, 690));
}

static void
mornings_and_afternoons(void **state)
{
    struct hours hours = {0};

    (void)state;
    assert_true(hours_add(&hours, WEEKDAYS, 14 * 60, 17 * 60));
    assert_true(hours_add(&hours, WEEKDAYS, 510, 690));
    assert_false(hours_open_at(&hours, 1, 509));
    assert_true(hours_open_at(&hours, 1, 510));
    assert_true(hours_open_at(&hours, 1, 689));
    assert_false(hours_open_at(&hours, 1, 690));
    assert_true(hours_open_at(&hours, 5, 14 * 60));
    assert_false(hours_open_at(&hours, 6, 14 * 60));
    assert_int_equal(hours_next_opening(&hours, 1, 0), 510);
    assert_int_equal(hours_next_opening(&hours, 1, 511), 14 * 60);
    assert_int_equal(hours_next_opening(&hours, 1, 15 * 60), -1);
    assert_int_equal(hours_next_opening(&hours, 7, 0), -1);
    assert_int_equal(hours_last_closing(&hours, 1), 17 * 60);
    assert_int_equal(hours_last_closing(&hours, 7), -1);
    assert_int_equal(hours_day_bit(0), 0);
    assert_int_equal(hours_day_bit(8), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clock_times),
        cmocka_unit_test(rows_are_sensible),
        cmocka_unit_test(mornings_and_afternoons),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
