// SPDX-License-Identifier: Apache-2.0
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"

static size_t
events_of(struct play *play, const char *type)
{
    size_t count = 0, found = 0;
    char wanted[64];
    char *pending = fixture_pending(play->fixture, &count);
    str_format(wanted, sizeof(wanted), "\"type\":\"%s\"", type);
    for (const char *at = pending; (at = strstr(at, wanted)); at++) {
        found++;
    }
    free(pending);
    return found;
}

static void
put_service(struct play *play, int64_t rev, const char *more)
{
    char body[1024], cursor[16];
    str_format(body, sizeof(body),
               "{\"letter\":\"A\",\"name\":{\"zh\":\"甲\"},\"summary\":"
               "{\"zh\":\"甲\"},\"class\":\"normal\",\"sites\":[\"hall\"],"
               "\"icon\":\"wallet\",\"order\":2,%s}",
               more);
    str_format(cursor, sizeof(cursor), "v.%d", (int)rev);
    struct change change = fixture_put("service", "a", rev, body);
    assert_int_equal(fixture_apply(play->fixture, &change, 1, cursor).applied,
                     1);
}

static void
put_hours(struct play *play, const char *hours)
{
    char body[512];
    str_format(body, sizeof(body),
               "{\"name\":{\"zh\":\"厅\"},\"profile\":\"hall\",%s"
               "\"holidays\":[],\"last_ticket\":null,\"windows\":[],"
               "\"phone\":null,\"kiosks\":1}",
               hours);
    struct change change = fixture_put("site", "hall", 2, body);
    assert_int_equal(fixture_apply(play->fixture, &change, 1, "h.1").applied,
                     1);
}

static void
the_number_is_committed_before_it_is_shown(void **state)
{
    struct play *play = *state;
    play_go(play, "service", "a");
    play_tap(play, "service.take");
    assert_true(play_at(play, "ticket"));
    assert_true(play->session.checked_in);
    assert_int_equal(play->wishes.pokes, 1);
    assert_int_equal(events_of(play, "visit.checked_in"), 1);
    assert_int_equal(events_of(play, "ticket.issued"), 1);
    struct ticket ticket;
    assert_int_equal(ticket_get(play->fixture->store,
                                play->session.result.ticket.id, &ticket),
                     ERR_OK);
    assert_string_equal(play_label(play, "ticket.number"), ticket.number);
}

// Twice in a hurry: the second tap lands on a page that changed, and if it
// reached this screen it would carry the same visit.
static void
a_double_tap_makes_one_ticket(void **state)
{
    struct play *play = *state;
    play_go(play, "service", "a");
    struct rect take = play_node(play, "service.take")->rect;
    int x = take.x + take.w / 2, y = take.y + take.h / 2;
    assert_true(play_touch(play, x, y, 400));
    assert_false(play_touch(play, x, y, 120));
    assert_true(play_at(play, "ticket"));
    assert_int_equal(events_of(play, "ticket.issued"), 1);
}

static void
the_same_visit_twice_is_one_ticket(void **state)
{
    struct play *play = *state;
    play_go(play, "service", "a");
    struct visit visit = play->session.visit;
    play_tap(play, "service.take");
    char number[8];
    str_copy(number, sizeof(number), play_label(play, "ticket.number"));
    // As if a second tap had been on its way already.
    str_copy(visit.service, sizeof(visit.service), "a");
    visit.identity = VISIT_AS_GUEST;
    struct check_in_result again;
    assert_int_equal(visit_check_in(play->fixture->store, &visit, "",
                                    &again), ERR_OK);
    assert_string_equal(again.ticket.number, number);
    assert_int_equal(events_of(play, "ticket.issued"), 1);
}

static void
coming_back_is_another_errand(void **state)
{
    struct play *play = *state;
    char first[UUID_SIZE];
    play_go(play, "service", "a");
    play_tap(play, "service.take");
    str_copy(first, sizeof(first), play->session.visit.id);
    play_go(play, "service", "b");
    assert_string_not_equal(play->session.visit.id, first);
    assert_int_equal(events_of(play, "visit.ended"), 1);
    play_tap(play, "service.take");
    assert_true(play_at(play, "ticket"));
    assert_string_equal(play_label(play, "ticket.number"), "B001");
    assert_int_equal(events_of(play, "ticket.issued"), 2);
}

static void
one_open_ticket_a_person_and_service(void **state)
{
    struct play *play = *state;
    play->session.identified = true;
    play->session.visit.identity = VISIT_BY_ID;
    play->session.visit.consent_rev = 2;
    str_copy(play->session.person_key, sizeof(play->session.person_key),
             "someone");
    play_go(play, "service", "a");
    play_tap(play, "service.take");
    assert_string_equal(play_label(play, "ticket.title"), "取号成功");
    play_go(play, "service", "a");
    play_tap(play, "service.take");
    assert_string_equal(play_label(play, "ticket.title"),
                        "您已经取过号");
    assert_string_equal(play_label(play, "ticket.number"), "A001");
    assert_int_equal(events_of(play, "ticket.issued"), 1);
}

