// SPDX-License-Identifier: Apache-2.0
#include "ui/typing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/str.h"

static void
press(struct typing *typing, const char *letters)
{
    for (; *letters; letters++) {
        char id[] = "keyboard.key.?";
        id[sizeof(id) - 2] = *letters;
        assert_int_not_equal(typing_tap(typing, id), TYPING_NOT_OURS);
    }
}

/** Answer the question that is due with these words. */
static void
answer(struct typing *typing, const char *split,
       const struct typing_word *words, size_t count)
{
    struct typing_ask ask;
    assert_true(typing_next_ask(typing, &ask));
    struct typing_answer said = {
        .serial = ask.serial, .total = count, .count = count,
    };
    str_copy(said.split, sizeof(said.split), split);
    memcpy(said.words, words, count * sizeof(words[0]));
    assert_int_equal(typing_take(typing, &said), TYPING_SHOWN);
}

static const struct typing_word anjia[] = {
    {"安家", 5}, {"安家费", 5}, {"安", 2},
};

static void
begin(struct typing *typing)
{
    typing_begin(typing, LANG_ZH, "", 10);
}

static void
test_choosing_turns_letters_into_text(void **state)
{
    (void)state;
    struct typing typing;
    begin(&typing);
    press(&typing, "anjia");
    assert_string_equal(typing.letters, "anjia");
    answer(&typing, "an jia", anjia, 3);
    assert_string_equal(typing.split, "an jia");
    assert_int_equal(typing_tap(&typing, "keyboard.candidate.2"),
                     TYPING_CHANGED);
    assert_string_equal(typing.text, "安家费");
    assert_string_equal(typing.letters, "");
    assert_int_equal(typing.count, 0);
    struct typing_ask ask;
    assert_false(typing_next_ask(&typing, &ask));
}

static void
test_parts(void **state)
{
    (void)state;
    struct typing typing;
    begin(&typing);
    press(&typing, "anjia");
    answer(&typing, "an jia", anjia, 3);
    assert_int_equal(typing_tap(&typing, "keyboard.candidate.3"),
                     TYPING_CHANGED);
    assert_string_equal(typing.text, "安");
    assert_string_equal(typing.letters, "jia");
    struct typing_ask ask;
    assert_true(typing_next_ask(&typing, &ask));
    assert_string_equal(ask.letters, "jia");
    assert_string_equal(ask.context, "安");
    assert_int_equal(ask.first, 0);
}

static void
test_border_behind_a_part_goes(void **state)
{
    (void)state;
    const struct typing_word words[] = {{"西", 2}};
    struct typing typing;
    begin(&typing);
    press(&typing, "xi");
    typing_tap(&typing, "keyboard.key.split");
    typing_tap(&typing, "keyboard.key.split");
    press(&typing, "an");
    assert_string_equal(typing.letters, "xi'an");
    assert_string_equal(typing.split, "xi an");
    answer(&typing, "xi an", words, 1);
    typing_tap(&typing, "keyboard.candidate.1");
    assert_string_equal(typing.letters, "an");
}

static void
test_words_of_earlier_letters_are_not_chosen(void **state)
{
    (void)state;
    struct typing typing;
    begin(&typing);
    press(&typing, "anjia");
    answer(&typing, "an jia", anjia, 3);
    press(&typing, "f");
    assert_true(typing.asking);
    assert_int_equal(typing_tap(&typing, "keyboard.candidate.1"),
                     TYPING_SHOWN);
    assert_string_equal(typing.text, "");
    assert_string_equal(typing.letters, "anjiaf");
}

static void
test_late_answers_are_ignored(void **state)
{
    (void)state;
    struct typing typing;
    struct typing_ask first, second;
    begin(&typing);
    press(&typing, "a");
    assert_true(typing_next_ask(&typing, &first));
    press(&typing, "n");
    struct typing_answer late = {
        .serial = first.serial, .total = 1, .words = {{"阿", 1}}, .count = 1,
    };
    assert_int_equal(typing_take(&typing, &late), TYPING_NOT_OURS);
    assert_true(typing_next_ask(&typing, &second));
    assert_int_not_equal(first.serial, second.serial);
    assert_int_equal(typing_take(&typing, &late), TYPING_NOT_OURS);
    late.serial = second.serial;
    assert_int_equal(typing_take(&typing, &late), TYPING_SHOWN);
    assert_int_equal(typing.count, 1);
    // Nor do words for more letters than there are.
    press(&typing, "g");
    const struct typing_word words[] = {{"长", 9}, {"", 0}};
    answer(&typing, "ang", words, 2);
    assert_int_equal(typing.count, 0);
}

