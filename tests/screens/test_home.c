// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
only_ways_that_lead_somewhere_are_drawn(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "home", NULL);
    assert_non_null(stage_node(stage, "home.scan"));
    assert_non_null(stage_node(stage, "home.services"));
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++) {
        bool tile = nodes[i].role == UI_BUTTON
                    && strncmp(nodes[i].id, "home.", 5) == 0
                    && strcmp(nodes[i].id, "home.scan") != 0;
        assert_true(!tile || screen_find(nodes[i].id + 5));
    }
}

static void
both_ways_lead_on(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "home", NULL);
    stage_tap(stage, "home.scan");
    assert_true(stage_at(stage, "identify"));
    stage_show(stage, "home", NULL);
    stage_tap(stage, "home.services");
    assert_true(stage_at(stage, "services"));
}

static void
services_and_waiting_are_counted(void **state)
{
    struct stage *stage = *state;
    fixture_take(stage->fixture, "a");
    stage_show(stage, "home", NULL);
    // Who waits at the other kiosks is not known before the hub told.
    assert_string_equal(stage_value(stage, "home.services"), "2 项服务");
    hall_hub_heard(stage);
    stage_tell(stage, SCREEN_CHANGED);
    assert_string_equal(stage_value(stage, "home.services"),
                        "2 项 · 1 人等候");
    fixture_take(stage->fixture, "a");
    stage_tell(stage, SCREEN_CHANGED);
    assert_string_equal(stage_value(stage, "home.services"),
                        "2 项 · 2 人等候");
}

static void
offline_is_a_state_and_not_an_error(void **state)
{
    struct stage *stage = *state;
    stage->state.online = false;
    stage->state.pending = 3;
    stage_show(stage, "home", NULL);
    assert_string_equal(stage_label(stage, "home.offline"),
                        "网络暂时中断，照常可用");
    assert_string_equal(stage_value(stage, "home.offline"),
                        "取号、查政策都正常；3 条记录联网后自动上传");
    assert_string_equal(stage_label(stage, "header.status"),
                        "离线可用 · 待传 3");
    assert_string_equal(stage_value(stage, "header.status"), "offline");
    assert_true(stage_node(stage, "home.services")->enabled);
    stage->state.online = true;
    stage_tell(stage, SCREEN_STATE);
    assert_null(stage_node(stage, "home.offline"));
}

static void
the_hospital_offers_priority(void **state)
{
    struct stage *stage = *state;
    stage->state.profile = "hospital";
    stage_show(stage, "home", NULL);
    assert_string_equal(stage_label(stage, "home.title"),
                        "高层次人才优先服务");
    assert_string_equal(stage_label(stage, "home.scan"),
                        "刷人才卡，取优先号");
}

// Few words, and rows across the page.
static void
large_type_shows_rows(void **state)
{
    struct stage *stage = *state;
    stage->session.large = true;
    stage_show(stage, "home", NULL);
    assert_string_equal(stage_label(stage, "home.scan"), "刷人才卡");
    assert_int_equal(stage_node(stage, "home.services")->rect.w, 960);
    assert_int_equal(stage_node(stage, "home.scan")->rect.h, 240);
    stage_check_page(stage);
}

static void
the_page_speaks_the_chosen_language(void **state)
{
    struct stage *stage = *state;
    stage->session.lang = LANG_EN;
    stage_show(stage, "home", NULL);
    assert_string_equal(stage_label(stage, "home.title"),
                        "Hello. How can we help?");
    assert_string_equal(stage_label(stage, "bar.help"), "Help");
    assert_string_equal(stage_value(stage, "bar.language.en"), "chosen");
    // Tibetan waits for a translator: Chinese, with its own name marked.
    stage->session.lang = LANG_BO;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "home.title"),
                        "您好，今天想办什么？");
    assert_string_equal(stage_label(stage, "bar.language.bo"), "བོད་ཡིག");
    assert_string_equal(stage_value(stage, "bar.language.bo"), "chosen");
}

static void
the_site_name_is_there_to_be_held(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "home", NULL);
    const struct ui_node *site = stage_node(stage, "header.site");
    assert_true(site->hold);
    assert_true(site->rect.w >= 80 && site->rect.h >= 80);
    assert_string_equal(site->value, "大厅 1 号机");
    stage->state.demo = true;
    stage_draw(stage);
    assert_string_equal(stage_value(stage, "header.site"),
                        "大厅 1 号机 · 演示");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, hall_setup, stage_teardown)
        TEST(only_ways_that_lead_somewhere_are_drawn),
        TEST(both_ways_lead_on),
        TEST(services_and_waiting_are_counted),
        TEST(offline_is_a_state_and_not_an_error),
        TEST(the_hospital_offers_priority),
        TEST(large_type_shows_rows),
        TEST(the_page_speaks_the_chosen_language),
        TEST(the_site_name_is_there_to_be_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
