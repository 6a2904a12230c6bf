// SPDX-License-Identifier: Apache-2.0
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
identify(struct play *play, const char *number)
{
    play_roster(play);
    play_go(play, "identify", "id");
    play_type(play, "identify", number);
    play_tap(play, "identify.submit");
    assert_true(play_at(play, "person"));
}

static void
a_match_shows_mask_and_grade(void **state)
{
    struct play *play = *state;
    identify(play, "890000198501010015");
    assert_string_equal(play_label(play, "person.name"), "测*甲");
    assert_string_equal(play_label(play, "person.grade"),
                        "名单内 · 高层次人才");
    assert_string_equal(play_label(play, "person.name.more"),
                        "证件号 8****15");
    assert_string_equal(play_label(play, "person.stated"),
                        "名单写明：医疗绿色通道");
    play_tap(play, "person.confirm");
    assert_true(play_at(play, "services"));
    assert_string_equal(play_label(play, "services.person"),
                        "测*甲，您好");
}

static void
a_role_is_chosen_and_taken_back(void **state)
{
    struct play *play = *state;
    identify(play, "890000198501010015");
    play_tap(play, "person.programme.doctoral_corps");
    assert_string_equal(play->session.visit.programme, "doctoral_corps");
    assert_string_equal(
        play_value(play, "person.programme.doctoral_corps"), "on");
    play_tap(play, "person.programme.doctoral_corps");
    assert_string_equal(play->session.visit.programme, "");
    play_tap(play, "person.programme.doctoral_corps");
    play_tap(play, "person.group.employer");
    play_tap(play, "person.employer.employer.hospital");
    assert_string_equal(play->session.visit.employer_type,
                        "employer.hospital");
    assert_string_equal(play->session.visit.programme, "doctoral_corps");
    // Kinds of which the catalogue has nothing are not offered.
    assert_null(play_node(play, "person.group.field"));
}

static void
not_me_clears_at_once(void **state)
{
    struct play *play = *state;
    identify(play, "890000198501010015");
    play_tap(play, "person.programme.doctoral_corps");
    play_tap(play, "person.not_me");
    assert_true(play_at(play, "identify"));
    const struct session *session = &play->session;
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
    struct play *play = *state;
    identify(play, "890000199202290023");
    assert_string_equal(play_label(play, "person.name"),
                        "名单里没有找到");
    assert_string_equal(play_value(play, "person.ticket"),
                        "您输入的 8****23 只用于本次查找，已清除");
    play_tap(play, "person.call");
    assert_int_equal(play->wishes.calls, 1);
    play_tap(play, "person.confirm");
    assert_true(play_at(play, "services"));
    assert_string_equal(play_label(play, "services.person"),
                        "访客，您好");
}

static void
without_a_number_there_is_nobody(void **state)
{
    struct play *play = *state;
    play_go(play, "person", NULL);
    assert_true(play_at(play, "identify"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, play_setup, play_teardown)
        TEST(a_match_shows_mask_and_grade),
        TEST(a_role_is_chosen_and_taken_back),
        TEST(not_me_clears_at_once),
        TEST(who_is_not_on_the_roster_goes_on_all_the_same),
        TEST(without_a_number_there_is_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
