// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
identify(struct stage *stage, const char *number)
{
    hall_roster(stage);
    stage_show(stage, "identify", "id");
    stage_type(stage, "identify", number);
    stage_tap(stage, "identify.submit");
    assert_true(stage_at(stage, "person"));
}

static void
a_match_shows_mask_and_grade(void **state)
{
    struct stage *stage = *state;
    identify(stage, "890000198501010015");
    assert_string_equal(stage_label(stage, "person.name"), "测*甲");
    assert_string_equal(stage_label(stage, "person.grade"),
                        "名单内 · 高层次人才");
    assert_string_equal(stage_label(stage, "person.name.more"),
                        "证件号 8****15");
    assert_string_equal(stage_label(stage, "person.stated"),
                        "医疗绿色通道");
    stage_tap(stage, "person.confirm");
    assert_true(stage_at(stage, "services"));
    assert_string_equal(stage_label(stage, "services.person"),
                        "测*甲，您好");
}

static void
a_role_is_chosen_and_taken_back(void **state)
{
    struct stage *stage = *state;
    identify(stage, "890000198501010015");
    stage_tap(stage, "person.programme.doctoral_corps");
    assert_string_equal(stage->session.visit.programme, "doctoral_corps");
    assert_string_equal(
        stage_value(stage, "person.programme.doctoral_corps"), "on");
    stage_tap(stage, "person.programme.doctoral_corps");
    assert_string_equal(stage->session.visit.programme, "");
    stage_tap(stage, "person.programme.doctoral_corps");
    stage_tap(stage, "person.group.employer");
    stage_tap(stage, "person.employer.employer.hospital");
    assert_string_equal(stage->session.visit.employer_type,
                        "employer.hospital");
    assert_string_equal(stage->session.visit.programme, "doctoral_corps");
    // Kinds of which the catalogue has nothing are not offered.
    assert_null(stage_node(stage, "person.group.field"));
}

static void
not_me_clears_at_once(void **state)
{
    struct stage *stage = *state;
    identify(stage, "890000198501010015");
    stage_tap(stage, "person.programme.doctoral_corps");
    stage_tap(stage, "person.not_me");
    assert_true(stage_at(stage, "identify"));
    const struct session *session = &stage->session;
    assert_false(session->identified);
    assert_false(session->on_roster);
    assert_string_equal(session->person_key, "");
    assert_string_equal(session->number_mask, "");
    assert_string_equal(session->talent.name, "");
    assert_string_equal(session->visit.talent, "");
    assert_string_equal(session->visit.programme, "");
    assert_int_equal(session->visit.identity, VISIT_AS_GUEST);
}

static void
who_is_not_on_the_roster_goes_on_all_the_same(void **state)
{
    struct stage *stage = *state;
    identify(stage, "890000199202290023");
    assert_string_equal(stage_label(stage, "person.name"),
                        "名单里没有找到");
    assert_string_equal(stage_value(stage, "person.ticket"),
                        "您输入的 8****23 只用于本次查找，已清除");
    stage_tap(stage, "person.call");
    assert_int_equal(stage->asked.calls, 1);
    stage_tap(stage, "person.confirm");
    assert_true(stage_at(stage, "services"));
    assert_string_equal(stage_label(stage, "services.person"),
                        "访客，您好");
}

static void
without_a_number_there_is_nobody(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "person", NULL);
    assert_true(stage_at(stage, "identify"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, hall_setup, stage_teardown)
        TEST(a_match_shows_mask_and_grade),
        TEST(a_role_is_chosen_and_taken_back),
        TEST(not_me_clears_at_once),
        TEST(who_is_not_on_the_roster_goes_on_all_the_same),
        TEST(without_a_number_there_is_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
