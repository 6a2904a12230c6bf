// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/text.h"
#include "util/log.h"

#define LINES 64

static const struct theme plain = {0};
static const struct theme large = {.large = true};
static const struct text_style body = {.step = TYPE_BODY, .theme = &plain};

static struct typesetter *
fake(void)
{
    const struct text_options options = {.scale = 1};
    struct typesetter *text = NULL;
    assert_int_equal(text_create(&options, &text), ERR_OK);
    return text;
}

static struct typesetter *
real(double scale)
{
    const struct text_options options = {.font_dir = SOURCE_DIR "/fonts",
                                         .scale = scale};
    struct typesetter *text = NULL;
    assert_int_equal(text_create(&options, &text), ERR_OK);
    return text;
}

static void
fixed_width_without_fonts(void **state)
{
    (void)state;
    struct typesetter *text = fake();
    assert_int_equal(text_width(text, &body, ""), 0);
    assert_int_equal(text_width(text, &body, "办事"), 64);
    assert_int_equal(text_width(text, &body, "A012"), 64);
    struct text_style style = body;
    style.theme = &large;
    assert_int_equal(text_width(text, &style, "办事"), 84);
    style = body;
    style.spacing = 8;
    assert_int_equal(text_width(text, &style, "办事厅"), 3 * 32 + 2 * 8);
    text_free(text);
}

static void
bad_options_are_refused(void **state)
{
    (void)state;
    struct typesetter *text = NULL;
    struct text_options options = {.scale = 0};
    log_set_level(LOG_LEVEL_OFF);
    assert_int_equal(text_create(&options, &text), ERR_INVALID);
    options = (struct text_options){.font_dir = BINARY_DIR "/no-such",
                                    .scale = 1};
    assert_int_equal(text_create(&options, &text), ERR_NOT_FOUND);
    log_set_level(LOG_LEVEL_INFO);
    assert_null(text);
    text_free(NULL);
}

struct broken {
    struct text_line lines[LINES];
    char texts[LINES][256];
    size_t count;
};

static struct broken
break_at(struct typesetter *text, const char *utf8, int width)
{
    struct broken b = {0};
    b.count = text_break(text, &body, utf8, width, b.lines, LINES);
    assert_true(b.count <= LINES);
    for (size_t i = 0; i < b.count; i++) {
        assert_true(b.lines[i].length < sizeof(b.texts[i]));
        memcpy(b.texts[i], utf8 + b.lines[i].start, b.lines[i].length);
    }
    return b;
}

static void
hanzi_fill_lines(void **state)
{
    (void)state;
    struct typesetter *text = fake();
    struct broken b = break_at(text, "高层次人才服务", 3 * 32 + 10);
    assert_int_equal(b.count, 3);
    assert_string_equal(b.texts[0], "高层次");
    assert_string_equal(b.texts[1], "人才服");
    assert_string_equal(b.texts[2], "务");
    assert_int_equal(b.lines[0].width, 96);
    assert_int_equal(b.lines[2].width, 32);
    text_free(text);
}

static void
punctuation_stays_where_it_belongs(void **state)
{
    (void)state;
    struct typesetter *text = fake();
    struct broken b = break_at(text, "请咨询，窗口。", 3 * 32);
    assert_string_equal(b.texts[0], "请咨");
    assert_string_equal(b.texts[1], "询，窗");
    assert_string_equal(b.texts[2], "口。");
    b = break_at(text, "依据《组工》等", 3 * 32);
    assert_string_equal(b.texts[0], "依据");
    assert_string_equal(b.texts[1], "《组");
    b = break_at(text, "他说的“好”了", 4 * 32);
    assert_string_equal(b.texts[0], "他说的");
    b = break_at(text, "还有呢（见下）", 4 * 32);
    assert_string_equal(b.texts[0], "还有呢");
    text_free(text);
}

static const char *const never_first[] = {"，", "。", "》", "、", "；", "：",
                                          "？", "）", "”"};
static const char *const never_last[] = {"《", "（", "“"};

