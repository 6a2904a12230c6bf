// SPDX-License-Identifier: Apache-2.0
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/log.h"
#include "util/str.h"

static void
take(struct play *play, const char *service)
{
    play_go(play, "service", service);
    play_tap(play, "service.take");
    assert_true(play_at(play, "ticket"));
}

static void
the_number_is_to_be_remembered(void **state)
{
    struct play *play = *state;
    fixture_take(play->fixture, "a");
    play_hub_heard(play);
    take(play, "a");
    assert_string_equal(play_label(play, "ticket.number"), "A002");
    assert_string_equal(play_label(play, "ticket.ahead"), "1 人");
    assert_string_equal(play_value(play, "ticket.ahead"), "1");
    assert_string_equal(play_label(play, "ticket.slip"),
                        "请记住或拍下号码 A002");
    assert_string_equal(play_label(play, "ticket.service"),
                        "甲 · 您的号码");
}

static void
queued_is_never_shown_as_delivered(void **state)
{
    struct play *play = *state;
    play->state.online = false;
    take(play, "a");
    assert_string_equal(play_label(play, "ticket.state"),
                        "已记录，等待上传");
    play->session.lang = LANG_EN;
    play_draw(play);
    assert_string_equal(play_label(play, "ticket.state"),
                        "Recorded, waiting to be sent");
    play->session.lang = LANG_ZH;
    play->state.online = true; // connected, but not sent yet
    play_tell(play, SCREEN_STATE);
    assert_string_equal(play_label(play, "ticket.state"),
                        "已记录，等待上传");
    fixture_acknowledge(play->fixture);
    // What happens to others meanwhile says nothing about this one.
    fixture_take(play->fixture, "b");
    play_tell(play, SCREEN_STATE);
    assert_string_equal(play_label(play, "ticket.state"),
                        "已上传到中心");
}

static void
a_refused_record_is_not_called_delivered(void **state)
{
    struct play *play = *state;
    take(play, "a");
    play_refuse(play, "服务已停办", "The service was withdrawn");
    play_tell(play, SCREEN_STATE);
    assert_string_equal(play_label(play, "ticket.state"),
                        "已记录，请窗口帮您核对");
}

static void
a_kiosk_alone_keeps_the_record(void **state)
{
    struct play *play = *state;
    play->state.enrolled = false;
    play->state.online = false;
    take(play, "a");
    fixture_acknowledge(play->fixture);
    play_tell(play, SCREEN_STATE);
    assert_string_equal(play_label(play, "ticket.state"),
                        "已记录，等待上传");
}

static void
unknown_hours_ask_the_desk(void **state)
{
    struct play *play = *state;
    take(play, "a");
    assert_true(play->session.result.hours_unknown);
    assert_string_equal(play_value(play, "ticket.slip"),
                        "服务时间暂无公开信息，请咨询窗口");
}

static void
another_errand_is_another_visit(void **state)
{
    struct play *play = *state;
    char visit[UUID_SIZE];
    take(play, "a");
    str_copy(visit, sizeof(visit), play->session.visit.id);
    play_tap(play, "ticket.again");
    assert_true(play_at(play, "services"));
    assert_false(play->session.checked_in);
    assert_string_not_equal(play->session.visit.id, visit);
    play_tap(play, "services.item.b");
    play_tap(play, "service.take");
    assert_string_equal(play_label(play, "ticket.number"), "B001");
}

static void
done_ends_the_session(void **state)
{
    struct play *play = *state;
    take(play, "a");
    play_tap(play, "ticket.done");
    assert_int_equal(play->wishes.ends, 1);
    assert_string_equal(play->wishes.end_reason, "done");
}

static void
the_seconds_left_are_counted_down(void **state)
{
    struct play *play = *state;
    take(play, "a");
    assert_null(play_node(play, "ticket.countdown"));
    play->state.seconds_left = 20;
    play_draw(play);
    assert_string_equal(play_value(play, "ticket.countdown"), "20 秒");
}

static void
a_called_number_is_told(void **state)
{
    struct play *play = *state;
    take(play, "a");
    char body[512];
    str_format(body, sizeof(body),
               "{\"number\":\"A001\",\"service\":\"a\",\"class\":\"normal\","
               "\"day\":\"%s\",\"state\":\"called\",\"window\":\"2\","
               "\"issued_at\":\"2026-12-01T09:02:11.123+08:00\","
               "\"called_at\":\"2026-12-01T09:12:11.123+08:00\"}",
               play->session.result.ticket.day);
    struct change change = fixture_put(
        "ticket", play->session.result.ticket.id, 1, body);
    assert_int_equal(fixture_apply(play->fixture, &change, 1, "t.1").applied,
                     1);
    play_tell(play, SCREEN_CHANGED);
    assert_string_equal(play_label(play, "ticket.queue"), "正在叫您的号");
    assert_string_equal(play_value(play, "ticket.queue"), "called");
}

static void
without_a_number_there_is_no_page(void **state)
{
    struct play *play = *state;
    play_go(play, "ticket", NULL);
    assert_int_equal(play->wishes.homes, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, play_setup, play_teardown)
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
