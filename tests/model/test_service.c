// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "model/service.h"
#include "util/str.h"

static void
letters(void **state)
{
    int count = 0;

    (void)state;
    for (int c = 0; c < 256; c++) {
        count += service_letter_valid((char)c) ? 1 : 0;
    }
    assert_int_equal(count, 24);
    assert_false(service_letter_valid('I'));
    assert_false(service_letter_valid('O'));
    assert_false(service_letter_valid('a'));
}

static void
order_then_id(void **state)
{
    char first[] = "a", second[] = "b";
    struct service a = {.id = first, .order = 2};
    struct service b = {.id = second, .order = 1};

    (void)state;
    assert_true(service_compare(&a, &b) > 0);
    b.order = 2;
    assert_true(service_compare(&a, &b) < 0);
    assert_int_equal(service_compare(&a, &a), 0);
}

static void
clearing_frees_all(void **state)
{
    struct service service = {.material_count = 2};

    (void)state;
    service.id = str_dup("phd");
    service.policy = str_dup("settling-allowance");
    service.form = str_dup("form");
    service.icon = str_dup("home");
    service.name.zh = str_dup("博士安家费咨询");
    service.materials = calloc(2, sizeof(*service.materials));
    assert_non_null(service.materials);
    service.materials[1].note.en = str_dup("original");
    assert_true(list_add(&service.sites, "hall"));
    service.source.document.zh = str_dup("公开资料");
    service_clear(&service);
    assert_null(service.id);
    assert_int_equal(service.material_count, 0);
    service_clear(&service);
    service_clear(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters),
        cmocka_unit_test(order_then_id),
        cmocka_unit_test(clearing_frees_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
