// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stage.h"

static void
it_says_why_and_what_else_there_is(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "out_of_service", "正在换纸");
    assert_string_equal(stage_label(stage, "out_of_service.reason"),
                        "正在换纸");
    assert_non_null(stage_node(stage, "out_of_service.desk"));
    assert_string_equal(stage_value(stage, "header.status"),
                        "out_of_service");
    assert_false(stage_enabled(stage, "bar.home"));
    assert_false(stage_enabled(stage, "bar.back"));
    assert_true(stage_enabled(stage, "bar.help"));
    stage_check_page(stage);
    stage_show(stage, "out_of_service", NULL);
    assert_string_equal(stage_label(stage, "out_of_service.reason"),
                        "工作人员正在处理");
    stage_check_page(stage);
}

static void
a_call_for_staff_is_answered_on_the_page(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "out_of_service", NULL);
    stage_tap(stage, "out_of_service.call");
    assert_string_equal(stage->asked.call, "out_of_service");
    stage->state.enrolled = true;
    stage->state.pending = 1; // nobody has heard of it yet
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "out_of_service.called"),
                        "已记下，还没有送到");
    assert_string_equal(stage_value(stage, "out_of_service.called"),
                        "请直接到咨询台。");
    stage_check_page(stage);
    stage->state.online = true;
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_label(stage, "out_of_service.called"),
                        "正在通知工作人员…");
    stage->state.pending = 0;
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_label(stage, "out_of_service.called"),
                        "已通知工作人员");
    stage_check_page(stage);
    stage->state.help_state = HELP_ANSWERED;
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_label(stage, "out_of_service.called"),
                        "工作人员已收到");
    // Whoever comes next may call too.
    stage_tap(stage, "out_of_service.call");
    stage_check_page(stage);
}

static void
it_fits_in_every_look(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < 8; i++) {
        stage->session.large = i & 1;
        stage->session.lang = i & 2 ? LANG_EN : LANG_ZH;
        stage->state.help_state = i & 4 ? HELP_ESCALATED : HELP_NONE;
        stage_show(stage, "out_of_service", NULL);
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
        TEST(it_says_why_and_what_else_there_is),
        TEST(a_call_for_staff_is_answered_on_the_page),
        TEST(it_fits_in_every_look),
        WIDE(it_says_why_and_what_else_there_is),
        WIDE(a_call_for_staff_is_answered_on_the_page),
        WIDE(it_fits_in_every_look),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
