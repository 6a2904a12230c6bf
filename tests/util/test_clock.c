// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "util/clock.h"
#include "util/id.h"

#define HOUR_MS INT64_C(3600000)
// The clock runs on between two looks at it.
#define SOON_MS 5000

// The process has one clock, so these tests build on each other in order.

static void
assert_near(int64_t ms, int64_t expected)
{
    assert_true(ms >= expected && ms < expected + SOON_MS);
}

static void
starts_as_rtc(void **state)
{
    int64_t mono = clock_mono_ms();

    (void)state;
    clock_start(0);
    assert_int_equal(clock_quality(), CLOCK_RTC);
    assert_true(clock_mono_ms() >= mono);
    assert_near(clock_up_ms(), 0);
    assert_int_equal(clock_offset_ms(), 0);
    assert_int_equal(clock_wall_step_ms(), 0);
}

static void
boot_is_one_uuid(void **state)
{
    char first[CLOCK_BOOT_SIZE], second[CLOCK_BOOT_SIZE];

    (void)state;
    clock_boot_id(first);
    clock_boot_id(second);
    assert_true(id_uuid_valid(first));
    assert_string_equal(first, second);
}

static void
advance_moves_everything(void **state)
{
    int64_t mono = clock_mono_ms(), now = clock_now_ms();
    int64_t up = clock_up_ms();

    (void)state;
    clock_advance(3600);
    clock_advance(-5);
    clock_advance(INT64_MAX);
    assert_near(clock_mono_ms(), mono + HOUR_MS);
    assert_near(clock_up_ms(), up + HOUR_MS);
    assert_near(clock_now_ms(), now + HOUR_MS);
    assert_int_equal(clock_wall_step_ms(), 0);
}

static void
rtc_follows_wall_steps(void **state)
{
    int64_t mono = clock_mono_ms(), now = clock_now_ms();
    int64_t step;

    (void)state;
    clock_step_wall(600);
    assert_near(clock_now_ms(), now + 600000);
    assert_near(clock_mono_ms(), mono);
    step = clock_wall_step_ms();
    assert_true(step > 598000 && step < 602000);
    assert_int_equal(clock_wall_step_ms(), 0);
    clock_step_wall(1);
    assert_int_equal(clock_wall_step_ms(), 0);
    clock_step_wall(-601);
    step = clock_wall_step_ms();
    assert_true(step > -602000 && step < -598000);
    assert_int_equal(clock_wall_step_ms(), 0);
}

static void
never_below_the_floor(void **state)
{
    int64_t floor = clock_now_ms() + 24 * HOUR_MS;

    (void)state;
    clock_start(floor);
    assert_int_equal(clock_quality(), CLOCK_UNKNOWN);
    assert_near(clock_now_ms(), floor);
    // Unknown time still passes, and a later floor of the past is nothing.
    clock_start(floor - HOUR_MS);
    clock_advance(60);
    assert_near(clock_now_ms(), floor + 60000);
    // The system clock was set right: it is believed again.
    clock_step_wall(25 * 3600);
    assert_int_equal(clock_quality(), CLOCK_RTC);
    assert_near(clock_now_ms(), floor + HOUR_MS + 60000);
}

// A trusted time of the future must not shut out the hub that knows better.
static void
the_hub_may_correct_below_the_floor(void **state)
{
    int64_t hub = clock_now_ms() - HOUR_MS;

    (void)state;
    clock_start(hub + 24 * HOUR_MS);
    clock_correct(hub);
    assert_int_equal(clock_quality(), CLOCK_HUB);
    assert_near(clock_now_ms(), hub);
}

static void
hub_time_is_steady(void **state)
{
    int64_t now = clock_now_ms(), hub = now + HOUR_MS;

    (void)state;
    clock_correct(1000); // before version 1: ignored
    assert_int_equal(clock_quality(), CLOCK_RTC);
    clock_correct(hub);
    assert_int_equal(clock_quality(), CLOCK_HUB);
    assert_near(clock_now_ms(), hub);
    assert_near(clock_offset_ms() + SOON_MS / 2, HOUR_MS);
    clock_step_wall(-500 * 3600);
    assert_int_equal(clock_quality(), CLOCK_HUB);
    assert_near(clock_now_ms(), hub);
    clock_advance(3600);
    assert_near(clock_now_ms(), hub + HOUR_MS);
    // Hub time may be corrected back a little; it is the hub's word.
    clock_correct(hub);
    assert_near(clock_now_ms(), hub);
}

static void
qualities_have_names(void **state)
{
    (void)state;
    assert_string_equal(clock_quality_name(CLOCK_UNKNOWN), "unknown");
    assert_string_equal(clock_quality_name(CLOCK_RTC), "rtc");
    assert_string_equal(clock_quality_name(CLOCK_HUB), "hub");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_as_rtc),
        cmocka_unit_test(boot_is_one_uuid),
        cmocka_unit_test(advance_moves_everything),
        cmocka_unit_test(rtc_follows_wall_steps),
        cmocka_unit_test(never_below_the_floor),
        cmocka_unit_test(hub_time_is_steady),
        cmocka_unit_test(the_hub_may_correct_below_the_floor),
        cmocka_unit_test(qualities_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
