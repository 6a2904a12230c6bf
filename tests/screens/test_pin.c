// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stage.h"
#include "store/people.h"
#include "util/clock.h"
#include "util/str.h"

// What the host does with a try: the store counts it, the screen hears.
static void
answer(struct stage *stage, bool right)
{
    struct pin_lock lock;
    enum err err = pin_lock_try(stage->fixture->store, stage->asked.code,
                                right, &lock);
    stage_answer_pin(stage, right && err == ERR_OK);
}

static void
attempt(struct stage *stage, bool right)
{
    stage_type(stage, "pin", "07123456");
    stage_tap(stage, "pin.submit");
    answer(stage, right);
}

static void
lock(struct stage *stage)
{
    for (int i = 0; i < 5; i++) {
        attempt(stage, false);
    }
}

static void
eight_keys_then_submit(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "pin", NULL);
    assert_string_equal(stage_value(stage, "pin.code"), "0");
    assert_string_equal(stage_value(stage, "pin.field"), "0");
    stage_type(stage, "pin", "071");
    assert_string_equal(stage_value(stage, "pin.code"), "2");
    assert_string_equal(stage_value(stage, "pin.field"), "3");
    stage_tap(stage, "pin.key.delete");
    assert_string_equal(stage_value(stage, "pin.field"), "2");
    stage_tap(stage, "pin.submit");
    assert_string_equal(stage_label(stage, "pin.error"),
                        "还没有输完：2 位工号，再 6 位 PIN");
    assert_int_equal(stage->asked.check, 0);
    stage_type(stage, "pin", "123456");
    assert_null(stage_node(stage, "pin.error"));
    stage_type(stage, "pin", "9"); // more than eight are not taken
    assert_string_equal(stage_value(stage, "pin.field"), "8");
    stage_tap(stage, "pin.submit");
    assert_int_equal(stage->asked.check, 1);
    assert_string_equal(stage->asked.code, "07");
    assert_string_equal(stage->asked.pin, "123456");
    stage_check_page(stage);
}

static void
nothing_can_be_typed_while_it_is_checked(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "pin", NULL);
    stage_type(stage, "pin", "07123456");
    stage_tap(stage, "pin.submit");
    assert_string_equal(stage_value(stage, "pin.field"), "0");
    assert_string_equal(stage_label(stage, "pin.submit"), "核对中");
    assert_false(stage_enabled(stage, "pin.submit"));
    assert_false(stage_enabled(stage, "pin.key.1"));
    assert_non_null(stage_node(stage, "pin.checking"));
    answer(stage, true);
    assert_string_equal(stage->asked.go, "staff");
}

static void
a_slow_check_offers_another_way(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "pin", NULL);
    stage_type(stage, "pin", "07123456");
    stage_tap(stage, "pin.submit");
    assert_string_equal(stage_label(stage, "pin.checking"), "正在核对…");
    stage_wait(stage, 4);
    assert_string_equal(stage_label(stage, "pin.checking"),
                        "比平时慢，请再等等，或返回首页再来");
    assert_true(stage_enabled(stage, "pin.home"));
    stage_check_page(stage);
}

// Which of the two was wrong is never said: the words are the same.
static void
a_wrong_one_counts_down_to_the_lock(void **state)
{
    struct stage *stage = *state;
    char text[80];
    stage_show(stage, "pin", NULL);
    for (int left = 4; left > 0; left--) {
        attempt(stage, false);
        str_format(text, sizeof(text),
                   "工号或 PIN 不对，请重新输入；还可以试 %d 次", left);
        assert_string_equal(stage_label(stage, "pin.error"), text);
        assert_string_equal(stage_value(stage, "pin.field"), "0");
        // The line stays while typing.
        stage_type(stage, "pin", "0");
        assert_string_equal(stage_label(stage, "pin.error"), text);
        stage_tap(stage, "pin.key.delete");
        assert_string_equal(stage->asked.go, "");
    }
    stage_language(stage, LANG_EN);
    assert_string_equal(stage_label(stage, "pin.error"),
                        "Wrong code or PIN, 1 tries left");
    stage_check_page(stage);
}

static void
five_wrong_ones_lock_it_and_it_opens_by_itself(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "pin", NULL);
    lock(stage);
    assert_string_equal(stage_label(stage, "pin.error"),
                        "已锁定，请 30 秒后再试");
    assert_false(stage_enabled(stage, "pin.key.7"));
    assert_false(stage_enabled(stage, "pin.key.delete"));
    assert_false(stage_enabled(stage, "pin.submit"));
    stage_check_page(stage);
    stage_wait(stage, 10);
    assert_string_equal(stage_label(stage, "pin.error"),
                        "已锁定，请 20 秒后再试");
    stage_wait(stage, 19);
    assert_false(stage_enabled(stage, "pin.key.7"));
    stage_wait(stage, 2);
    assert_true(stage_enabled(stage, "pin.key.7"));
    assert_int_equal(stage->next_tick, -1);
    assert_string_equal(stage_label(stage, "pin.error"),
                        "工号或 PIN 不对，请重新输入；还可以试 1 次");
    attempt(stage, false);
    assert_string_equal(stage_label(stage, "pin.error"),
                        "已锁定，请 1 分 0 秒后再试");
    stage_check_page(stage);
    stage_wait(stage, 61);
    attempt(stage, true);
    assert_string_equal(stage->asked.go, "staff");
}

