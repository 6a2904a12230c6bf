// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "util/str.h"

static void
help_lies_over_any_page(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "home", NULL);
    stage->help = true;
    stage_draw(stage);
    assert_true(stage_node(stage, "help.call")->enabled);
    assert_true(stage_node(stage, "home.services")->covered);
    assert_false(stage_node(stage, "home.services")->enabled);
    assert_null(stage_node(stage, "help.state"));
    // Its switches show what is on.
    stage->session.large = true;
    stage_draw(stage);
    assert_non_null(stage_node(stage, "help.large"));
}

static void
low_reach_brings_the_sheet_into_reach(void **state)
{
    struct stage *stage = *state;
    size_t count;
    stage_show(stage, "home", NULL);
    stage->help = true;
    stage->session.low_reach = true;
    for (int i = 0; i < 4; i++) {
        stage->state.help_state = i;
        stage_draw(stage);
        const struct ui_node *nodes = ui_nodes(stage->ui, &count);
        for (size_t k = 0; k < count; k++) {
            if (nodes[k].enabled && nodes[k].role <= UI_FIELD) {
                assert_true(nodes[k].rect.y >= 840);
            }
        }
        stage_check_page(stage);
    }
}

static void
a_call_tells_how_it_stands(void **state)
{
    struct stage *stage = *state;
    const struct {
        enum help_state state;
        const char *value, *label, *button;
    } cases[] = {
        {HELP_SENT, "sent", "已通知工作人员", "help.call"},
        {HELP_ANSWERED, "answered", "工作人员已收到", NULL},
        {HELP_ESCALATED, "escalated", "已再次通知值班负责人",
         "help.ticket"},
    };
    stage_show(stage, "home", NULL);
    stage->help = true;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        stage->state.help_state = cases[i].state;
        stage_draw(stage);
        assert_string_equal(stage_value(stage, "help.state"),
                            cases[i].value);
        assert_string_equal(stage_label(stage, "help.state"),
                            cases[i].label);
        assert_int_equal(stage_node(stage, "help.call") != NULL,
                         str_equal(cases[i].button, "help.call"));
        assert_int_equal(stage_node(stage, "help.ticket") != NULL,
                         str_equal(cases[i].button, "help.ticket"));
    }
    // Nobody is sent to take a number where none are given.
    stage->state.out = true;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "help.call"), "再叫一次");
}

static void
nobody_is_told_before_the_hub_heard(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "home", NULL);
    stage->help = true;
    stage->state.help_state = HELP_SENT;
    stage->state.pending = 1;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "help.state"),
                        "正在通知工作人员…");
    stage->state.online = false;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "help.state"),
                        "已记下，还没有送到");
    assert_string_equal(stage_label(stage, "help.state.text"),
                        "请直接到咨询台。");
}

static void
the_time_out_asks_and_counts(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "services", NULL);
    stage->seconds_left = 14;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "dialog.timeout.line"),
                        "为保护您的信息，14 秒后将返回首页");
    assert_true(stage_node(stage, "dialog.timeout.continue")->enabled);
    assert_true(stage_node(stage, "dialog.timeout.end")->enabled);
    assert_false(stage_node(stage, "bar.home")->enabled);
    stage->session.lang = LANG_EN;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "dialog.timeout"),
                        "Are you still there?");
}

static void
out_of_service_says_why_and_what_to_do(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "out_of_service", "正在换纸");
    assert_string_equal(stage_label(stage, "out_of_service.reason"),
                        "正在换纸");
    assert_string_equal(stage_value(stage, "header.status"),
                        "out_of_service");
    assert_false(stage_node(stage, "bar.home")->enabled);
    assert_true(stage_node(stage, "bar.help")->enabled);
    stage_tap(stage, "out_of_service.call");
    assert_int_equal(stage->asked.calls, 1);
    stage_show(stage, "out_of_service", NULL);
    assert_string_equal(stage_label(stage, "out_of_service.reason"),
                        "工作人员正在处理");
}

static void
only_offered_languages_are_shown(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "home", NULL);
    assert_non_null(stage_node(stage, "bar.language.bo"));
    stage->state.languages[LANG_BO] = false;
    stage_draw(stage);
    assert_null(stage_node(stage, "bar.language.bo"));
    assert_string_equal(stage_value(stage, "bar.language.zh"), "chosen");
    stage->state.languages[LANG_EN] = false;
    stage_draw(stage);
    assert_null(stage_node(stage, "bar.language.zh"));
}

static void
finish_stands_on_personal_pages_alone(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "home", NULL);
    assert_null(stage_node(stage, "bar.finish"));
    stage_show(stage, "services", NULL);
    assert_non_null(stage_node(stage, "bar.finish"));
    assert_string_equal(stage_label(stage, "bar.finish"), "结束");
}

static void
an_unknown_screen_is_not_found(void **state)
{
    (void)state;
    assert_null(screen_find("nowhere"));
    assert_null(screen_find(""));
    assert_non_null(screen_find("attract"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, hall_setup, stage_teardown)
        TEST(help_lies_over_any_page),
        TEST(low_reach_brings_the_sheet_into_reach),
        TEST(a_call_tells_how_it_stands),
        TEST(nobody_is_told_before_the_hub_heard),
        TEST(the_time_out_asks_and_counts),
        TEST(out_of_service_says_why_and_what_to_do),
        TEST(only_offered_languages_are_shown),
        TEST(finish_stands_on_personal_pages_alone),
        TEST(an_unknown_screen_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
