// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "model/talent.h"

static void
who_is_current(void **state)
{
    struct talent talent = {.status = TALENT_ACTIVE};

    (void)state;
    assert_true(talent_current(&talent, "2026-12-01"));
    memcpy(talent.valid_to, "2026-12-01", DAY_SIZE);
    assert_true(talent_current(&talent, "2026-12-01"));
    assert_false(talent_current(&talent, "2026-12-02"));
    talent.valid_to[0] = '\0';
    talent.status = TALENT_EXITED;
    assert_false(talent_current(&talent, "2026-12-01"));
}

static void
entitlements(void **state)
{
    struct talent talent = {.entitlements = {"green_channel", "housing"},
                            .entitlement_count = 1};

    (void)state;
    assert_true(talent_entitled(&talent, "green_channel"));
    assert_false(talent_entitled(&talent, "housing"));
}

static void
words(void **state)
{
    int status;

    (void)state;
    assert_true(names_find(talent_status_names, "exited", &status));
    assert_int_equal(status, TALENT_EXITED);
    assert_false(names_find(talent_status_names, "gone", &status));
}

static void
clearing_wipes(void **state)
{
    struct talent talent, zero;

    (void)state;
    memset(&talent, 0x55, sizeof(talent));
    memset(&zero, 0, sizeof(zero));
    talent_clear(&talent);
    assert_memory_equal(&talent, &zero, sizeof(talent));
    talent_clear(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_current),
        cmocka_unit_test(entitlements),
        cmocka_unit_test(words),
        cmocka_unit_test(clearing_wipes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
