// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
the_whole_screen_starts(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "attract", NULL);
    const struct ui_node *start = stage_node(stage, "attract.start");
    assert_int_equal(start->rect.w, 1080);
    assert_int_equal(start->rect.h, 1920);
    assert_true(stage_touch(stage, 20, 1900, 400));
    assert_true(stage_at(stage, "home"));
}

static void
highlights_change_every_eight_seconds(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "attract", NULL);
    assert_string_equal(stage_label(stage, "attract.highlight"),
                        "博士、硕士一次性安家费 10 万元");
    assert_string_equal(stage_label(stage, "attract.highlight.tag"),
                        "全职引进 · 校园引才平台");
    stage_pass(stage, 7999);
    assert_string_equal(stage_label(stage, "attract.highlight"),
                        "博士、硕士一次性安家费 10 万元");
    stage_pass(stage, 1);
    assert_string_equal(stage_label(stage, "attract.highlight"),
                        "市级人才公寓");
}

static void
it_tells_the_truth_about_the_network(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "attract", NULL);
    assert_string_equal(stage_label(stage, "attract.status"), "已同步");
    stage->state.online = false;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "attract.status"), "离线可用");
    stage->state.online = true;
    stage->state.pending = 3;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "attract.status"), "待传 3");
}

static void
tibetan_greets_on_every_page(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "attract", NULL);
    assert_string_equal(stage_label(stage, "attract.invite.bo"),
                        "བཀྲ་ཤིས་བདེ་ལེགས།");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, hall_setup, stage_teardown)
        TEST(the_whole_screen_starts),
        TEST(highlights_change_every_eight_seconds),
        TEST(it_tells_the_truth_about_the_network),
        TEST(tibetan_greets_on_every_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
