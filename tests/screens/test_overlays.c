// SPDX-License-Identifier: Apache-2.0
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
help_lies_over_any_page(void **state)
{
    struct play *play = *state;
    play_go(play, "home", NULL);
    play->help = true;
    play_draw(play);
    assert_true(play_node(play, "help.call")->enabled);
    assert_true(play_node(play, "home.services")->covered);
    assert_false(play_node(play, "home.services")->enabled);
    assert_null(play_node(play, "help.state"));
    // Its switches show what is on.
    play->session.large = true;
    play_draw(play);
    assert_non_null(play_node(play, "help.large"));
}

static void
a_call_tells_how_it_stands(void **state)
{
    struct play *play = *state;
    const struct {
        enum help_state state;
        const char *value, *label;
    } cases[] = {
        {HELP_SENT, "sent", "已通知工作人员"},
        {HELP_ANSWERED, "answered", "工作人员已收到"},
        {HELP_ESCALATED, "escalated", "已再次通知值班负责人"},
    };
    play_go(play, "home", NULL);
    play->help = true;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        play->state.help_state = cases[i].state;
        play_draw(play);
        assert_string_equal(play_value(play, "help.state"),
                            cases[i].value);
        assert_string_equal(play_label(play, "help.state"),
                            cases[i].label);
        assert_string_equal(play_label(play, "help.call"), "再叫一次");
    }
}

static void
the_time_out_asks_and_counts(void **state)
{
    struct play *play = *state;
    play_go(play, "services", NULL);
    play->seconds_left = 14;
    play_draw(play);
    assert_string_equal(play_label(play, "dialog.timeout.line"),
                        "为保护您的信息，14 秒后将返回首页");
    assert_true(play_node(play, "dialog.timeout.continue")->enabled);
    assert_true(play_node(play, "dialog.timeout.end")->enabled);
    assert_false(play_node(play, "bar.home")->enabled);
    play->session.lang = LANG_EN;
    play_draw(play);
    assert_string_equal(play_label(play, "dialog.timeout"),
                        "Are you still there?");
}

static void
out_of_service_says_why_and_what_to_do(void **state)
{
    struct play *play = *state;
    play_go(play, "out_of_service", "正在换纸");
    assert_string_equal(play_label(play, "out_of_service.reason"),
                        "正在换纸");
    assert_string_equal(play_value(play, "header.status"),
                        "out_of_service");
    assert_false(play_node(play, "bar.home")->enabled);
    assert_true(play_node(play, "bar.help")->enabled);
    play_tap(play, "out_of_service.call");
    assert_int_equal(play->wishes.calls, 1);
    play_go(play, "out_of_service", NULL);
    assert_string_equal(play_label(play, "out_of_service.reason"),
                        "工作人员正在处理");
}

static void
only_offered_languages_are_shown(void **state)
{
    struct play *play = *state;
    play_go(play, "home", NULL);
    assert_non_null(play_node(play, "bar.language.bo"));
    play->state.languages[LANG_BO] = false;
    play_draw(play);
    assert_null(play_node(play, "bar.language.bo"));
    assert_string_equal(play_value(play, "bar.language.zh"), "chosen");
    play->state.languages[LANG_EN] = false;
    play_draw(play);
    assert_null(play_node(play, "bar.language.zh"));
}

static void
finish_stands_on_personal_pages_alone(void **state)
{
    struct play *play = *state;
    play_go(play, "home", NULL);
    assert_null(play_node(play, "bar.finish"));
    play_go(play, "services", NULL);
    assert_non_null(play_node(play, "bar.finish"));
    assert_string_equal(play_label(play, "bar.finish"), "结束");
}

static void
an_unknown_screen_is_not_found(void **state)
{
    (void)state;
    assert_null(screen_find("policies"));
    assert_null(screen_find(""));
    assert_non_null(screen_find("attract"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, play_setup, play_teardown)
        TEST(help_lies_over_any_page),
        TEST(a_call_tells_how_it_stands),
        TEST(the_time_out_asks_and_counts),
        TEST(out_of_service_says_why_and_what_to_do),
        TEST(only_offered_languages_are_shown),
        TEST(finish_stands_on_personal_pages_alone),
        TEST(an_unknown_screen_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
