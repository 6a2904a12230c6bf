// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/identify.h"

#define ID_NUMBER "890000198501010015"

static void
begin(struct stage *stage)
{
    stage_show(stage, "identify", NULL);
    stage_tap(stage, "identify.tab.id");
}

// True when `text` stands in any text of the page: drawn, or an element's.
static bool
page_tells(struct stage *stage, const char *text)
{
    const struct draw_list *list = ui_list(stage->ui);
    for (size_t i = 0; i < list->count; i++) {
        if (strstr(list->cmds[i].text, text)) {
            return true;
        }
    }
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++) {
        if (strstr(nodes[i].label, text) || strstr(nodes[i].value, text)) {
            return true;
        }
    }
    return false;
}

static void
the_card_page_tells_how_and_leads_on(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "identify", NULL);
    assert_string_equal(stage_value(stage, "identify.tab.card"), "chosen");
    stage->state.has_scanner = true;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "identify.reader"),
                        "扫码窗已就绪");
    assert_non_null(stage_node(stage, "identify.step.3"));
    stage_tap(stage, "identify.no_card");
    assert_string_equal(stage_value(stage, "identify.tab.id"), "chosen");
}

static void
without_a_reader_the_page_offers_other_ways(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "identify", NULL);
    assert_string_equal(stage_label(stage, "identify.title"),
                        "这台终端暂时不能刷卡");
    assert_string_equal(stage_label(stage, "identify.reader"),
                        "扫码窗没有接好");
    assert_null(stage_node(stage, "identify.step.1"));
    stage_tap(stage, "identify.call");
    assert_string_equal(stage->asked.call, "identify");
    stage_tap(stage, "identify.way.phone");
    assert_string_equal(stage_value(stage, "identify.tab.phone"), "chosen");
    stage_tap(stage, "identify.tab.card");
    stage_tap(stage, "identify.way.id");
    assert_string_equal(stage_value(stage, "identify.tab.id"), "chosen");
    stage_tap(stage, "identify.tab.card");
    stage_tap(stage, "identify.way.guest");
    assert_true(stage_at(stage, "services"));
}

// True when `text` is drawn as a text of its own.
static bool
page_draws(struct stage *stage, const char *text)
{
    const struct draw_list *list = ui_list(stage->ui);
    for (size_t i = 0; i < list->count; i++) {
        if (list->cmds[i].op == DRAW_TEXT
            && strcmp(list->cmds[i].text, text) == 0
            && rect_contains(stage_node(stage, "identify.field")->rect,
                             list->cmds[i].rect.x, list->cmds[i].rect.y)) {
            return true;
        }
    }
    return false;
}

static void
what_a_number_is_used_for_is_told_before_it_is_typed(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    const char *privacy = stage_label(stage, "identify.privacy");
    assert_non_null(strstr(privacy, "离开后立即清除"));
    assert_non_null(strstr(privacy, "第 2 版"));
    assert_null(stage_node(stage, "bar.finish"));
    stage_type(stage, "identify", "8");
    assert_non_null(stage_node(stage, "bar.finish"));
}

static void
only_the_first_and_for_a_second_the_newest_show(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    stage_type(stage, "identify", "89237");
    assert_true(page_draws(stage, "8"));
    assert_true(page_draws(stage, "7"));
    assert_false(page_draws(stage, "9"));
    assert_string_equal(stage_value(stage, "identify.field"), "5");
    assert_null(stage_node(stage, "identify.error"));
    stage_pass(stage, 1000);
    assert_true(page_draws(stage, "8"));
    assert_false(page_draws(stage, "7"));
    assert_false(page_tells(stage, "89"));
}

static void
a_mistyped_digit_is_explained_at_once(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    stage_type(stage, "identify", "89000019850101001");
    assert_null(stage_node(stage, "identify.error"));
    stage_type(stage, "identify", "6");
    assert_string_equal(stage_label(stage, "identify.error"),
                        "号码里有一位输错了");
    assert_string_equal(stage_value(stage, "identify.error"),
                        "请对照证件逐位核对，按删除键改正");
    stage_tap(stage, "identify.submit");
    assert_true(stage_at(stage, "identify"));
    assert_false(stage->session.identified);
    stage_tap(stage, "identify.key.delete");
    assert_null(stage_node(stage, "identify.error"));
    stage_type(stage, "identify", "5");
    assert_null(stage_node(stage, "identify.error"));
}

static void
an_impossible_date_is_told_with_its_digits(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    stage_type(stage, "identify", "89000019900229");
    assert_string_equal(stage_label(stage, "identify.error"),
                        "第 7 到 14 位不是真实的出生日期");
    stage->session.lang = LANG_EN;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "identify.error"),
                        "Digits 7 to 14 are not a real date of birth");
}

static void
too_early_and_too_old_are_told_apart(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    stage_tap(stage, "identify.submit");
    assert_string_equal(stage_label(stage, "identify.error"),
                        "还没有输入号码");
    stage_type(stage, "identify", "8900001985");
    stage_tap(stage, "identify.submit");
    assert_string_equal(stage_label(stage, "identify.error"), "还差 8 位");
    stage_show(stage, "identify", "id");
    stage_type(stage, "identify", "890000850101001");
    stage_tap(stage, "identify.submit");
    assert_string_equal(stage_label(stage, "identify.error"),
                        "这是 15 位的旧号码");
    assert_true(stage_at(stage, "identify"));
}

