// SPDX-License-Identifier: Apache-2.0
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
only_ways_that_lead_somewhere_are_drawn(void **state)
{
    struct play *play = *state;
    play_go(play, "home", NULL);
    assert_non_null(play_node(play, "home.scan"));
    assert_non_null(play_node(play, "home.services"));
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(play->ui, &count);
    for (size_t i = 0; i < count; i++) {
        bool tile = nodes[i].role == UI_BUTTON
                    && strncmp(nodes[i].id, "home.", 5) == 0;
        assert_true(!tile || strcmp(nodes[i].id, "home.scan") == 0
                    || strcmp(nodes[i].id, "home.services") == 0);
    }
}

static void
both_ways_lead_on(void **state)
{
    struct play *play = *state;
    play_go(play, "home", NULL);
    play_tap(play, "home.scan");
    assert_true(play_at(play, "identify"));
    play_go(play, "home", NULL);
    play_tap(play, "home.services");
    assert_true(play_at(play, "services"));
}

static void
services_and_waiting_are_counted(void **state)
{
    struct play *play = *state;
    fixture_take(play->fixture, "a");
    play_go(play, "home", NULL);
    // Who waits at the other kiosks is not known before the hub told.
    assert_string_equal(play_value(play, "home.services"), "2 项服务");
    play_hub_heard(play);
    play_tell(play, SCREEN_CHANGED);
    assert_string_equal(play_value(play, "home.services"),
                        "2 项 · 1 人等候");
    fixture_take(play->fixture, "a");
    play_tell(play, SCREEN_CHANGED);
    assert_string_equal(play_value(play, "home.services"),
                        "2 项 · 2 人等候");
}

static void
offline_is_a_state_and_not_an_error(void **state)
{
    struct play *play = *state;
    play->state.online = false;
    play->state.pending = 3;
    play_go(play, "home", NULL);
    assert_string_equal(play_label(play, "home.offline"),
                        "网络暂时中断，照常可用");
    assert_string_equal(play_value(play, "home.offline"),
                        "取号正常；3 条记录联网后自动上传");
    assert_string_equal(play_label(play, "header.status"),
                        "离线可用 · 待传 3");
    assert_string_equal(play_value(play, "header.status"), "offline");
    assert_true(play_node(play, "home.services")->enabled);
    play->state.online = true;
    play_tell(play, SCREEN_STATE);
    assert_null(play_node(play, "home.offline"));
}

static void
the_page_speaks_the_chosen_language(void **state)
{
    struct play *play = *state;
    play->session.lang = LANG_EN;
    play_go(play, "home", NULL);
    assert_string_equal(play_label(play, "home.title"),
                        "Hello. How can we help?");
    assert_string_equal(play_label(play, "bar.help"), "Help");
    assert_string_equal(play_value(play, "bar.language.en"), "chosen");
    // Tibetan waits for a translator: Chinese, with its own name marked.
    play->session.lang = LANG_BO;
    play_draw(play);
    assert_string_equal(play_label(play, "home.title"),
                        "您好，今天想办什么？");
    assert_string_equal(play_label(play, "bar.language.bo"), "བོད་ཡིག");
    assert_string_equal(play_value(play, "bar.language.bo"), "chosen");
}

static void
the_site_name_is_there_to_be_held(void **state)
{
    struct play *play = *state;
    play_go(play, "home", NULL);
    const struct ui_node *site = play_node(play, "header.site");
    assert_true(site->hold);
    assert_true(site->rect.w >= 80 && site->rect.h >= 80);
    assert_string_equal(site->value, "大厅 1 号机");
    play->state.demo = true;
    play_draw(play);
    assert_string_equal(play_value(play, "header.site"),
                        "大厅 1 号机 · 演示");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, play_setup, play_teardown)
        TEST(only_ways_that_lead_somewhere_are_drawn),
        TEST(both_ways_lead_on),
        TEST(services_and_waiting_are_counted),
        TEST(offline_is_a_state_and_not_an_error),
        TEST(the_page_speaks_the_chosen_language),
        TEST(the_site_name_is_there_to_be_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