static void
test_space(void **state)
{
    (void)state;
    struct typing typing;
    begin(&typing);
    press(&typing, "anjia");
    // Before the answer it must not enter the letters of fast fingers.
    assert_int_equal(typing_tap(&typing, "keyboard.key.space"),
                     TYPING_SHOWN);
    answer(&typing, "an jia", anjia, 3);
    typing_tap(&typing, "keyboard.key.space");
    assert_string_equal(typing.text, "安家");
    typing_tap(&typing, "keyboard.key.space");
    assert_string_equal(typing.text, "安家 ");
    press(&typing, "vv");
    answer(&typing, "vv", anjia, 0);
    typing_tap(&typing, "keyboard.key.space");
    assert_string_equal(typing.text, "安家 vv");
}

static void
test_done(void **state)
{
    (void)state;
    struct typing typing;
    begin(&typing);
    press(&typing, "anjia");
    answer(&typing, "an jia", anjia, 3);
    assert_int_equal(typing_tap(&typing, "keyboard.key.done"), TYPING_DONE);
    assert_string_equal(typing.text, "安家");
    // A word for a part alone would leave the rest behind.
    begin(&typing);
    press(&typing, "anjiav");
    answer(&typing, "an jia v", anjia, 3);
    assert_int_equal(typing_tap(&typing, "keyboard.key.done"), TYPING_DONE);
    assert_string_equal(typing.text, "anjiav");
    assert_int_equal(typing_tap(&typing, "keyboard.key.done"), TYPING_DONE);
}

