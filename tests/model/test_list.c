// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/list.h"

static void
adding_and_finding(void **state)
{
    struct list list = {0};

    (void)state;
    assert_false(list_has(&list, "hall"));
    assert_true(list_add(&list, "hall"));
    assert_true(list_add(&list, "hospital"));
    assert_false(list_add(&list, NULL));
    assert_int_equal(list.count, 2);
    assert_true(list_has(&list, "hospital"));
    assert_false(list_has(&list, "hosp"));
    list_clear(&list);
    assert_int_equal(list.count, 0);
    list_clear(&list);
    list_clear(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adding_and_finding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
