// SPDX-License-Identifier: Apache-2.0
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/str.h"

// `count` services more, in the order of their ids.
static void
more_services(struct play *play, int count)
{
    struct change changes[40];
    static char bodies[40][256]; // read while the page is applied
    char id[16];
    for (int i = 0; i < count; i++) {
        str_format(id, sizeof(id), "s%02d", i);
        str_format(bodies[i], sizeof(bodies[i]),
                   "{\"letter\":\"S\",\"name\":{\"zh\":\"第%d项\"},"
                   "\"summary\":{\"zh\":\"\"},\"materials\":[],"
                   "\"class\":\"normal\",\"sites\":[\"hall\"],"
                   "\"icon\":\"wallet\",\"order\":%d}",
                   i, 10 + i);
        changes[i] = fixture_put("service", id, 1, bodies[i]);
    }
    assert_int_equal(
        fixture_apply(play->fixture, changes, (size_t)count, "s.1").applied,
        count);
}

static size_t
items_shown(struct play *play)
{
    size_t count = 0, items = 0;
    const struct ui_node *nodes = ui_nodes(play->ui, &count);
    for (size_t i = 0; i < count; i++) {
        items += str_starts(nodes[i].id, "services.item.");
    }
    return items;
}

static void
a_tap_opens_the_service(void **state)
{
    struct play *play = *state;
    play_go(play, "services", NULL);
    assert_int_equal(play_node(play, "services.item.a")->role, UI_ITEM);
    play_tap(play, "services.item.a");
    assert_true(play_at(play, "service"));
    assert_string_equal(play->session.service, "a");
    assert_string_equal(play_label(play, "service.title"), "甲");
}

static void
a_guest_may_sign_in_and_anyone_may_be_someone_else(void **state)
{
    struct play *play = *state;
    play_go(play, "services", NULL);
    assert_string_equal(play_label(play, "services.person"),
                        "访客，您好");
    assert_string_equal(play_label(play, "services.identify"),
                        "登记身份");
    play->session.identified = true;
    str_copy(play->session.person_key, sizeof(play->session.person_key),
             "key");
    play_draw(play);
    assert_string_equal(play_label(play, "services.identify"), "不是我");
    play_tap(play, "services.identify");
    assert_true(play_at(play, "identify"));
    assert_string_equal(play->session.person_key, "");
    assert_false(play->session.identified);
}

static void
eight_a_page_and_four_in_large_type(void **state)
{
    struct play *play = *state;
    more_services(play, 15); // 17 with a and b
    play_go(play, "services", NULL);
    assert_int_equal(items_shown(play), 8);
    assert_string_equal(play_label(play, "pager.position"),
                        "第 1 / 3 页");
    assert_false(play_node(play, "pager.previous")->enabled);
    play_tap(play, "pager.next");
    play_tap(play, "pager.next");
    assert_int_equal(items_shown(play), 1);
    assert_false(play_node(play, "pager.next")->enabled);
    play_tap(play, "pager.previous");
    // Large type goes on where the reader was.
    const char *first = "services.item.s06";
    assert_non_null(play_node(play, first));
    play->session.large = true;
    play_draw(play);
    assert_int_equal(items_shown(play), 4);
    assert_non_null(play_node(play, first));
    assert_string_equal(play_label(play, "pager.position"),
                        "第 3 / 5 页");
    play_tap(play, "pager.next");
    assert_int_equal(items_shown(play), 4);
    assert_non_null(play_node(play, "services.item.s10"));
}

static void
a_list_that_became_shorter_is_shown_from_its_start(void **state)
{
    struct play *play = *state;
    more_services(play, 15);
    play_go(play, "services", NULL);
    play_tap(play, "pager.next");
    play_tap(play, "pager.next");
    struct change gone[15];
    char id[16];
    for (int i = 0; i < 15; i++) {
        str_format(id, sizeof(id), "s%02d", i);
        gone[i] = fixture_del("service", id, 2);
    }
    fixture_apply(play->fixture, gone, 15, "s.2");
    play_tell(play, SCREEN_CHANGED);
    assert_int_equal(items_shown(play), 2);
    assert_null(play_node(play, "pager.next"));
}

static void
an_empty_list_says_what_to_do(void **state)
{
    struct play *play = *state;
    struct change gone[] = {
        fixture_del("service", "a", 2), fixture_del("service", "b", 2),
    };
    fixture_apply(play->fixture, gone, 2, "s.3");
    play_go(play, "services", NULL);
    assert_string_equal(play_label(play, "services.empty"),
                        "还没有可以取号的服务");
    assert_non_null(strstr(play_value(play, "services.empty"), "咨询台"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, play_setup, play_teardown)
        TEST(a_tap_opens_the_service),
        TEST(a_guest_may_sign_in_and_anyone_may_be_someone_else),
        TEST(eight_a_page_and_four_in_large_type),
        TEST(a_list_that_became_shorter_is_shown_from_its_start),
        TEST(an_empty_list_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
