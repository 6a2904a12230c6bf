// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "sync/pace.h"

static void
pauses_grow_to_five_minutes(void **state)
{
    struct pace pace = {0};
    int64_t longest = PACE_BASE_MS;
    (void)state;
    assert_true(pace_due(&pace, 0));
    for (int i = 0; i < 20; i++) {
        pace_fail(&pace, 1000, 0);
        assert_false(pace_due(&pace, 1000));
        assert_true(pace.due_ms <= 1000 + longest);
        longest = longest * 2 > PACE_LONGEST_MS ? PACE_LONGEST_MS
                                                : longest * 2;
    }
    pace_reset(&pace);
    assert_true(pace_due(&pace, 0));
}

static void
jitter_is_full(void **state)
{
    bool early = false, late = false;
    (void)state;
    for (int i = 0; i < 200; i++) {
        struct pace pace = {.failures = 12};
        pace_fail(&pace, 0, 0);
        early = early || pace.due_ms < PACE_LONGEST_MS / 4;
        late = late || pace.due_ms > PACE_LONGEST_MS * 3 / 4;
    }
    assert_true(early && late);
}

static void
the_hub_may_ask_for_more(void **state)
{
    struct pace pace = {0};
    (void)state;
    pace_fail(&pace, 0, 7000);
    assert_true(pace.due_ms >= 7000 && pace.due_ms < 8000);
    pace_fail(&pace, 0, INT64_MAX / 2);
    assert_true(pace.due_ms <= 3601 * 1000);
}

static void
a_hold_never_shortens(void **state)
{
    struct pace pace = {0};
    (void)state;
    pace_hold(&pace, 100, 50);
    assert_int_equal(pace.due_ms, 150);
    pace_hold(&pace, 100, 20);
    assert_int_equal(pace.due_ms, 150);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pauses_grow_to_five_minutes),
        cmocka_unit_test(jitter_is_full),
        cmocka_unit_test(the_hub_may_ask_for_more),
        cmocka_unit_test(a_hold_never_shortens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
