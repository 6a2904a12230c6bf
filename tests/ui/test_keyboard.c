// SPDX-License-Identifier: Apache-2.0
#include "ui/keyboard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ui/text.h"
#include "ui/touch.h"
#include "util/str.h"

/** A page that is nothing but a keyboard. */
struct board {
    struct typesetter *text;
    struct ui *ui;
    struct typing typing;
};

static struct board board; // made for each test by open_board

static void
open_board(bool wide, bool large, bool contrast, enum lang lang)
{
    const struct text_options font = {
        .scale = 1, .font_dir = SOURCE_DIR "/fonts",
    };
    assert_int_equal(text_create(&font, &board.text), ERR_OK);
    const struct ui_options options = {
        .text = board.text,
        .landscape = wide,
        .translations = BINARY_DIR "/translations",
    };
    assert_int_equal(ui_create(&options, &board.ui), ERR_OK);
    struct theme theme = {.large = large, .contrast = contrast};
    ui_set_modes(board.ui, lang, &theme);
    typing_begin(&board.typing, LANG_ZH, "", 0);
}

static int
close_board(void **state)
{
    (void)state;
    ui_free(board.ui);
    text_free(board.text);
    memset(&board, 0, sizeof(board));
    return 0;
}

static void
draw(void)
{
    struct rect damage[4];
    struct keyboard keyboard = {
        .typing = &board.typing,
        .done = ui_tr(board.ui, "搜索"),
        .done_icon = "search",
    };
    ui_begin(board.ui, "test");
    keyboard_draw(board.ui, &keyboard);
    ui_end(board.ui, damage, 4);
}

static void
tap(const char *id)
{
    keyboard_fit(board.ui, &board.typing);
    typing_tap(&board.typing, id);
    draw();
}

static void
press(const char *letters)
{
    for (; *letters; letters++) {
        char id[] = "keyboard.key.?";
        id[sizeof(id) - 2] = *letters;
        tap(id);
    }
}

static void
answer(const char *const *words, size_t count, size_t total)
{
    struct typing_ask ask;
    assert_true(typing_next_ask(&board.typing, &ask));
    struct typing_answer said = {
        .serial = ask.serial, .total = total, .count = count,
    };
    str_copy(said.split, sizeof(said.split), ask.letters);
    for (size_t i = 0; i < count; i++) {
        str_copy(said.words[i].text, TYPING_WORD_SIZE, words[i]);
        said.words[i].letters = strlen(ask.letters);
    }
    typing_take(&board.typing, &said);
    draw();
}

static const char *const anjia[] = {
    "安家", "安家费", "按家", "案件", "安监", "暗箭", "安检", "俺家", "安加",
};

static const struct ui_node *
node(const char *id)
{
    return ui_node_find(board.ui, id);
}

static void
assert_rect(const char *id, int x, int y, int w, int h)
{
    const struct ui_node *found = node(id);
    assert_non_null(found);
    assert_int_equal(found->rect.x, x);
    assert_int_equal(found->rect.y, y);
    assert_int_equal(found->rect.w, w);
    assert_int_equal(found->rect.h, h);
}

/** Every key is large enough, apart from its neighbours and readable. */
static void
assert_sound(void)
{
    size_t count;
    const struct ui_node *nodes = ui_nodes(board.ui, &count);
    for (size_t i = 0; i < count; i++) {
        const struct ui_node *a = &nodes[i];
        if (a->clipped) {
            fail_msg("%s is clipped: %s", a->id, a->label);
        }
        if (a->role != UI_KEY) {
            continue;
        }
        assert_true(a->label && a->label[0]);
        assert_true(a->rect.w >= 80 && a->rect.h >= 80);
        for (size_t j = 0; j < count; j++) {
            struct rect near = rect_inset(a->rect, -7, -7);
            struct rect meet = rect_intersect(near, nodes[j].rect);
            if (i != j && nodes[j].role == UI_KEY && meet.w > 0
                && meet.h > 0) {
                fail_msg("%s is too near to %s", a->id, nodes[j].id);
            }
            assert_false(i != j && strcmp(a->id, nodes[j].id) == 0);
        }
    }
}

static void
test_portrait_places(void **state)
{
    (void)state;
    open_board(false, false, false, LANG_ZH);
    press("anjia");
    answer(anjia, 9, 118);
    assert_rect("keyboard.key.q", 26, 1240, 92, 108);
    assert_rect("keyboard.key.p", 962, 1240, 92, 108);
    assert_rect("keyboard.key.l", 910, 1360, 92, 108);
    assert_rect("keyboard.key.m", 806, 1480, 92, 108);
    assert_rect("keyboard.key.split", 26, 1480, 144, 108);
    assert_rect("keyboard.key.delete", 910, 1480, 144, 108);
    assert_rect("keyboard.mode.digits", 26, 1600, 144, 108);
    assert_rect("keyboard.mode", 182, 1600, 144, 108);
    assert_rect("keyboard.key.space", 338, 1600, 404, 108);
    assert_rect("keyboard.key.done", 754, 1600, 300, 108);
    assert_rect("keyboard.mode.pinyin", 60, 1032, 200, 80);
    assert_rect("keyboard.mode.latin", 276, 1032, 296, 80);
    assert_rect("keyboard.hide", 820, 1032, 200, 80);
    assert_rect("keyboard.more", 966, 1136, 80, 80);
    // As in the mock-up: 80 px of text and 28 at each side.
    assert_rect("keyboard.candidate.1", 36, 1134, 136, 84);
    assert_rect("keyboard.candidate.2", 180, 1134, 176, 84);
    assert_rect("keyboard.candidate.6", 796, 1134, 136, 84);
    assert_null(node("keyboard.candidate.7"));
}

