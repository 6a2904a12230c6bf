// SPDX-License-Identifier: Apache-2.0
#include "store/marks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixture.h"
#include "util/file.h"
#include "util/str.h"
#include "util/thread.h"

static bool
set_handed(struct marks *marks, void *userdata)
{
    marks->handed = *(int64_t *)userdata;
    marks->reserved[0] = 20;
    str_copy(marks->day, sizeof(marks->day), "2026-12-01");
    marks->signed_numbers = 1;
    return true;
}

static bool
refuse(struct marks *marks, void *userdata)
{
    marks->handed = 99;
    (void)userdata;
    return false;
}

static int64_t
handed(struct fixture *fixture)
{
    struct marks marks;

    assert_int_equal(marks_load(fixture->dir, &marks), ERR_OK);
    return marks.generation ? marks.handed : -1;
}

static void
marks_are_kept_whole(void **state)
{
    struct fixture *fixture = *state;
    struct marks marks;
    int64_t value = 7;

    assert_int_equal(marks_change(fixture->dir, set_handed, &value), ERR_OK);
    assert_int_equal(marks_load(fixture->dir, &marks), ERR_OK);
    assert_int_equal(marks.handed, 7);
    assert_int_equal(marks.reserved[0], 20);
    assert_int_equal(marks.reserved[1], 0);
    assert_string_equal(marks.day, "2026-12-01");
    assert_int_equal(marks.signed_numbers, 1);
    assert_string_equal(marks.epoch, fixture->condition.epoch);
    assert_int_equal(marks_change(fixture->dir, refuse, NULL), ERR_OK);
    assert_int_equal(handed(fixture), 7);
}

static void
a_torn_slot_leaves_the_one_before(void **state)
{
    struct fixture *fixture = *state;
    int64_t value;
    int slot;

    for (slot = 0; slot < 2; slot++) {
        value = 11;
        assert_int_equal(marks_change(fixture->dir, set_handed, &value),
                         ERR_OK);
        value = 12;
        assert_int_equal(marks_change(fixture->dir, set_handed, &value),
                         ERR_OK);
        fixture_damage(fixture, "marks", slot * 4096 + 60, 8);
        assert_in_range(handed(fixture), 11, 12);
        // the next write mends it
        value = 13;
        assert_int_equal(marks_change(fixture->dir, set_handed, &value),
                         ERR_OK);
        assert_int_equal(handed(fixture), 13);
    }
}

static void
both_slots_torn_are_no_marks(void **state)
{
    struct fixture *fixture = *state;

    fixture_damage(fixture, "marks", 0, 8192);
    assert_int_equal(handed(fixture), -1);
    fixture_remove(fixture, "marks");
    assert_int_equal(handed(fixture), -1);
}

static bool
count_up(struct marks *marks, void *userdata)
{
    (void)userdata;
    marks->handed++;
    return true;
}

static void
count_to_50(void *userdata)
{
    struct fixture *fixture = userdata;
    int i;

    for (i = 0; i < 50; i++) {
        if (marks_change(fixture->dir, count_up, NULL) != ERR_OK) {
            return;
        }
    }
}

static void
two_threads_lose_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct thread thread = {0};
    int64_t before = handed(fixture);

    assert_int_equal(thread_start(&thread, "marks", count_to_50, fixture),
                     ERR_OK);
    count_to_50(fixture);
    thread_join(&thread);
    assert_int_equal(handed(fixture), before + 100);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(marks_are_kept_whole),
        TEST(a_torn_slot_leaves_the_one_before),
        TEST(both_slots_torn_are_no_marks),
        TEST(two_threads_lose_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
