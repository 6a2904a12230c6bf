// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/err.h"

static void
each_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(err_name(ERR_OK), "ok");
    assert_string_equal(err_name(ERR_BUG), "bug");
    assert_string_equal(err_name((enum err)99), "unknown");
    for (int i = ERR_OK; i <= ERR_BUG; i++) {
        assert_string_not_equal(err_name((enum err)i), "unknown");
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_has_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
