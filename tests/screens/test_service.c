// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"

static size_t
events_of(struct stage *stage, const char *type)
{
    size_t count = 0, found = 0;
    char wanted[64];
    char *pending = fixture_pending(stage->fixture, &count);
    str_format(wanted, sizeof(wanted), "\"type\":\"%s\"", type);
    for (const char *at = pending; (at = strstr(at, wanted)); at++) {
        found++;
    }
    free(pending);
    return found;
}

static void
put_service(struct stage *stage, int64_t rev, const char *more)
{
    char body[1024], cursor[16];
    str_format(body, sizeof(body),
               "{\"letter\":\"A\",\"name\":{\"zh\":\"甲\"},\"summary\":"
               "{\"zh\":\"甲\"},\"class\":\"normal\",\"sites\":[\"hall\"],"
               "\"icon\":\"wallet\",\"order\":2,%s}",
               more);
    str_format(cursor, sizeof(cursor), "v.%d", (int)rev);
    struct change change = fixture_put("service", "a", rev, body);
    assert_int_equal(fixture_apply(stage->fixture, &change, 1, cursor).applied,
                     1);
}

static void
put_hours(struct stage *stage, const char *hours)
{
    char body[512];
    str_format(body, sizeof(body),
               "{\"name\":{\"zh\":\"厅\"},\"profile\":\"hall\",%s"
               "\"holidays\":[],\"last_ticket\":null,\"windows\":[],"
               "\"phone\":null,\"kiosks\":1}",
               hours);
    struct change change = fixture_put("site", "hall", 2, body);
    assert_int_equal(fixture_apply(stage->fixture, &change, 1, "h.1").applied,
                     1);
}

static void
the_number_is_committed_before_it_is_shown(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "service", "a");
    stage_tap(stage, "service.take");
    assert_true(stage_at(stage, "ticket"));
    assert_true(stage->session.checked_in);
    assert_int_equal(stage->asked.poke, 1);
    assert_int_equal(events_of(stage, "visit.checked_in"), 1);
    assert_int_equal(events_of(stage, "ticket.issued"), 1);
    struct ticket ticket;
    assert_int_equal(ticket_get(stage->fixture->store,
                                stage->session.result.ticket.id, &ticket),
                     ERR_OK);
    assert_string_equal(stage_label(stage, "ticket.number"), ticket.number);
}

// Twice in a hurry: the second tap lands on a page that changed, and if it
// reached this screen it would carry the same visit.
static void
a_double_tap_makes_one_ticket(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "service", "a");
    struct rect take = stage_node(stage, "service.take")->rect;
    int x = take.x + take.w / 2, y = take.y + take.h / 2;
    assert_true(stage_touch(stage, x, y, 400));
    assert_false(stage_touch(stage, x, y, 120));
    assert_true(stage_at(stage, "ticket"));
    assert_int_equal(events_of(stage, "ticket.issued"), 1);
}

static void
the_same_visit_twice_is_one_ticket(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "service", "a");
    struct visit visit = stage->session.visit;
    stage_tap(stage, "service.take");
    char number[8];
    str_copy(number, sizeof(number), stage_label(stage, "ticket.number"));
    // As if a second tap had been on its way already.
    str_copy(visit.service, sizeof(visit.service), "a");
    visit.identity = VISIT_AS_GUEST;
    struct check_in_result again;
    assert_int_equal(visit_check_in(stage->fixture->store, &visit, "",
                                    &again), ERR_OK);
    assert_string_equal(again.ticket.number, number);
    assert_int_equal(events_of(stage, "ticket.issued"), 1);
}

static void
coming_back_is_another_errand(void **state)
{
    struct stage *stage = *state;
    char first[UUID_SIZE];
    stage_show(stage, "service", "a");
    stage_tap(stage, "service.take");
    str_copy(first, sizeof(first), stage->session.visit.id);
    stage_show(stage, "service", "b");
    assert_string_not_equal(stage->session.visit.id, first);
    assert_int_equal(events_of(stage, "visit.ended"), 1);
    stage_tap(stage, "service.take");
    assert_true(stage_at(stage, "ticket"));
    assert_string_equal(stage_label(stage, "ticket.number"), "B001");
    assert_int_equal(events_of(stage, "ticket.issued"), 2);
}

static void
one_open_ticket_a_person_and_service(void **state)
{
    struct stage *stage = *state;
    stage->session.identified = true;
    stage->session.visit.identity = VISIT_BY_ID;
    stage->session.visit.consent_rev = 2;
    str_copy(stage->session.person_key, sizeof(stage->session.person_key),
             "someone");
    stage_show(stage, "service", "a");
    stage_tap(stage, "service.take");
    assert_string_equal(stage_label(stage, "ticket.title"), "取号成功");
    stage_show(stage, "service", "a");
    stage_tap(stage, "service.take");
    assert_string_equal(stage_label(stage, "ticket.title"),
                        "您已经取过号");
    assert_string_equal(stage_label(stage, "ticket.number"), "A001");
    assert_int_equal(events_of(stage, "ticket.issued"), 1);
}

