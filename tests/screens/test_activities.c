// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/outbox.h"

static void
tap(struct stage *stage, const char *id)
{
    stage_pass(stage, 400);
    stage_tap(stage, id);
}

static int64_t
pending(const struct stage *stage)
{
    struct outbox_counts counts;
    assert_int_equal(outbox_count(stage->fixture->store, &counts), ERR_OK);
    return counts.pending;
}

static void
classes_choose_among_them(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "activities", NULL);
    assert_string_equal(stage_label(stage, "activities.class.all"),
                        "全部 4");
    assert_non_null(stage_node(stage, "activities.item.talent-fair"));
    tap(stage, "activities.class.honour");
    assert_null(stage_node(stage, "activities.item.talent-fair"));
    tap(stage, "activities.item.talent-week");
    assert_true(stage_at(stage, "activity"));
    // What nobody published says so.
    assert_non_null(strstr(stage_label(stage, "activity.when"),
                           "暂无公开信息，请咨询窗口"));
    assert_string_equal(stage_value(stage, "activity.state"), "unverified");
}

static void
one_after_the_other_checks_in(void **state)
{
    struct stage *stage = *state;
    int64_t before = pending(stage);
    stage_show(stage, "activities", NULL);
    tap(stage, "activities.checkin");
    assert_true(stage_at(stage, "activities"));
    assert_null(stage_node(stage, "activities.item.talent-fair"));
    tap(stage, "activities.item.talent-week");
    tap(stage, "activity.checkin");
    assert_string_equal(stage_label(stage, "activity.outcome"),
                        "签到已记录 · 本机今天 1 人");
    assert_null(stage_node(stage, "activity.checkin"));
    tap(stage, "activity.again");
    tap(stage, "activity.checkin");
    assert_string_equal(stage_label(stage, "activity.outcome"),
                        "签到已记录 · 本机今天 2 人");
    assert_int_equal(pending(stage), before + 2);
    assert_true(stage->asked.poke > 0);
}

static void
a_group_says_how_many_came(void **state)
{
    struct stage *stage = *state;
    size_t count;
    char *events;
    stage_show(stage, "activity", "group-service");
    assert_false(stage_enabled(stage, "activity.people.less"));
    tap(stage, "activity.people.ten");
    tap(stage, "activity.people.more");
    tap(stage, "activity.people.less");
    assert_string_equal(stage_value(stage, "activity.people"), "11");
    tap(stage, "activity.field.medical");
    tap(stage, "activity.field.soe"); // instead of the other
    tap(stage, "activity.checkin");
    events = fixture_pending(stage->fixture, &count);
    assert_non_null(strstr(events, "\"activity\":\"group-service\""));
    assert_non_null(strstr(events, "\"people\":11"));
    assert_non_null(strstr(events, "\"field\":\"soe\""));
    free(events);
}

static void
one_without_check_in_offers_none(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "activity", "talent-fair");
    assert_null(stage_node(stage, "activity.checkin"));
    assert_true(stage_enabled(stage, "activity.form"));
    tap(stage, "activity.policy");
    assert_true(stage_at(stage, "policy"));
}

static void
withdrawn_activity(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "activity", "nothing");
    assert_string_equal(stage_label(stage, "activity.title"),
                        "这一条已撤下");
    tap(stage, "activity.desk");
    assert_true(stage_at(stage, "services"));
}

#define TEST(f)                                                            \
    cmocka_unit_test_setup_teardown(f, hall_setup_built_in, stage_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(classes_choose_among_them),
        TEST(one_after_the_other_checks_in),
        TEST(a_group_says_how_many_came),
        TEST(one_without_check_in_offers_none),
        TEST(withdrawn_activity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
