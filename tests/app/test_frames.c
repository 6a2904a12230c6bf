// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/frames.h"

static void
add(struct frames *frames, int count, uint32_t us)
{
    for (int i = 0; i < count; i++)
        frames_add(frames, us, 100);
}

static void
motion_is_left_out_where_it_would_stutter(void **state)
{
    struct frames frames = {0};
    (void)state;
    add(&frames, 31, 80000);
    assert_false(frames_are_slow(&frames)); // too few to judge by
    add(&frames, 1, 80000);
    assert_true(frames_are_slow(&frames));
    // A few slow ones among many are no reason.
    add(&frames, 20, 3000);
    add(&frames, 12, 80000);
    assert_false(frames_are_slow(&frames));
}

static void
the_slowest_of_a_hundred_is_told(void **state)
{
    struct frames frames = {0};
    (void)state;
    assert_int_equal(frames_p99_us(&frames), 0);
    add(&frames, 99, 2000);
    add(&frames, 1, 9000);
    assert_int_equal(frames_p99_us(&frames), 2000);
    add(&frames, 2, 9000);
    assert_int_equal(frames_p99_us(&frames), 9000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(motion_is_left_out_where_it_would_stutter),
        cmocka_unit_test(the_slowest_of_a_hundred_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
