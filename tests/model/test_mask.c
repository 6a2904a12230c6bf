// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "model/mask.h"

static void
names(void **state)
{
    static const struct {
        const char *name;
        const char *masked;
    } cases[] = {
        {"张小明", "张*明"},
        {"演示", "演*"},
        {"甲", "*"},
        {"欧阳小明", "欧*明"},
        {"示例𬭚", "示*𬭚"},
        {"测试𫖯", "测*𫖯"},
        {"样例·扎西", "样*·*西"},
        {"测试一二三四五六七八九十甲乙丙", "测*丙"},
        {"SAMPLE VISITOR", "S*** V***"},
        {"Sample", "S***"},
        {"  Éa  b ", "É*** b***"},
    };
    char out[64];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        bool good = mask_name(cases[i].name, out, sizeof(out));

        assert_true(good);
        assert_string_equal(out, cases[i].masked);
    }
}

static void
bad_names_show_nothing(void **state)
{
    char out[64], tiny[4];

    (void)state;
    assert_false(mask_name("", out, sizeof(out)));
    assert_string_equal(out, "*");
    assert_false(mask_name(NULL, out, sizeof(out)));
    assert_false(mask_name("\xE5\xBC", out, sizeof(out)));
    assert_string_equal(out, "*");
    assert_false(mask_name("张小明", tiny, sizeof(tiny)));
    assert_string_equal(tiny, "*");
}

static void
numbers(void **state)
{
    char out[MASK_NUMBER_SIZE];

    (void)state;
    mask_number("890000198501010015", out);
    assert_string_equal(out, "8****15");
    mask_number("15400000001", out);
    assert_string_equal(out, "1****01");
    mask_number("1234567", out);
    assert_string_equal(out, "****");
    mask_number(NULL, out);
    assert_string_equal(out, "****");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(bad_names_show_nothing),
        cmocka_unit_test(numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
