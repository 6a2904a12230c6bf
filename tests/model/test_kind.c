// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/kind.h"

static void
every_kind_of_version_1(void **state)
{
    int seen[3] = {0};

    (void)state;
    assert_int_equal(KIND_COUNT, 21);
    for (int i = 0; i < KIND_COUNT; i++) {
        enum kind kind;

        assert_true(kind_parse(kind_name((enum kind)i), &kind));
        assert_int_equal(kind, i);
        seen[kind_group(kind)]++;
    }
    assert_int_equal(seen[KIND_GROUP_CATALOGUE], 12);
    assert_int_equal(seen[KIND_GROUP_PEOPLE], 6);
    assert_int_equal(seen[KIND_GROUP_STATE], 3);
}

static void
who_receives_what(void **state)
{
    (void)state;
    assert_int_equal(kind_scope(KIND_POLICY), KIND_SCOPE_ALL);
    assert_int_equal(kind_scope(KIND_CARD_KEY), KIND_SCOPE_ALL);
    assert_int_equal(kind_scope(KIND_TALENT), KIND_SCOPE_SITE);
    assert_int_equal(kind_scope(KIND_SETTING), KIND_SCOPE_SITE);
    assert_int_equal(kind_scope(KIND_COMMAND), KIND_SCOPE_KIOSK);
}

static void
unknown_kinds(void **state)
{
    enum kind kind;

    (void)state;
    assert_false(kind_parse("weather", &kind));
    assert_false(kind_parse("", &kind));
    assert_string_equal(kind_name(KIND_COUNT), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_version_1),
        cmocka_unit_test(who_receives_what),
        cmocka_unit_test(unknown_kinds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
