// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/names.h"

static void
both_ways_and_no_further(void **state)
{
    static const char *const words[] = {"zero", NULL, "two"};
    struct names names = NAMES(words);
    int value = 9;

    (void)state;
    assert_true(names_find(names, "two", &value));
    assert_int_equal(value, 2);
    assert_false(names_find(names, "three", &value));
    assert_int_equal(value, 2);
    assert_string_equal(names_get(names, 0), "zero");
    assert_string_equal(names_get(names, 3), "");
    assert_string_equal(names_get(names, -1), "");
    // A gap in the table is no word, and no text finds it.
    assert_string_equal(names_get(names, 1), "");
    assert_false(names_find(names, NULL, &value));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ways_and_no_further),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