static void
test_landscape_places(void **state)
{
    (void)state;
    open_board(true, false, false, LANG_ZH);
    press("anjia");
    answer(anjia, 9, 118);
    assert_rect("keyboard.key.q", 60, 554, 132, 88);
    assert_rect("keyboard.key.a", 132, 652, 132, 88);
    assert_rect("keyboard.key.m", 1140, 750, 132, 88);
    assert_rect("keyboard.key.delete", 1500, 554, 360, 88);
    assert_rect("keyboard.key.clear", 1428, 652, 432, 88);
    assert_rect("keyboard.key.done", 1500, 750, 360, 186);
    assert_rect("keyboard.key.space", 276, 848, 1212, 88);
    assert_rect("keyboard.mode", 1284, 750, 204, 88);
    assert_rect("keyboard.more", 1400, 452, 80, 80);
    assert_rect("keyboard.candidate.1", 68, 452, 152, 80);
    assert_rect("keyboard.candidate.2", 230, 452, 192, 80);
}

static void
look_at_all(bool wide, bool large, bool contrast, enum lang lang)
{
    static const char *const modes[] = {
        "keyboard.mode.pinyin", "keyboard.mode.latin",
        "keyboard.mode.digits", "keyboard.mode.pinyin",
    };
    const char *words[TYPING_WORDS_MAX];
    open_board(wide, large, contrast, lang);
    for (size_t i = 0; i < TYPING_WORDS_MAX; i++) {
        words[i] = i == 3 ? "关心关爱援宁人才若干措施" : "安家费";
    }
    for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        tap(modes[i]);
        assert_sound();
    }
    press("anjia");
    assert_sound();
    answer(words, TYPING_WORDS_MAX, 118);
    assert_sound();
    tap("keyboard.more");
    assert_sound();
    assert_non_null(node("keyboard.candidate.6"));
    tap("keyboard.rare");
    answer(words, 0, 0);
    assert_sound();
    assert_non_null(node("keyboard.note"));
    tap("keyboard.more");
    answer(words, 0, 0);
    assert_sound();
    assert_non_null(node("keyboard.letters"));
    struct typing_answer away = {
        .serial = board.typing.serial, .failed = true,
    };
    typing_take(&board.typing, &away);
    draw();
    assert_sound();
    assert_non_null(node("keyboard.letters"));
    tap("keyboard.key.clear");
    assert_sound();
    close_board(NULL);
}

static void
test_sound_in_all_modes(void **state)
{
    (void)state;
    for (int i = 0; i < 16; i++) {
        look_at_all(i & 1, i & 2, i & 4, i & 8 ? LANG_EN : LANG_ZH);
    }
    open_board(false, false, false, LANG_ZH);
}

static void
test_old_words_cannot_be_touched(void **state)
{
    (void)state;
    open_board(false, false, false, LANG_ZH);
    press("anjia");
    answer(anjia, 9, 118);
    assert_non_null(node("keyboard.candidate.1"));
    press("f");
    assert_null(node("keyboard.candidate.1"));
    answer(anjia, 2, 2);
    assert_non_null(node("keyboard.candidate.2"));
    assert_null(node("keyboard.candidate.3"));
}

static void
test_pressed_key_alone_changes(void **state)
{
    (void)state;
    open_board(false, false, false, LANG_ZH);
    draw();
    struct touch down = {TOUCH_DOWN, 1, 72, 1294, 1000};
    struct ui_event event;
    ui_touch(board.ui, &down, &event);
    assert_string_equal(ui_pressed(board.ui), "keyboard.key.q");
    struct rect damage[4];
    struct keyboard keyboard = {.typing = &board.typing, .done = "搜索"};
    keyboard.done_icon = "search";
    ui_begin(board.ui, "test");
    keyboard_draw(board.ui, &keyboard);
    assert_int_equal(ui_end(board.ui, damage, 4), 1);
    assert_true(damage[0].w <= 120 && damage[0].h <= 130);
}

static void
test_one_key_a_letter(void **state)
{
    (void)state;
    open_board(true, false, false, LANG_EN);
    typing_begin(&board.typing, LANG_EN, "", 0);
    tap("keyboard.key.shift");
    assert_string_equal(node("keyboard.key.a")->label, "A");
    assert_string_equal(node("keyboard.key.space")->label, "Space");
    press("a");
    assert_string_equal(node("keyboard.key.a")->label, "a");
    assert_string_equal(board.typing.text, "A");
    assert_string_equal(node("keyboard.mode")->value, "latin");
}

int
main(void)
{
#define CASE(name) cmocka_unit_test_teardown(name, close_board)
    const struct CMUnitTest tests[] = {
        CASE(test_portrait_places),
        CASE(test_landscape_places),
        CASE(test_sound_in_all_modes),
        CASE(test_old_words_cannot_be_touched),
        CASE(test_pressed_key_alone_changes),
        CASE(test_one_key_a_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