static void
policy_text_breaks_well_at_any_width(void **state)
{
    (void)state;
    static const char policy[] =
        "依托全省“校园引才”平台（2022年），对全职引进的博士研究生，除享受"
        "直接认定为省“高端创新创业人才计划”待遇外，依据《西宁市人才新政"
        "十条》再配套；咨询电话：0971-12345678。还有什么？见“下文”……";
    struct typesetter *text = real(1);
    // Wider than the longest run that must not be broken.
    for (int width = 280; width < 900; width += 7) {
        struct broken b = break_at(text, policy, width);
        size_t at = 0;
        for (size_t i = 0; i < b.count; i++) {
            const char *line = b.texts[i];
            size_t len = b.lines[i].length;
            assert_true(len > 0);
            assert_true(b.lines[i].width <= width);
            assert_int_equal(b.lines[i].start, at);
            at += len;
            for (size_t k = 0; i > 0 && k < 9; k++) {
                assert_false(
                    !strncmp(line, never_first[k], strlen(never_first[k])));
            }
            // An ellipsis may begin a line but is never split.
            assert_false(i > 0 && !strncmp(line, "…", 3)
                         && !strcmp(b.texts[i - 1] + b.lines[i - 1].length
                                        - 3, "…"));
            for (size_t k = 0; k < 3; k++) {
                assert_string_not_equal(line + len - 3, never_last[k]);
            }
        }
        assert_int_equal(at, strlen(policy));
    }
    text_free(text);
}

static void
an_amount_stays_whole(void **state)
{
    (void)state;
    struct typesetter *text = fake();
    struct broken b = break_at(text, "配套10\u00a0万元", 4 * 32);
    assert_string_equal(b.texts[0], "配套");
    assert_string_equal(b.texts[1], "10\u00a0万元");
    // A word joiner keeps the unit itself together, too.
    b = break_at(text, "配套10\u00a0万\u2060元", 3 * 32 + 24);
    assert_string_equal(b.texts[0], "配套");
    b = break_at(text, "一次性 10\u00a0万元", 5 * 32);
    assert_string_equal(b.texts[0], "一次性");
    assert_string_equal(b.texts[1], "10\u00a0万元");
    text_free(text);
}

static void
numbers_keep_their_units(void **state)
{
    static const struct {
        const char *text, *kept;
    } cases[] = {
        {"西宁市再配套 10 万元的一次性安家费", "10 万元"},
        {"西宁市再配套10万元的一次性安家费", "10万元"},
        {"投入专项资金540余万元购置公寓", "540余万元"},
        {"每年 3 月办理，等候 12 人以内", "12 人"},
        {"An allowance of CNY 100,000 on top", "CNY 100,000"},
        {"每月1,500.50元，按月发放", "1,500.50元"},
    };
    (void)state;
    struct typesetter *text = real(1);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (int width = 200; width < 520; width += 3) {
            struct broken b = break_at(text, cases[i].text, width);
            bool whole = false;
            for (size_t k = 0; k < b.count; k++) {
                whole = whole || strstr(b.texts[k], cases[i].kept);
            }
            assert_true(whole);
        }
    }
    text_free(text);
}

static void
words_and_spaces(void **state)
{
    (void)state;
    struct typesetter *text = fake();
    struct broken b = break_at(text, "Hello talent  hall", 6 * 16);
    assert_int_equal(b.count, 3);
    assert_string_equal(b.texts[0], "Hello"); // the space is not counted
    assert_int_equal(b.lines[0].width, 80);
    assert_string_equal(b.texts[1], "talent");
    assert_string_equal(b.texts[2], "hall");
    b = break_at(text, "incomprehensibilities", 5 * 16);
    assert_int_equal(b.count, 5); // wider than the line: broken anywhere
    assert_string_equal(b.texts[0], "incom");
    assert_string_equal(b.texts[4], "s");
    text_free(text);
}

static void
line_ends_always_break(void **state)
{
    (void)state;
    struct typesetter *text = fake();
    struct broken b = break_at(text, "一\n\n二\r\n三\n", 320);
    assert_int_equal(b.count, 4);
    assert_string_equal(b.texts[0], "一");
    assert_int_equal(b.lines[1].length, 0);
    assert_string_equal(b.texts[2], "二");
    assert_string_equal(b.texts[3], "三");
    assert_int_equal(break_at(text, "", 320).count, 0);
    text_free(text);
}

static void
a_first_line_may_be_indented(void **state)
{
    (void)state;
    struct typesetter *text = fake();
    struct text_style style = body;
    struct text_line lines[4] = {0};
    style.indent = 64;
    size_t count = text_break(text, &style, "一二三四五六", 4 * 32, lines, 4);
    assert_int_equal(count, 2);
    assert_int_equal(lines[0].length, 6);
    assert_int_equal(lines[0].width, 4 * 32);
    assert_int_equal(lines[1].length, 12);
    assert_int_equal(lines[1].width, 4 * 32);
    // A word that has room on a whole line alone.
    count = text_break(text, &style, "abcdefgh", 4 * 32, lines, 4);
    assert_int_equal(count, 2);
    text_free(text);
}

