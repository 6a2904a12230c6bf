// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/lang.h"
#include "util/str.h"

static void
falls_back_to_chinese(void **state)
{
    struct text text = {.zh = str_dup("取号"), .en = str_dup("Ticket")};

    (void)state;
    assert_string_equal(text_get(&text, LANG_ZH), "取号");
    assert_string_equal(text_get(&text, LANG_EN), "Ticket");
    assert_string_equal(text_get(&text, LANG_BO), "取号");
    text.en[0] = '\0';
    assert_string_equal(text_get(&text, LANG_EN), "取号");
    assert_false(text_is_empty(&text));
    text_clear(&text);
    assert_string_equal(text_get(&text, LANG_ZH), "");
    assert_true(text_is_empty(&text));
    text.bo = str_dup("བོད");
    assert_false(text_is_empty(&text));
    text_clear(&text);
    text_clear(NULL);
}

static void
copies_are_deep(void **state)
{
    struct text text = {.zh = str_dup("甲"), .bo = str_dup("བོད")};
    struct text copy = {0};

    (void)state;
    assert_true(text_copy(&copy, &text));
    text_clear(&text);
    assert_string_equal(copy.zh, "甲");
    assert_null(copy.en);
    assert_string_equal(copy.bo, "བོད");
    text_clear(&copy);
}

static void
codes(void **state)
{
    enum lang lang;

    (void)state;
    for (int i = 0; i < LANG_COUNT; i++) {
        assert_true(lang_parse(lang_code((enum lang)i), &lang));
        assert_int_equal(lang, i);
    }
    assert_false(lang_parse("fr", &lang));
    assert_false(lang_parse(NULL, &lang));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(falls_back_to_chinese),
        cmocka_unit_test(copies_are_deep),
        cmocka_unit_test(codes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
