// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/str.h"

// `count` services more, in the order of their ids.
static void
more_services(struct stage *stage, int count)
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
        fixture_apply(stage->fixture, changes, (size_t)count, "s.1").applied,
        count);
}

static size_t
items_shown(struct stage *stage)
{
    size_t count = 0, items = 0;
    const struct ui_node *nodes = ui_nodes(stage->ui, &count);
    for (size_t i = 0; i < count; i++) {
        items += str_starts(nodes[i].id, "services.item.");
    }
    return items;
}

static void
a_tap_opens_the_service(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "services", NULL);
    assert_int_equal(stage_node(stage, "services.item.a")->role, UI_ITEM);
    stage_tap(stage, "services.item.a");
    assert_true(stage_at(stage, "service"));
    assert_string_equal(stage->session.service, "a");
    assert_string_equal(stage_label(stage, "service.title"), "甲");
}

static void
a_guest_may_sign_in_and_anyone_may_be_someone_else(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, "services", NULL);
    assert_string_equal(stage_label(stage, "services.person"),
                        "访客，您好");
    assert_string_equal(stage_label(stage, "services.identify"),
                        "登记身份");
    stage->session.identified = true;
    str_copy(stage->session.person_key, sizeof(stage->session.person_key),
             "key");
    stage_draw(stage);
    assert_string_equal(stage_label(stage, "services.identify"), "不是我");
    stage_tap(stage, "services.identify");
    assert_true(stage_at(stage, "identify"));
    assert_string_equal(stage->session.person_key, "");
    assert_false(stage->session.identified);
}

static void
eight_a_page_and_four_in_large_type(void **state)
{
    struct stage *stage = *state;
    more_services(stage, 15); // 17 with a and b
    stage_show(stage, "services", NULL);
    assert_int_equal(items_shown(stage), 8);
    assert_string_equal(stage_label(stage, "pager.position"),
                        "第 1 / 3 页");
    assert_false(stage_node(stage, "pager.previous")->enabled);
    stage_tap(stage, "pager.next");
    stage_tap(stage, "pager.next");
    assert_int_equal(items_shown(stage), 1);
    assert_false(stage_node(stage, "pager.next")->enabled);
    stage_tap(stage, "pager.previous");
    // Large type goes on where the reader was.
    const char *first = "services.item.s06";
    assert_non_null(stage_node(stage, first));
    stage->session.large = true;
    stage_draw(stage);
    assert_int_equal(items_shown(stage), 4);
    assert_non_null(stage_node(stage, first));
    assert_string_equal(stage_label(stage, "pager.position"),
                        "3 / 5");
    stage_tap(stage, "pager.next");
    assert_int_equal(items_shown(stage), 4);
    assert_non_null(stage_node(stage, "services.item.s10"));
}

static void
a_list_that_became_shorter_is_shown_from_its_start(void **state)
{
    struct stage *stage = *state;
    more_services(stage, 15);
    stage_show(stage, "services", NULL);
    stage_tap(stage, "pager.next");
    stage_tap(stage, "pager.next");
    struct change gone[15];
    char id[16];
    for (int i = 0; i < 15; i++) {
        str_format(id, sizeof(id), "s%02d", i);
        gone[i] = fixture_del("service", id, 2);
    }
    fixture_apply(stage->fixture, gone, 15, "s.2");
    stage_tell(stage, SCREEN_CHANGED);
    assert_int_equal(items_shown(stage), 2);
    assert_null(stage_node(stage, "pager.next"));
}

static void
an_empty_list_says_what_to_do(void **state)
{
    struct stage *stage = *state;
    struct change gone[] = {
        fixture_del("service", "a", 2), fixture_del("service", "b", 2),
    };
    fixture_apply(stage->fixture, gone, 2, "s.3");
    stage_show(stage, "services", NULL);
    assert_string_equal(stage_label(stage, "services.empty"),
                        "还没有可以取号的服务");
    assert_non_null(strstr(stage_value(stage, "services.empty"), "咨询台"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, hall_setup, stage_teardown)
        TEST(a_tap_opens_the_service),
        TEST(a_guest_may_sign_in_and_anyone_may_be_someone_else),
        TEST(eight_a_page_and_four_in_large_type),
        TEST(a_list_that_became_shorter_is_shown_from_its_start),
        TEST(an_empty_list_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