static void
closed_says_when_it_opens(void **state)
{
    struct stage *stage = *state;
    int today = timestamp_weekday(clock_now_ms());
    char hours[96];
    str_format(hours, sizeof(hours),
               "\"hours\":[{\"days\":[%d],\"from\":\"09:00\",\"to\":"
               "\"17:00\"}],",
               today % 7 + 1);
    put_hours(stage, hours);
    stage_show(stage, "service", "a");
    stage_tap(stage, "service.take");
    assert_true(stage_at(stage, "service"));
    assert_string_equal(stage_label(stage, "service.refusal"),
                        "现在不在服务时间");
    assert_non_null(strstr(stage_value(stage, "service.refusal"), "09:00"));
    assert_false(stage_node(stage, "service.take")->enabled);
    assert_int_equal(events_of(stage, "ticket.issued"), 0);
    // Every refusal has a way on.
    stage_tap(stage, "service.other");
    assert_true(stage_at(stage, "services"));
}

static void
a_used_up_quota_is_told(void **state)
{
    struct stage *stage = *state;
    put_service(stage, 2, "\"materials\":[],\"quota\":1");
    fixture_take(stage->fixture, "a");
    stage_show(stage, "service", "a");
    stage_tap(stage, "service.take");
    assert_string_equal(stage_label(stage, "service.refusal"),
                        "这项服务今天的号已取完");
    stage_tap(stage, "service.call");
    assert_int_equal(stage->asked.calls, 1);
}

static void
a_service_withdrawn_meanwhile_is_told(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "service", "a");
    struct change gone = fixture_del("service", "a", 2);
    fixture_apply(stage->fixture, &gone, 1, "v.9");
    stage_tap(stage, "service.take");
    assert_string_equal(stage_label(stage, "service.refusal"),
                        "这项服务已停办");
    stage_tell(stage, SCREEN_CHANGED);
    assert_string_equal(stage_label(stage, "service.title"),
                        "这项服务已停办");
    assert_false(stage_node(stage, "service.take")->enabled);
}

static void
nothing_committed_is_told_as_such(void **state)
{
    struct stage *stage = *state;
    stage->session.identified = true; // and no consent: the rule refuses
    stage_show(stage, "service", "a");
    stage_tap(stage, "service.take");
    assert_true(stage_at(stage, "service"));
    assert_string_equal(stage_label(stage, "service.refusal"),
                        "号码没有取成，也没有记录");
    assert_true(stage_node(stage, "service.take")->enabled);
    assert_int_equal(events_of(stage, "ticket.issued"), 0);
}

static void
materials_are_ticked_and_never_a_gate(void **state)
{
    struct stage *stage = *state;
    put_service(stage, 2,
                "\"materials\":[{\"name\":{\"zh\":\"有效身份证件\"},\"note\":"
                "{\"zh\":\"原件\"}},{\"name\":{\"zh\":\"学历学位证明\"},"
                "\"note\":{\"zh\":\"\"}}]");
    stage_show(stage, "service", "a");
    assert_string_equal(stage_label(stage, "service.material.1"),
                        "有效身份证件");
    assert_string_equal(stage_value(stage, "service.material.1"), "off");
    stage_tap(stage, "service.material.1");
    assert_string_equal(stage_value(stage, "service.material.1"), "on");
    stage_tap(stage, "service.material.1");
    assert_string_equal(stage_value(stage, "service.material.1"), "off");
    assert_true(stage_node(stage, "service.take")->enabled);
}

static void
no_fee_and_no_waiting_time_without_data(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "service", "a");
    assert_string_equal(stage_label(stage, "service.fee"),
                        "暂无公开信息");
    size_t count = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++) {
        assert_null(strstr(nodes[i].label, "分钟"));
    }
}

static void
its_policy_is_one_touch_away(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "service", "a");
    // Without one there is somebody to ask.
    assert_null(stage_node(stage, "service.policy"));
    assert_non_null(stage_node(stage, "service.call"));
    put_service(stage, 2, "\"materials\":[],\"policy\":\"p1\"");
    stage_tell(stage, SCREEN_CHANGED);
    stage->follows = false;
    stage_tap(stage, "service.policy");
    assert_string_equal(stage->asked.go, "policy");
    assert_string_equal(stage->asked.go_arg, "p1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, hall_setup, stage_teardown)
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
        TEST(its_policy_is_one_touch_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
