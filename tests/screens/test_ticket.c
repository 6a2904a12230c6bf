// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/log.h"
#include "util/str.h"

static void
take(struct stage *stage, const char *service)
{
    stage_show(stage, "service", service);
    stage_tap(stage, "service.take");
    assert_true(stage_at(stage, "ticket"));
}

static void
the_number_is_to_be_remembered(void **state)
{
    struct stage *stage = *state;
    fixture_take(stage->fixture, "a");
    hall_hub_heard(stage);
    take(stage, "a");
    assert_string_equal(stage_label(stage, "ticket.number"), "A002");
    assert_string_equal(stage_label(stage, "ticket.ahead"), "1 人");
    assert_string_equal(stage_value(stage, "ticket.ahead"), "1");
    assert_string_equal(stage_label(stage, "ticket.slip"),
                        "请记住或拍下号码 A002");
    assert_string_equal(stage_label(stage, "ticket.service"),
                        "甲 · 您的号码");
}

static void
queued_is_never_shown_as_delivered(void **state)
{
    struct stage *stage = *state;
    stage->state.online = false;
    take(stage, "a");
    assert_string_equal(stage_label(stage, "ticket.state"),
                        "已记录，等待上传");
    stage->session.lang = LANG_EN;
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "ticket.state"),
                        "Recorded, waiting to be sent");
    stage->session.lang = LANG_ZH;
    stage->state.online = true; // connected, but not sent yet
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_label(stage, "ticket.state"),
                        "已记录，等待上传");
    fixture_acknowledge(stage->fixture);
    // What happens to others meanwhile says nothing about this one.
    fixture_take(stage->fixture, "b");
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_label(stage, "ticket.state"),
                        "已上传到中心");
}

static void
a_refused_record_is_not_called_delivered(void **state)
{
    struct stage *stage = *state;
    take(stage, "a");
    hall_refuse(stage, "服务已停办", "The service was withdrawn");
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_label(stage, "ticket.state"),
                        "已记录，请窗口帮您核对");
}

static void
a_kiosk_alone_keeps_the_record(void **state)
{
    struct stage *stage = *state;
    stage->state.enrolled = false;
    stage->state.online = false;
    take(stage, "a");
    fixture_acknowledge(stage->fixture);
    stage_tell(stage, SCREEN_STATE);
    assert_string_equal(stage_label(stage, "ticket.state"),
                        "已记录，等待上传");
}

static void
unknown_hours_ask_the_desk(void **state)
{
    struct stage *stage = *state;
    take(stage, "a");
    assert_true(stage->session.result.hours_unknown);
    assert_string_equal(stage_value(stage, "ticket.slip"),
                        "服务时间暂无公开信息，请咨询窗口");
}

static void
another_errand_is_another_visit(void **state)
{
    struct stage *stage = *state;
    char visit[UUID_SIZE];
    take(stage, "a");
    str_copy(visit, sizeof(visit), stage->session.visit.id);
    stage_tap(stage, "ticket.again");
    assert_true(stage_at(stage, "services"));
    assert_false(stage->session.checked_in);
    assert_string_not_equal(stage->session.visit.id, visit);
    stage_tap(stage, "services.item.b");
    stage_tap(stage, "service.take");
    assert_string_equal(stage_label(stage, "ticket.number"), "B001");
}

static void
done_ends_the_session(void **state)
{
    struct stage *stage = *state;
    take(stage, "a");
    stage_tap(stage, "ticket.done");
    assert_int_equal(stage->asked.ends, 1);
    assert_string_equal(stage->asked.end, "done");
}

static void
the_seconds_left_are_counted_down(void **state)
{
    struct stage *stage = *state;
    take(stage, "a");
    assert_null(stage_node(stage, "ticket.countdown"));
    stage->state.seconds_left = 20;
    stage_draw(stage);
    assert_string_equal(stage_value(stage, "ticket.countdown"), "20 秒");
}

static void
a_called_number_is_told(void **state)
{
    struct stage *stage = *state;
    take(stage, "a");
    char body[512];
    str_format(body, sizeof(body),
               "{\"number\":\"A001\",\"service\":\"a\",\"class\":\"normal\","
               "\"day\":\"%s\",\"state\":\"called\",\"window\":\"2\","
               "\"issued_at\":\"2026-12-01T09:02:11.123+08:00\","
               "\"called_at\":\"2026-12-01T09:12:11.123+08:00\"}",
               stage->session.result.ticket.day);
    struct change change = fixture_put(
        "ticket", stage->session.result.ticket.id, 1, body);
    assert_int_equal(fixture_apply(stage->fixture, &change, 1, "t.1").applied,
                     1);
    stage_tell(stage, SCREEN_CHANGED);
    assert_string_equal(stage_label(stage, "ticket.queue"), "正在叫您的号");
    assert_string_equal(stage_value(stage, "ticket.queue"), "called");
}

static void
without_a_number_there_is_no_page(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "ticket", NULL);
    assert_int_equal(stage->asked.home, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, hall_setup, stage_teardown)
        TEST(the_number_is_to_be_remembered),
        TEST(queued_is_never_shown_as_delivered),
        TEST(a_refused_record_is_not_called_delivered),
        TEST(a_kiosk_alone_keeps_the_record),
        TEST(unknown_hours_ask_the_desk),
        TEST(another_errand_is_another_visit),
        TEST(done_ends_the_session),
        TEST(the_seconds_left_are_counted_down),
        TEST(a_called_number_is_told),
        TEST(without_a_number_there_is_no_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
