// SPDX-License-Identifier: Apache-2.0
#include "store/tokenizer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "util/str.h"

struct sample {
    const char *text;
    const char *expected; // tokens between spaces, "|" for a break
};

static void
cuts_text_into_tokens(void **state)
{
    static const struct sample samples[] = {
        {"安家费", "安 家 费"},
        {"10 万元", "10 万 元"},
        {"100,000 元", "100000 元"},
        {"3.5%的人", "3.5 | 的 人"},
        {"2.0版。", "2.0 版 |"},
        {"ＡＢＣ１２３", "abc123"},
        {"PhD、Master", "phd | master"},
        {"，补贴，。落户", "补 贴 | 落 户"},
        {"“人才强企”三年", "人 才 强 企 三 年"},
        {"「人才」『强企』《三年》", "人 才 强 企 三 年"},
        {"**全职**引进", "全 职 引 进"},
        {"甲\n乙\n\n丙", "甲 乙 | 丙"},
        {"全职 · 校园", "全 职 | 校 园"},
        {"བོད་ཡིག", "བོད ཡིག"},
        {"𬭚𫖯", "𬭚 𫖯"},
        {"Écologie", "écologie"},
        {"a\xFF" "b\xE5", "a b"},
        {"\xEF\xBF\xBD", ""},
        {"", ""},
        {" 。\t", ""},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
        struct tokenizer tokenizer;
        struct token token;
        char found[200] = "";
        size_t end = 0;

        tokenizer_init(&tokenizer, samples[i].text, strlen(samples[i].text));
        while (tokenizer_next(&tokenizer, &token)) {
            size_t at = strlen(found);

            assert_true(token.start >= end && token.end > token.start);
            end = token.end;
            assert_true(str_format(found + at, sizeof(found) - at, "%s%s",
                                   at > 0 ? " " : "",
                                   token.kind == TOKEN_BREAK ? "|"
                                                             : token.text));
        }
        assert_string_equal(found, samples[i].expected);
        assert_true(end <= strlen(samples[i].text));
    }
}

static void
cuts_long_words_but_covers_them(void **state)
{
    char text[300];
    struct tokenizer tokenizer;
    struct token token;

    (void)state;
    memset(text, 'x', sizeof(text));
    tokenizer_init(&tokenizer, text, sizeof(text));
    assert_true(tokenizer_next(&tokenizer, &token));
    assert_int_equal(token.len, TOKENIZER_TEXT_SIZE - 1);
    assert_int_equal(token.end, sizeof(text));
    assert_false(tokenizer_next(&tokenizer, &token));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_text_into_tokens),
        cmocka_unit_test(cuts_long_words_but_covers_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
