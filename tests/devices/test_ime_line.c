// SPDX-License-Identifier: Apache-2.0
#include "devices/ime_line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static enum err
read_line(const char *line, struct ime_answer *out)
{
    return ime_line_read(line, strlen(line), out);
}

static void
test_writes(void **state)
{
    (void)state;
    char line[IME_REQUEST_SIZE];
    struct ime_ask ask = {.serial = 7, .letters = "anjia", .count = 30};
    assert_true(ime_line_write(&ask, line));
    assert_string_equal(line, "ask 7 0 30 anjia\n");
    ask.rare = true;
    ask.first = 18;
    memcpy(ask.letters, "xi'an", sizeof("xi'an"));
    memcpy(ask.context, "我", sizeof("我"));
    assert_true(ime_line_write(&ask, line));
    assert_string_equal(line, "rare 7 18 30 xi'an 我\n");
}

static void
test_does_not_write(void **state)
{
    (void)state;
    char line[IME_REQUEST_SIZE];
    const struct ime_ask asks[] = {
        {.serial = 7, .letters = "", .count = 1},
        {.serial = 7, .letters = "An", .count = 1},
        {.serial = 7, .letters = "a n", .count = 1},
        {.serial = 7, .letters = "a\n", .count = 1},
        {.serial = 0, .letters = "an", .count = 1},
        {.serial = 7, .letters = "an", .count = 0},
        {.serial = 7, .letters = "an", .count = 31},
        {.serial = 7, .letters = "an", .count = 1, .context = "a\nb"},
        {.serial = 7, .letters = "an", .count = 1, .context = " "},
    };
    for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
        assert_false(ime_line_write(&asks[i], line));
    }
}

static void
test_reads(void **state)
{
    (void)state;
    struct ime_answer answer;
    assert_int_equal(read_line("ok 7 118 an'jia'fei\t8 安家费\t5 安家",
                               &answer),
                     ERR_OK);
    assert_int_equal(answer.news, IME_ANSWER);
    assert_int_equal(answer.serial, 7);
    assert_int_equal(answer.total, 118);
    assert_string_equal(answer.split, "an jia fei");
    assert_int_equal(answer.count, 2);
    assert_string_equal(answer.words[0].text, "安家费");
    assert_int_equal(answer.words[1].letters, 5);
    assert_int_equal(read_line("ok 8 0 vv", &answer), ERR_OK);
    assert_int_equal(answer.count, 0);
    assert_int_equal(read_line("ok 8 0 -", &answer), ERR_OK);
    assert_string_equal(answer.split, "");
    assert_int_equal(read_line("error 9 letters", &answer), ERR_OK);
    assert_int_equal(answer.serial, 9);
    assert_int_equal(answer.count, 0);
}

static void
test_refuses(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "", "ok", "ok ", "ok 1", "ok 1 2", "ok 0 0 a", "ok -1 0 a",
        "ok 4294967296 0 a", "ok 1 -1 a", "ok 1 999999 a", "ok 1 1 A",
        "ok 1 1 an\t2", "ok 1 1 an\t2 ", "ok 1 1 an\t0 安",
        "ok 1 1 an\t33 安", "ok 1 1 an\t+2 安", "ok 1 1 an\t2 安\t2 按",
        "ok 1 1 an\t2 a\x01", "ok 1 1 an\t2 \xe5\xae", "error", "error 1",
        "hello 1 2 3", "ready 1", "ok 1 1 an \t2 安",
    };
    struct ime_answer answer;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        assert_int_equal(read_line(lines[i], &answer), ERR_INVALID);
    }
    assert_int_equal(ime_line_read("ok 1 0 a\0b", 10, &answer),
                     ERR_INVALID);
}

static void
test_bounds(void **state)
{
    (void)state;
    char line[IME_LINE_MAX + 8];
    struct ime_answer answer;
    // A word of 99 bytes fits, one of 100 does not.
    memset(line, 0, sizeof(line));
    memcpy(line, "ok 1 1 an\t2 ", 12);
    memset(line + 12, 'x', IME_WORD_SIZE - 1);
    assert_int_equal(read_line(line, &answer), ERR_OK);
    line[12 + IME_WORD_SIZE - 1] = 'x';
    assert_int_equal(read_line(line, &answer), ERR_INVALID);
    // 30 words fit, one more does not.
    memset(line, 0, sizeof(line));
    memcpy(line, "ok 1 99 an", 10);
    for (int i = 0; i < IME_WORDS_MAX; i++) {
        memcpy(line + 10 + i * 6, "\t2 安", 6);
    }
    assert_int_equal(read_line(line, &answer), ERR_OK);
    assert_int_equal(answer.count, IME_WORDS_MAX);
    memcpy(line + 10 + IME_WORDS_MAX * 6, "\t2 安", 6);
    assert_int_equal(read_line(line, &answer), ERR_INVALID);
    memset(line, 'a', sizeof(line));
    assert_int_equal(ime_line_read(line, sizeof(line), &answer),
                     ERR_INVALID);
}

static void
test_greeting(void **state)
{
    (void)state;
    assert_true(ime_line_is_ready("ready 1", 7));
    assert_false(ime_line_is_ready("ready 2", 7));
    assert_false(ime_line_is_ready("ready 1 ", 8));
    assert_false(ime_line_is_ready("", 0));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writes),
        cmocka_unit_test(test_does_not_write),
        cmocka_unit_test(test_reads),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_greeting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