static void
closed_says_when_it_opens(void **state)
{
    struct play *play = *state;
    int today = timestamp_weekday(clock_now_ms());
    char hours[96];
    str_format(hours, sizeof(hours),
               "\"hours\":[{\"days\":[%d],\"from\":\"09:00\",\"to\":"
               "\"17:00\"}],",
               today % 7 + 1);
    put_hours(play, hours);
    play_go(play, "service", "a");
    play_tap(play, "service.take");
    assert_true(play_at(play, "service"));
    assert_string_equal(play_label(play, "service.refusal"),
                        "现在不在服务时间");
    assert_non_null(strstr(play_value(play, "service.refusal"), "09:00"));
    assert_false(play_node(play, "service.take")->enabled);
    assert_int_equal(events_of(play, "ticket.issued"), 0);
    // Every refusal has a way on.
    play_tap(play, "service.other");
    assert_true(play_at(play, "services"));
}

static void
a_used_up_quota_is_told(void **state)
{
    struct play *play = *state;
    put_service(play, 2, "\"materials\":[],\"quota\":1");
    fixture_take(play->fixture, "a");
    play_go(play, "service", "a");
    play_tap(play, "service.take");
    assert_string_equal(play_label(play, "service.refusal"),
                        "这项服务今天的号已取完");
    play_tap(play, "service.call");
    assert_int_equal(play->wishes.calls, 1);
}

static void
a_service_withdrawn_meanwhile_is_told(void **state)
{
    struct play *play = *state;
    play_go(play, "service", "a");
    struct change gone = fixture_del("service", "a", 2);
    fixture_apply(play->fixture, &gone, 1, "v.9");
    play_tap(play, "service.take");
    assert_string_equal(play_label(play, "service.refusal"),
                        "这项服务已停办");
    play_tell(play, SCREEN_CHANGED);
    assert_string_equal(play_label(play, "service.title"),
                        "这项服务已停办");
    assert_false(play_node(play, "service.take")->enabled);
}

static void
nothing_committed_is_told_as_such(void **state)
{
    struct play *play = *state;
    play->session.identified = true; // and no consent: the rule refuses
    play_go(play, "service", "a");
    play_tap(play, "service.take");
    assert_true(play_at(play, "service"));
    assert_string_equal(play_label(play, "service.refusal"),
                        "号码没有取成，也没有记录");
    assert_true(play_node(play, "service.take")->enabled);
    assert_int_equal(events_of(play, "ticket.issued"), 0);
}

static void
materials_are_ticked_and_never_a_gate(void **state)
{
    struct play *play = *state;
    put_service(play, 2,
                "\"materials\":[{\"name\":{\"zh\":\"有效身份证件\"},\"note\":"
                "{\"zh\":\"原件\"}},{\"name\":{\"zh\":\"学历学位证明\"},"
                "\"note\":{\"zh\":\"\"}}]");
    play_go(play, "service", "a");
    assert_string_equal(play_label(play, "service.material.1"),
                        "有效身份证件");
    assert_string_equal(play_value(play, "service.material.1"), "off");
    play_tap(play, "service.material.1");
    assert_string_equal(play_value(play, "service.material.1"), "on");
    play_tap(play, "service.material.1");
    assert_string_equal(play_value(play, "service.material.1"), "off");
    assert_true(play_node(play, "service.take")->enabled);
}

static void
no_fee_and_no_waiting_time_without_data(void **state)
{
    struct play *play = *state;
    play_go(play, "service", "a");
    assert_string_equal(play_label(play, "service.fee"),
                        "暂无公开信息，请咨询窗口");
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(play->ui, &count);
    for (size_t i = 0; i < count; i++) {
        assert_null(strstr(nodes[i].label, "分钟"));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, play_setup, play_teardown)
        TEST(the_number_is_committed_before_it_is_shown),
        TEST(a_double_tap_makes_one_ticket),
        TEST(the_same_visit_twice_is_one_ticket),
        TEST(coming_back_is_another_errand),
        TEST(one_open_ticket_a_person_and_service),
        TEST(closed_says_when_it_opens),
        TEST(a_used_up_quota_is_told),
        TEST(a_service_withdrawn_meanwhile_is_told),
        TEST(nothing_committed_is_told_as_such),
        TEST(materials_are_ticked_and_never_a_gate),
        TEST(no_fee_and_no_waiting_time_without_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