static void
a_lock_outlives_leaving_and_restarts(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "pin", NULL);
    lock(stage);
    stage_leave(stage);
    fixture_restart(stage->fixture);
    stage_show(stage, "pin", NULL);
    assert_false(stage_enabled(stage, "pin.key.1"));
    assert_true(stage->next_tick > 0);
    stage_wait(stage, 31);
    assert_true(stage_enabled(stage, "pin.key.1"));
}

static void
the_hub_neither_ends_a_lock_nor_begins_it_again(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "pin", NULL);
    lock(stage);
    clock_correct(clock_now_ms() + 3600 * 1000);
    stage_tell(stage, SCREEN_STATE);
    assert_false(stage_enabled(stage, "pin.key.1"));
    stage_wait(stage, 31);
    assert_true(stage_enabled(stage, "pin.key.1"));
    clock_correct(clock_now_ms() - 3700 * 1000);
    stage_tell(stage, SCREEN_STATE);
    assert_true(stage_enabled(stage, "pin.key.1"));
}

static void
the_centre_may_lift_a_lock(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "pin", NULL);
    lock(stage);
    assert_int_equal(pin_lock_reset(stage->fixture->store), ERR_OK);
    stage_tell(stage, SCREEN_STATE);
    assert_true(stage_enabled(stage, "pin.key.1"));
    attempt(stage, false);
    assert_string_equal(stage_label(stage, "pin.error"),
                        "工号或 PIN 不对，请重新输入；还可以试 4 次");
}

static void
a_check_that_fails_is_not_called_wrong(void **state)
{
    struct stage *stage = *state;
    const char *words = "没有核对成，不算次数，请再输一次";
    stage_show(stage, "pin", NULL);
    stage_type(stage, "pin", "07123456");
    stage_tap(stage, "pin.submit");
    stage_answer_pin(stage, false);
    assert_string_equal(stage_label(stage, "pin.error"), words);
    attempt(stage, false);
    assert_string_not_equal(stage_label(stage, "pin.error"), words);
    stage_type(stage, "pin", "07123456");
    stage_tap(stage, "pin.submit");
    stage_wait(stage, 14);
    assert_false(stage_enabled(stage, "pin.submit"));
    stage_wait(stage, 2); // it never answers
    assert_string_equal(stage_label(stage, "pin.error"), words);
    assert_true(stage_enabled(stage, "pin.submit"));
}

static bool
holds(const void *data, size_t size, const char *text)
{
    return memmem(data, size, text, strlen(text)) != NULL;
}

static void
what_was_typed_is_wiped(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "pin", NULL);
    size_t size = stage->screen->data_size;
    stage_type(stage, "pin", "07918273");
    assert_true(holds(stage->data, size, "07918273"));
    stage_tap(stage, "pin.submit");
    assert_false(holds(stage->data, size, "918273"));
    answer(stage, false);
    stage_type(stage, "pin", "0791827");
    void *data = stage->data;
    struct screen_context context = {.store = stage->fixture->store};
    stage->screen->leave(&context, data);
    assert_false(holds(data, size, "91827"));
}

static void
there_is_a_way_home(void **state)
{
    struct stage *stage = *state;
    stage->state.enrolled = true;
    stage_show(stage, "pin", NULL);
    assert_string_equal(stage_label(stage, "pin.forgotten"),
                        "忘记 PIN 请联系中心管理员");
    stage_tap(stage, "pin.home");
    assert_int_equal(stage->asked.home, 1);
    stage->state.enrolled = false;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "pin.forgotten"),
                        "本机还没有登记到中心，暂时没有人能解锁");
}

static void
it_fits_in_every_look(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "pin", NULL);
    lock(stage);
    for (int i = 0; i < 4; i++) {
        stage->session.large = i % 2;
        stage_language(stage, i / 2 ? LANG_EN : LANG_ZH);
        stage_check_page(stage);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, stage_setup,              \
                                                stage_teardown)
#define WIDE(f) cmocka_unit_test_setup_teardown(f, stage_setup_wide,         \
                                                stage_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(eight_keys_then_submit),
        TEST(nothing_can_be_typed_while_it_is_checked),
        TEST(a_slow_check_offers_another_way),
        TEST(a_wrong_one_counts_down_to_the_lock),
        TEST(five_wrong_ones_lock_it_and_it_opens_by_itself),
        TEST(a_lock_outlives_leaving_and_restarts),
        TEST(the_hub_neither_ends_a_lock_nor_begins_it_again),
        TEST(the_centre_may_lift_a_lock),
        TEST(a_check_that_fails_is_not_called_wrong),
        TEST(what_was_typed_is_wiped),
        TEST(there_is_a_way_home),
        TEST(it_fits_in_every_look),
        WIDE(eight_keys_then_submit),
        WIDE(it_fits_in_every_look),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
