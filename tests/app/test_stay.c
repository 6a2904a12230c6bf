// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/stay.h"

static const struct stay_limits limits = {60, 45, 20, 30};

static struct stay_answer
ask(enum stay_kind kind, bool large, int64_t silent_ms)
{
    return stay_ask(&limits, kind, large, 1000, 1000 + silent_ms);
}

static void
public_pages_count_after_a_minute(void **state)
{
    (void)state;
    struct stay_answer answer = ask(STAY_PUBLIC, false, 59999);
    assert_int_equal(answer.phase, STAY_QUIET);
    assert_int_equal(answer.next_ms, 61000);
    answer = ask(STAY_PUBLIC, false, 60000);
    assert_int_equal(answer.phase, STAY_COUNTING);
    assert_int_equal(answer.seconds_left, 20);
    assert_int_equal(answer.next_ms, 62000);
    answer = ask(STAY_PUBLIC, false, 60001);
    assert_int_equal(answer.seconds_left, 20);
    answer = ask(STAY_PUBLIC, false, 79999);
    assert_int_equal(answer.seconds_left, 1);
    assert_int_equal(answer.next_ms, 81000);
    assert_int_equal(ask(STAY_PUBLIC, false, 80000).phase, STAY_OVER);
}

static void
personal_pages_count_sooner(void **state)
{
    (void)state;
    assert_int_equal(ask(STAY_PERSONAL, false, 44999).phase, STAY_QUIET);
    assert_int_equal(ask(STAY_PERSONAL, false, 45000).phase, STAY_COUNTING);
    assert_int_equal(ask(STAY_PERSONAL, false, 65000).phase, STAY_OVER);
}

static void
home_ends_without_counting(void **state)
{
    (void)state;
    assert_int_equal(ask(STAY_HOME, false, 59999).phase, STAY_QUIET);
    assert_int_equal(ask(STAY_HOME, false, 60000).phase, STAY_OVER);
}

static void
the_ticket_counts_on_its_page(void **state)
{
    (void)state;
    struct stay_answer answer = ask(STAY_TICKET, false, 0);
    assert_int_equal(answer.phase, STAY_QUIET);
    assert_int_equal(answer.seconds_left, 30);
    assert_int_equal(answer.next_ms, 2000);
    assert_int_equal(ask(STAY_TICKET, false, 29500).seconds_left, 1);
    assert_int_equal(ask(STAY_TICKET, false, 30000).phase, STAY_OVER);
}

static void
large_type_doubles_everything(void **state)
{
    (void)state;
    assert_int_equal(ask(STAY_PUBLIC, true, 119999).phase, STAY_QUIET);
    assert_int_equal(ask(STAY_PUBLIC, true, 120000).seconds_left, 40);
    assert_int_equal(ask(STAY_PUBLIC, true, 160000).phase, STAY_OVER);
    assert_int_equal(ask(STAY_PERSONAL, true, 90000).phase, STAY_COUNTING);
    assert_int_equal(ask(STAY_HOME, true, 119999).phase, STAY_QUIET);
    assert_int_equal(ask(STAY_TICKET, true, 0).seconds_left, 60);
}

static void
nobody_waits_for_nobody(void **state)
{
    (void)state;
    struct stay_answer answer = ask(STAY_FOREVER, false, 1000000000);
    assert_int_equal(answer.phase, STAY_QUIET);
    assert_int_equal(answer.next_ms, -1);
}

/** Whoever asks only when told to misses no second of the countdown. */
static void
asking_when_told_is_enough(void **state)
{
    int64_t now = 1000;
    int seen = 0;
    (void)state;
    for (int i = 0; i < 100; i++) {
        struct stay_answer answer =
            stay_ask(&limits, STAY_PERSONAL, false, 1000, now);
        if (answer.phase == STAY_OVER)
            break;
        if (answer.phase == STAY_COUNTING)
            assert_int_equal(answer.seconds_left, 20 - seen++);
        assert_true(answer.next_ms > now);
        now = answer.next_ms;
    }
    assert_int_equal(seen, 20);
    assert_int_equal(now, 66000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_pages_count_after_a_minute),
        cmocka_unit_test(personal_pages_count_sooner),
        cmocka_unit_test(home_ends_without_counting),
        cmocka_unit_test(the_ticket_counts_on_its_page),
        cmocka_unit_test(large_type_doubles_everything),
        cmocka_unit_test(nobody_waits_for_nobody),
        cmocka_unit_test(asking_when_told_is_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
