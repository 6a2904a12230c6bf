// SPDX-License-Identifier: Apache-2.0
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void
the_whole_screen_starts(void **state)
{
    struct play *play = *state;
    play_go(play, "attract", NULL);
    const struct ui_node *start = play_node(play, "attract.start");
    assert_int_equal(start->rect.w, 1080);
    assert_int_equal(start->rect.h, 1920);
    assert_true(play_touch(play, 20, 1900, 400));
    assert_true(play_at(play, "home"));
}

static void
highlights_change_every_eight_seconds(void **state)
{
    struct play *play = *state;
    play_go(play, "attract", NULL);
    assert_string_equal(play_label(play, "attract.highlight"),
                        "博士、硕士一次性安家费 10 万元");
    assert_string_equal(play_label(play, "attract.highlight.tag"),
                        "全职引进 · 校园引才平台");
    play_wait(play, 7999);
    assert_string_equal(play_label(play, "attract.highlight"),
                        "博士、硕士一次性安家费 10 万元");
    play_wait(play, 1);
    assert_string_equal(play_label(play, "attract.highlight"),
                        "市级人才公寓");
}

static void
it_tells_the_truth_about_the_network(void **state)
{
    struct play *play = *state;
    play_go(play, "attract", NULL);
    assert_string_equal(play_label(play, "attract.status"), "已同步");
    play->state.online = false;
    play_draw(play);
    assert_string_equal(play_label(play, "attract.status"), "离线可用");
    play->state.online = true;
    play->state.pending = 3;
    play_draw(play);
    assert_string_equal(play_label(play, "attract.status"), "待传 3");
}

static void
tibetan_greets_on_every_page(void **state)
{
    struct play *play = *state;
    play_go(play, "attract", NULL);
    assert_string_equal(play_label(play, "attract.invite.bo"),
                        "བཀྲ་ཤིས་བདེ་ལེགས།");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, play_setup, play_teardown)
        TEST(the_whole_screen_starts),
        TEST(highlights_change_every_eight_seconds),
        TEST(it_tells_the_truth_about_the_network),
        TEST(tibetan_greets_on_every_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
