// SPDX-License-Identifier: Apache-2.0
#include "model/activity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define HOUR INT64_C(3600000)

static void
says_whether_there_is_room(void **state)
{
    struct activity activity = {.left = -1};

    (void)state;
    assert_int_equal(activity_room(&activity, 0), ACTIVITY_ROOM_UNKNOWN);
    activity.left = 3;
    assert_int_equal(activity_room(&activity, 0), ACTIVITY_ROOM_LEFT);
    activity.left = 0;
    assert_int_equal(activity_room(&activity, 0), ACTIVITY_ROOM_FULL);
    activity.waiting = true;
    assert_int_equal(activity_room(&activity, 0), ACTIVITY_ROOM_WAITING);
}

static void
one_that_is_over_has_no_room(void **state)
{
    struct activity activity = {.left = 3, .starts_ms = 10 * HOUR};

    (void)state;
    assert_int_equal(activity_room(&activity, 33 * HOUR), ACTIVITY_ROOM_LEFT);
    assert_int_equal(activity_room(&activity, 34 * HOUR), ACTIVITY_ROOM_OVER);
    activity.ends_ms = 12 * HOUR;
    assert_int_equal(activity_room(&activity, 12 * HOUR - 1),
                     ACTIVITY_ROOM_LEFT);
    assert_int_equal(activity_room(&activity, 12 * HOUR), ACTIVITY_ROOM_OVER);
}

static void
clearing_takes_nothing_amiss(void **state)
{
    struct activity activity = {0};

    (void)state;
    activity_clear(NULL);
    activity_clear(&activity);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_whether_there_is_room),
        cmocka_unit_test(one_that_is_over_has_no_room),
        cmocka_unit_test(clearing_takes_nothing_amiss),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