static void
test_done_with_letters_that_are_no_pinyin(void **state)
{
    (void)state;
    static const struct {
        const char *letters, *split, *word, *text;
    } cases[] = {
        {"phd", "p h d", "破坏的", "phd"},
        {"housing", "hou si ng", "后四嗯", "housing"},
        {"ajf", "a j f", "安家费", "ajf"},
        {"zhangs", "zhang s", "张三", "zhangs"},
        {"vip", "v i p", "一", "vip"},
        {"xian", "xian", "先", "先"},
        {"xi'an", "xi an", "西安", "西安"},
        {"nvshi", "nv shi", "女士", "女士"},
        {"e", "e", "额", "额"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct typing typing;
        struct typing_word word = {.letters = strlen(cases[i].letters)};
        str_copy(word.text, sizeof(word.text), cases[i].word);
        begin(&typing);
        for (const char *at = cases[i].letters; *at; at++) {
            press(&typing, *at == '\'' ? "" : (char[2]){*at, '\0'});
            if (*at == '\'') {
                typing_tap(&typing, "keyboard.key.split");
            }
        }
        answer(&typing, cases[i].split, &word, 1);
        assert_int_equal(typing_tap(&typing, "keyboard.key.done"),
                         TYPING_DONE);
        assert_string_equal(typing.text, cases[i].text);
    }
}

static void
test_erasing(void **state)
{
    (void)state;
    struct typing typing;
    typing_begin(&typing, LANG_ZH, "安家𬭎", 10);
    press(&typing, "an");
    answer(&typing, "an", anjia + 2, 1);
    assert_int_equal(typing_tap(&typing, "keyboard.key.delete"),
                     TYPING_SHOWN);
    assert_string_equal(typing.letters, "a");
    assert_string_equal(typing.split, "a");
    typing_tap(&typing, "keyboard.key.delete");
    assert_int_equal(typing.count, 0);
    assert_false(typing.asking);
    assert_int_equal(typing_tap(&typing, "keyboard.key.delete"),
                     TYPING_CHANGED);
    assert_string_equal(typing.text, "安家");
    typing_tap(&typing, "keyboard.key.delete");
    typing_tap(&typing, "keyboard.key.delete");
    assert_int_equal(typing_tap(&typing, "keyboard.key.delete"),
                     TYPING_SHOWN);
    assert_true(typing_is_empty(&typing));
}

static void
test_helper_away(void **state)
{
    (void)state;
    struct typing typing;
    struct typing_ask ask;
    typing_begin(&typing, LANG_ZH, "住房", 20);
    press(&typing, "an");
    assert_true(typing_next_ask(&typing, &ask));
    struct typing_answer away = {.serial = ask.serial, .failed = true};
    assert_int_equal(typing_take(&typing, &away), TYPING_SHOWN);
    assert_true(typing.away);
    assert_string_equal(typing.text, "住房");
    assert_string_equal(typing.letters, "an");
    // The letters can be entered as they are …
    press(&typing, "jia");
    assert_int_equal(typing_tap(&typing, "keyboard.key.space"),
                     TYPING_CHANGED);
    assert_string_equal(typing.text, "住房anjia");
    // … and once it is back it is asked again for what is there.
    press(&typing, "fei");
    assert_true(typing_next_ask(&typing, &ask));
    away.serial = ask.serial;
    typing_take(&typing, &away);
    assert_false(typing_next_ask(&typing, &ask));
    struct typing_answer back = {.back = true};
    assert_int_equal(typing_take(&typing, &back), TYPING_SHOWN);
    assert_false(typing.away);
    assert_true(typing_next_ask(&typing, &ask));
    assert_string_equal(ask.letters, "fei");
}

static void
test_death_between_words_keeps_them(void **state)
{
    (void)state;
    struct typing typing;
    begin(&typing);
    press(&typing, "anjia");
    answer(&typing, "an jia", anjia, 3);
    struct typing_answer away = {.failed = true};
    typing_take(&typing, &away);
    assert_int_equal(typing.count, 3);
    typing_tap(&typing, "keyboard.candidate.1");
    assert_string_equal(typing.text, "安家");
}

static void
test_latin_and_digits(void **state)
{
    (void)state;
    struct typing typing;
    typing_begin(&typing, LANG_EN, "", 40);
    assert_int_equal(typing.mode, TYPING_LATIN);
    typing_tap(&typing, "keyboard.key.shift");
    press(&typing, "phd");
    assert_string_equal(typing.text, "Phd");
    typing_tap(&typing, "keyboard.mode.digits");
    press(&typing, "2");
    typing_tap(&typing, "keyboard.key.question");
    assert_string_equal(typing.text, "Phd2?");
    typing_tap(&typing, "keyboard.mode.digits");
    assert_int_equal(typing.mode, TYPING_LATIN);
    assert_int_equal(typing_tap(&typing, "keyboard.key.2"),
                     TYPING_NOT_OURS);
    typing_tap(&typing, "keyboard.mode");
    assert_int_equal(typing.mode, TYPING_PINYIN);
    typing_tap(&typing, "keyboard.mode.digits");
    typing_tap(&typing, "keyboard.key.question");
    typing_tap(&typing, "keyboard.key.middot");
    assert_string_equal(typing.text, "Phd2?？·");
    typing_tap(&typing, "keyboard.mode.pinyin");
    press(&typing, "an");
    assert_int_equal(typing_tap(&typing, "keyboard.mode"), TYPING_CHANGED);
    assert_string_equal(typing.text, "Phd2?？·an");
}

static void
fill(struct typing_word words[TYPING_WORDS_MAX])
{
    memset(words, 0, TYPING_WORDS_MAX * sizeof(words[0]));
    for (size_t i = 0; i < TYPING_WORDS_MAX; i++) {
        words[i] = (struct typing_word){"是", 3};
    }
}

static void
test_pages(void **state)
{
    (void)state;
    struct typing_word words[TYPING_WORDS_MAX];
    struct typing typing;
    struct typing_ask ask;
    struct typing_answer said = {.total = 100, .split = "shi", .count = 30};
    fill(words);
    memcpy(said.words, words, sizeof(words));
    begin(&typing);
    press(&typing, "shi");
    assert_true(typing_next_ask(&typing, &ask));
    said.serial = ask.serial;
    typing_take(&typing, &said);
    typing_tap(&typing, "keyboard.more");
    assert_int_equal(typing.panel, TYPING_MORE);
    assert_false(typing_next_ask(&typing, &ask));
    typing_tap(&typing, "keyboard.page.next");
    assert_true(typing_next_ask(&typing, &ask));
    assert_int_equal(ask.first, 18);
    // A page that has not come cannot be turned.
    typing_tap(&typing, "keyboard.page.next");
    assert_false(typing_next_ask(&typing, &ask));
    said.serial = typing.serial;
    typing_take(&typing, &said);
    typing_tap(&typing, "keyboard.page.previous");
    assert_true(typing_next_ask(&typing, &ask));
    assert_int_equal(ask.first, 0);
    said.serial = ask.serial;
    typing_take(&typing, &said);
    typing_tap(&typing, "keyboard.page.previous");
    assert_false(typing_next_ask(&typing, &ask));
    typing_tap(&typing, "keyboard.page.next");
    assert_true(typing_next_ask(&typing, &ask));
    // Closing it leads back to the first words.
    typing_tap(&typing, "keyboard.more");
    assert_int_equal(typing.panel, TYPING_KEYS);
    assert_true(typing_next_ask(&typing, &ask));
    assert_int_equal(ask.first, 0);
}

static void
test_rare_page(void **state)
{
    (void)state;
    struct typing typing;
    struct typing_ask ask;
    const struct typing_word words[] = {{"堃", 3}};
    begin(&typing);
    press(&typing, "kunming");
    answer(&typing, "kun ming", anjia + 2, 1);
    typing_tap(&typing, "keyboard.more");
    typing_tap(&typing, "keyboard.rare");
    assert_true(typing_next_ask(&typing, &ask));
    assert_true(ask.rare);
    struct typing_answer said = {
        .serial = ask.serial, .total = 1, .split = "kun", .count = 1,
    };
    said.words[0] = words[0];
    typing_take(&typing, &said);
    assert_string_equal(typing.split, "kun ming");
    assert_int_equal(typing_tap(&typing, "keyboard.candidate.1"),
                     TYPING_CHANGED);
    assert_string_equal(typing.text, "堃");
    assert_string_equal(typing.letters, "ming");
    assert_int_equal(typing.panel, TYPING_KEYS);
    assert_true(typing_next_ask(&typing, &ask));
    assert_false(ask.rare);
}

static void
test_flow(void **state)
{
    (void)state;
    struct typing typing;
    struct typing_cell cells[TYPING_WORDS_MAX];
    begin(&typing);
    fill(typing.words_now);
    typing.count = TYPING_WORDS_MAX;
    assert_int_equal(typing_flow(&typing, cells), 18);
    str_copy(typing.words_now[0].text, TYPING_WORD_SIZE, "安家费");
    str_copy(typing.words_now[5].text, TYPING_WORD_SIZE, "人才公寓咨询");
    assert_int_equal(typing_flow(&typing, cells), 15);
    assert_int_equal(cells[0].span, 2);
    assert_int_equal(cells[1].column, 2);
    assert_int_equal(cells[5].row, 1);
    assert_int_equal(cells[5].column, 0);
    assert_int_equal(cells[5].span, 3);
    str_copy(typing.words_now[0].text, TYPING_WORD_SIZE,
             "关心关爱措施关心关爱措施关心关爱措施关心关爱措施");
    assert_int_equal(typing_flow(&typing, cells), 9);
    assert_int_equal(cells[0].span, 6);
}

static void
test_bounds(void **state)
{
    (void)state;
    struct typing typing;
    typing_begin(&typing, LANG_ZH, NULL, 3);
    assert_int_equal(typing_insert(&typing, "安家费补贴"), TYPING_CHANGED);
    assert_string_equal(typing.text, "安家费");
    assert_int_equal(typing_insert(&typing, "x"), TYPING_SHOWN);
    for (int i = 0; i < 100; i++) {
        press(&typing, "z");
        typing_tap(&typing, "keyboard.key.split");
    }
    assert_int_equal(strlen(typing.letters), TYPING_LETTERS_SIZE - 1);
    struct typing_ask ask;
    assert_true(typing_next_ask(&typing, &ask));
    assert_string_equal(ask.letters, typing.letters);
    // No limit but the buffer's own.
    typing_begin(&typing, LANG_ZH, NULL, 0);
    for (int i = 0; i < 400; i++) {
        typing_insert(&typing, "安家");
    }
    assert_int_equal(strlen(typing.text), (TYPING_TEXT_SIZE - 1) / 3 * 3);
}

static void
test_text_from_outside(void **state)
{
    (void)state;
    struct typing typing;
    begin(&typing);
    typing_insert(&typing, "a\nb\x7f\tc\xff\xe5\xae");
    assert_string_equal(typing.text, "abc");
    typing_insert(&typing, "䶮𬭎");
    assert_string_equal(typing.text, "abc䶮𬭎");
}

static void
test_context_is_the_end(void **state)
{
    (void)state;
    struct typing typing;
    struct typing_ask ask;
    typing_begin(&typing, LANG_ZH, "一二三四五六七八九", 40);
    press(&typing, "a");
    assert_true(typing_next_ask(&typing, &ask));
    assert_string_equal(ask.context, "二三四五六七八九");
    typing_begin(&typing, LANG_ZH, "安,家𬭎", 40);
    press(&typing, "a");
    assert_true(typing_next_ask(&typing, &ask));
    assert_string_equal(ask.context, "家𬭎");
    typing_begin(&typing, LANG_ZH, "安 x", 40);
    press(&typing, "a");
    assert_true(typing_next_ask(&typing, &ask));
    assert_string_equal(ask.context, "");
}

static void
test_wiped(void **state)
{
    (void)state;
    static const struct typing nothing;
    struct typing typing;
    typing_begin(&typing, LANG_ZH, "张三", 40);
    press(&typing, "anjia");
    answer(&typing, "an jia", anjia, 3);
    typing_empty(&typing);
    assert_true(typing_is_empty(&typing));
    for (size_t i = 0; i < sizeof(typing.words_now); i++) {
        assert_int_equal(((const char *)typing.words_now)[i], 0);
    }
    typing_clear(&typing);
    assert_memory_equal(&typing, &nothing, sizeof(typing));
    typing_clear(NULL);
}

static void
test_any_taps(void **state)
{
    (void)state;
    static const char *const ids[] = {
        "keyboard.key.a", "keyboard.key.z", "keyboard.key.space",
        "keyboard.key.delete", "keyboard.key.done", "keyboard.key.split",
        "keyboard.key.shift", "keyboard.key.clear", "keyboard.mode",
        "keyboard.mode.digits", "keyboard.more", "keyboard.rare",
        "keyboard.page.next", "keyboard.page.previous", "keyboard.letters",
        "keyboard.candidate.1", "keyboard.candidate.30", "keyboard.key.1",
        "keyboard.candidate.31", "keyboard.candidate.-1", "keyboard.key.",
        "keyboard.mode.none", "keyboard.", "keyboard.hide",
    };
    struct typing typing;
    struct typing_ask ask;
    struct typing_word words[TYPING_WORDS_MAX];
    fill(words);
    begin(&typing);
    srandom(7);
    for (int i = 0; i < 20000; i++) {
        size_t which = (size_t)random() % (sizeof(ids) / sizeof(ids[0]));
        typing_tap(&typing, ids[which]);
        if (!typing_next_ask(&typing, &ask)) {
            continue;
        }
        assert_true(ask.letters[0]);
        struct typing_answer said = {
            .serial = ask.serial, .total = 90, .split = "z",
            .count = (size_t)random() % (TYPING_WORDS_MAX + 1),
            .failed = random() % 7 == 0,
        };
        memcpy(said.words, words, sizeof(words));
        if (random() % 3) {
            typing_take(&typing, &said);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choosing_turns_letters_into_text),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_border_behind_a_part_goes),
        cmocka_unit_test(test_words_of_earlier_letters_are_not_chosen),
        cmocka_unit_test(test_late_answers_are_ignored),
        cmocka_unit_test(test_space),
        cmocka_unit_test(test_done),
        cmocka_unit_test(test_done_with_letters_that_are_no_pinyin),
        cmocka_unit_test(test_erasing),
        cmocka_unit_test(test_helper_away),
        cmocka_unit_test(test_death_between_words_keeps_them),
        cmocka_unit_test(test_latin_and_digits),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_rare_page),
        cmocka_unit_test(test_flow),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_text_from_outside),
        cmocka_unit_test(test_context_is_the_end),
        cmocka_unit_test(test_wiped),
        cmocka_unit_test(test_any_taps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
