// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/source.h"
#include "util/str.h"

static void
states(void **state)
{
    int parsed = SOURCE_UNVERIFIED;

    (void)state;
    assert_true(names_find(source_state_names, "expired", &parsed));
    assert_int_equal(parsed, SOURCE_EXPIRED);
    assert_string_equal(names_get(source_state_names, SOURCE_VERIFIED),
                        "verified");
    assert_false(names_find(source_state_names, "rumour", &parsed));
    // Nothing is verified by default.
    assert_int_equal((enum source_state)0, SOURCE_UNVERIFIED);
}

static void
clearing(void **state)
{
    struct source source = {.date = "2022-10-11"};

    (void)state;
    source.document.zh = str_dup("公开资料");
    source.place.zh = str_dup("第一段");
    source_clear(&source);
    assert_null(source.document.zh);
    assert_string_equal(source.date, "");
    source_clear(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states),
        cmocka_unit_test(clearing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