static void
what_does_not_fit_is_counted(void **state)
{
    (void)state;
    struct typesetter *text = fake();
    struct text_line lines[2] = {0};
    size_t count = text_break(text, &body, "一二三四五", 32, lines, 2);
    assert_int_equal(count, 5);
    assert_int_equal(lines[1].start, 3);
    assert_int_equal(text_break(text, &body, "一二", 32, NULL, 0), 2);
    text_free(text);
}

static void
real_widths(void **state)
{
    (void)state;
    struct typesetter *text = real(1);
    assert_int_equal(text_width(text, &body, "人才"), 64);
    assert_int_equal(text_width(text, &body, "龘𬭚𫖯䶮"), 4 * 32);
    int digits = text_width(text, &body, "0123456789");
    assert_int_equal(digits, text_width(text, &body, "1111111111"));
    assert_in_range(digits, 170, 190);
    struct text_style bold = body;
    bold.bold = true;
    assert_true(text_width(text, &bold, "English")
                > text_width(text, &body, "English"));
    // Invisible helpers of the Markdown pre-pass and of breaking.
    assert_int_equal(text_width(text, &body, "人\u200a才\u2060"), 64);
    text_free(text);
}

static void
marks_share_the_space_between_them(void **state)
{
    static const struct {
        const char *text;
        int halves; // of a character
    } cases[] = {
        {"计划”，省", 9}, {"《“人才", 7},     {"年）》，目的", 10},
        {"“敬”“赞”", 11}, {"好，好（好）", 12}, {"？”好", 6},
        {"好。", 4}
    };
    (void)state;
    struct typesetter *text = real(1);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(text_width(text, &body, cases[i].text),
                         cases[i].halves * 16);
    }
    text_free(text);
}

static void
scale_does_not_change_the_layout(void **state)
{
    (void)state;
    struct typesetter *text = real(1);
    int width = text_width(text, &body, "Talent 人才");
    int tibetan = text_width(text, &body, "བཀྲ་ཤིས་བདེ་ལེགས།");
    assert_int_equal(text_set_scale(text, 2), ERR_OK);
    assert_int_equal(text_width(text, &body, "Talent 人才"), width);
    int scaled = text_width(text, &body, "བཀྲ་ཤིས་བདེ་ལེགས།");
    assert_in_range(scaled, tibetan - 6, tibetan + 6);
    text_free(text);
}

static void
tibetan_is_shaped_and_broken(void **state)
{
    (void)state;
    struct typesetter *text = real(1);
    // A stack is as wide as its widest letter, not as all of them.
    int stack = text_width(text, &body, "སྒྲུ");
    int base = text_width(text, &body, "ས");
    assert_in_range(stack, base / 2, base * 3 / 2);
    struct broken b = break_at(text, "བོད་ཡིག་གི་བོད་ཡིག་གི་", 120);
    assert_true(b.count > 1);
    for (size_t i = 0; i < b.count; i++) {
        assert_true(b.lines[i].width <= 120);
        assert_string_equal(b.texts[i] + b.lines[i].length - 3, "་");
    }
    text_free(text);
}

static void
malformed_text_is_measured(void **state)
{
    (void)state;
    struct typesetter *text = real(1);
    assert_true(text_width(text, &body, "\xff\xe4\xba人\xf0") > 32);
    struct text_line lines[4];
    assert_true(
        text_break(text, &body, "\xff\xe4\xba人\xf0", 100, lines, 4) > 0);
    text_free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_width_without_fonts),
        cmocka_unit_test(bad_options_are_refused),
        cmocka_unit_test(hanzi_fill_lines),
        cmocka_unit_test(punctuation_stays_where_it_belongs),
        cmocka_unit_test(policy_text_breaks_well_at_any_width),
        cmocka_unit_test(an_amount_stays_whole),
        cmocka_unit_test(numbers_keep_their_units),
        cmocka_unit_test(words_and_spaces),
        cmocka_unit_test(line_ends_always_break),
        cmocka_unit_test(a_first_line_may_be_indented),
        cmocka_unit_test(what_does_not_fit_is_counted),
        cmocka_unit_test(real_widths),
        cmocka_unit_test(marks_share_the_space_between_them),
        cmocka_unit_test(scale_does_not_change_the_layout),
        cmocka_unit_test(tibetan_is_shaped_and_broken),
        cmocka_unit_test(malformed_text_is_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