static void
a_person_of_the_roster_is_recognised(void **state)
{
    struct stage *stage = *state;
    hall_roster(stage);
    begin(stage);
    stage_type(stage, "identify", ID_NUMBER);
    stage_tap(stage, "identify.submit");
    assert_true(stage_at(stage, "person"));
    assert_true(stage->session.identified);
    assert_true(stage->session.on_roster);
    assert_string_equal(stage->session.visit.talent, "t-1");
    assert_int_equal(stage->session.visit.identity, VISIT_BY_ID);
    assert_int_equal(stage->session.visit.consent_rev, 2);
    assert_string_equal(stage->session.number_mask, "8****15");
    assert_string_not_equal(stage->session.person_key, "");
}

static void
by_phone_too_and_only_where_it_is_known(void **state)
{
    struct stage *stage = *state;
    hall_roster(stage);
    stage_show(stage, "identify", "phone");
    assert_null(stage_node(stage, "identify.key.x"));
    stage_type(stage, "identify", "25");
    assert_string_equal(stage_label(stage, "identify.error"),
                        "这不像一个电话号码");
    stage_tap(stage, "identify.key.delete");
    stage_tap(stage, "identify.key.delete");
    stage_type(stage, "identify", "15400000001");
    stage_tap(stage, "identify.submit");
    assert_true(stage->session.on_roster);
    assert_int_equal(stage->session.visit.identity, VISIT_BY_PHONE);
    stage_show(stage, "identify", "phone");
    stage_type(stage, "identify", "15400000002");
    stage_tap(stage, "identify.submit");
    assert_true(stage_at(stage, "person"));
    assert_false(stage->session.on_roster);
    assert_string_equal(stage->session.visit.talent, "");
}

static void
the_check_character_may_be_x(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    stage_type(stage, "identify", "89000019770707006X");
    assert_null(stage_node(stage, "identify.error"));
    stage_tap(stage, "identify.submit");
    assert_true(stage_at(stage, "person"));
    stage_show(stage, "identify", "id");
    stage_type(stage, "identify", "8X");
    assert_string_equal(stage_label(stage, "identify.error"),
                        "X 只会是第 18 位");
}

static void
a_guest_needs_no_number(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    stage_type(stage, "identify", "8900");
    stage_tap(stage, "identify.tab.guest");
    assert_true(stage_at(stage, "services"));
    assert_int_equal(stage->session.visit.identity, VISIT_AS_GUEST);
    assert_false(stage->session.identified);
    assert_string_equal(stage->session.person_key, "");
    assert_int_equal(stage->session.visit.consent_rev, 0);
}

static void
nothing_typed_outlives_the_page(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    stage_type(stage, "identify", "890000198501");
    // Another kind of number begins empty.
    stage_tap(stage, "identify.tab.phone");
    assert_string_equal(stage_value(stage, "identify.field"), "0");
    stage_tap(stage, "identify.tab.id");
    stage_type(stage, "identify", ID_NUMBER);
    struct identify_data *data = stage->data;
    assert_int_equal(data->length, 18);
    struct screen_context none = {0};
    stage->screen->leave(&none, data);
    const unsigned char zero[IDENTIFY_TYPED_SIZE] = {0};
    assert_memory_equal(data->typed, zero, sizeof(zero));
    assert_int_equal(data->length, 0);
}

static void
more_than_a_number_holds_is_not_taken(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    stage_type(stage, "identify", ID_NUMBER);
    stage_type(stage, "identify", "99999");
    assert_string_equal(stage_value(stage, "identify.field"), "18");
    assert_null(stage_node(stage, "identify.error"));
}

static void
the_same_key_twice_is_two_digits(void **state)
{
    struct stage *stage = *state;
    begin(stage);
    struct rect key = stage_node(stage, "identify.key.1")->rect;
    assert_true(stage_touch(stage, key.x + 9, key.y + 9, 400));
    assert_true(stage_touch(stage, key.x + 9, key.y + 9, 90));
    assert_string_equal(stage_value(stage, "identify.field"), "2");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, hall_setup, stage_teardown)
        TEST(the_card_page_tells_how_and_leads_on),
        TEST(without_a_reader_the_page_offers_other_ways),
        TEST(what_a_number_is_used_for_is_told_before_it_is_typed),
        TEST(only_the_first_and_for_a_second_the_newest_show),
        TEST(a_mistyped_digit_is_explained_at_once),
        TEST(an_impossible_date_is_told_with_its_digits),
        TEST(too_early_and_too_old_are_told_apart),
        TEST(a_person_of_the_roster_is_recognised),
        TEST(by_phone_too_and_only_where_it_is_known),
        TEST(the_check_character_may_be_x),
        TEST(a_guest_needs_no_number),
        TEST(nothing_typed_outlives_the_page),
        TEST(more_than_a_number_holds_is_not_taken),
        TEST(the_same_key_twice_is_two_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
