// SPDX-License-Identifier: Apache-2.0
#include "screens/type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ui/text.h"
#include "util/str.h"

/** What the host was asked, and the page it is typed on. */
struct desk {
    struct typesetter *text;
    struct ui *ui;
    struct typing typing;
    struct typing_ask ask;
    int asks;
};

static struct desk desk; // emptied by setup

static void
ime_ask(void *host, const struct typing_ask *ask)
{
    struct desk *asked = host;
    asked->ask = *ask;
    asked->asks++;
}

static int
setup(void **state)
{
    (void)state;
    const struct text_options font = {.scale = 1};
    memset(&desk, 0, sizeof(desk));
    if (text_create(&font, &desk.text)) {
        return -1;
    }
    const struct ui_options options = {.text = desk.text, .landscape = true};
    typing_begin(&desk.typing, LANG_ZH, "", 20);
    return ui_create(&options, &desk.ui) ? -1 : 0;
}

static int
teardown(void **state)
{
    (void)state;
    ui_free(desk.ui);
    text_free(desk.text);
    return 0;
}

static enum typing_result
give(const struct screen_event *event)
{
    static const struct screen_host_ops ops = {.ime_ask = ime_ask};
    struct screen_context context = {
        .ui = desk.ui, .ops = &ops, .host = &desk,
    };
    return typing_event(&context, &desk.typing, "form.field.name", event);
}

static enum typing_result
touch(enum ui_event_type type, const char *id, const char *text)
{
    struct ui_event event = {.type = type, .text = text};
    str_copy(event.id, sizeof(event.id), id);
    struct screen_event screen = {.type = SCREEN_TOUCH, .ui = &event};
    return give(&screen);
}

static void
test_asks_and_takes(void **state)
{
    (void)state;
    assert_int_equal(touch(UI_EVENT_TAP, "keyboard.key.a", NULL),
                     TYPING_SHOWN);
    assert_int_equal(desk.asks, 1);
    assert_string_equal(desk.ask.letters, "a");
    struct typing_answer answer = {
        .serial = desk.ask.serial, .total = 1, .count = 1,
        .words = {{"啊", 1}},
    };
    struct screen_event event = {
        .type = SCREEN_CANDIDATES, .candidates = &answer,
    };
    assert_int_equal(give(&event), TYPING_SHOWN);
    assert_int_equal(touch(UI_EVENT_TAP, "keyboard.candidate.1", NULL),
                     TYPING_CHANGED);
    assert_string_equal(desk.typing.text, "啊");
    assert_int_equal(desk.asks, 1);
    // Pages are as large as this page has room.
    assert_int_equal(desk.typing.columns, 10);
}

static void
test_text_for_the_field(void **state)
{
    (void)state;
    assert_int_equal(touch(UI_EVENT_TEXT, "form.field.name", "样例"),
                     TYPING_CHANGED);
    assert_int_equal(touch(UI_EVENT_TEXT, "form.field.other", "甲"),
                     TYPING_NOT_OURS);
    assert_string_equal(desk.typing.text, "样例");
    assert_int_equal(touch(UI_EVENT_TAP, "form.field.name.clear", NULL),
                     TYPING_CHANGED);
    assert_true(typing_is_empty(&desk.typing));
}

static void
test_leaves_the_rest_alone(void **state)
{
    (void)state;
    assert_int_equal(touch(UI_EVENT_TAP, "form.submit", NULL),
                     TYPING_NOT_OURS);
    assert_int_equal(touch(UI_EVENT_TAP, "form.field.name", NULL),
                     TYPING_NOT_OURS);
    assert_int_equal(touch(UI_EVENT_SWIPE, "keyboard.key.a", NULL),
                     TYPING_NOT_OURS);
    struct screen_event changed = {.type = SCREEN_CHANGED};
    assert_int_equal(give(&changed), TYPING_NOT_OURS);
    assert_int_equal(touch(UI_EVENT_TAP, "keyboard.key.done", NULL),
                     TYPING_DONE);
    assert_int_equal(touch(UI_EVENT_TAP, "keyboard.hide", NULL),
                     TYPING_HIDDEN);
    assert_int_equal(desk.asks, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_asks_and_takes, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_text_for_the_field, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_leaves_the_rest_alone, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
