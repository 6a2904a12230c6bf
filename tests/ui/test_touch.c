// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/build.h"
#include "ui/text.h"
#include "ui/touch.h"
#include "util/str.h"

static struct typesetter *text; // made for each test by setup
static struct ui *ui;

static int
setup(void **state)
{
    (void)state;
    const struct text_options font = {.scale = 1};
    if (text_create(&font, &text)) {
        return -1;
    }
    const struct ui_options options = {.text = text};
    return ui_create(&options, &ui) ? -1 : 0;
}

static int
teardown(void **state)
{
    (void)state;
    ui_free(ui);
    text_free(text);
    return 0;
}

static struct ui_node
button(const char *id, int x, int y)
{
    struct ui_node node = {
        .role = UI_BUTTON, .label = id, .rect = {x, y, 200, 100},
        .enabled = true, .hit_grow = 8,
    };
    str_copy(node.id, sizeof(node.id), id);
    return node;
}

static void
page(const char *screen, const struct ui_node *nodes, size_t count)
{
    struct rect damage[4];
    ui_begin(ui, screen);
    for (size_t i = 0; i < count; i++) {
        ui_add(ui, &nodes[i]);
    }
    ui_end(ui, damage, 4);
}

static bool
touch(enum touch_phase phase, int64_t finger, int x, int y, int64_t at,
      struct ui_event *out)
{
    struct touch touch = {phase, finger, x, y, at};
    return ui_touch(ui, &touch, out);
}

// Down and up at one place; the id that was tapped, or "".
static const char *
tap(int x, int y, int64_t at)
{
    static struct ui_event event; // returned to the caller of this test
    assert_false(touch(TOUCH_DOWN, 1, x, y, at, &event));
    if (!touch(TOUCH_UP, 1, x, y, at + 50, &event)) {
        return "";
    }
    assert_int_equal(event.type, UI_EVENT_TAP);
    return event.id;
}

static void
a_tap_is_down_and_up_inside(void **state)
{
    (void)state;
    struct ui_node a = button("home.a", 100, 100);
    page("home", &a, 1);
    assert_string_equal(tap(150, 150, 1000), "home.a");
    assert_string_equal(tap(600, 600, 2000), "");
}

static void
half_the_gap_counts_and_the_rect_wins(void **state)
{
    (void)state;
    struct ui_node nodes[]
        = {button("home.a", 100, 100), button("home.b", 310, 100)};
    page("home", nodes, 2);
    assert_string_equal(tap(150, 205, 1000), "home.a");
    assert_string_equal(tap(150, 212, 2000), "");
    // 305 is in the grown rect of both: the later drawn has it.
    assert_string_equal(tap(299, 150, 3000), "home.a");
    assert_string_equal(tap(310, 150, 4000), "home.b");
}

static void
sliding_out_cancels_for_good(void **state)
{
    (void)state;
    struct ui_event event;
    struct ui_node a = button("home.a", 100, 100);
    page("home", &a, 1);
    touch(TOUCH_DOWN, 1, 150, 150, 1000, &event);
    assert_string_equal(ui_pressed(ui), "home.a");
    assert_false(touch(TOUCH_MOVE, 1, 500, 500, 1020, &event));
    assert_null(ui_pressed(ui));
    assert_false(touch(TOUCH_MOVE, 1, 150, 150, 1040, &event));
    assert_false(touch(TOUCH_UP, 1, 150, 150, 1060, &event));
    assert_string_equal(tap(150, 150, 2000), "home.a");
}

static void
the_second_finger_is_ignored(void **state)
{
    (void)state;
    struct ui_event event;
    struct ui_node nodes[]
        = {button("home.a", 100, 100), button("home.b", 500, 100)};
    page("home", nodes, 2);
    touch(TOUCH_DOWN, 1, 150, 150, 1000, &event);
    assert_false(touch(TOUCH_DOWN, 2, 550, 150, 1010, &event));
    assert_false(touch(TOUCH_UP, 2, 550, 150, 1020, &event));
    assert_true(touch(TOUCH_UP, 1, 150, 150, 1030, &event));
    assert_string_equal(event.id, "home.a");
    // A finger that went down as the second stays without meaning.
    touch(TOUCH_DOWN, 1, 150, 150, 2000, &event);
    touch(TOUCH_DOWN, 2, 550, 150, 2010, &event);
    assert_true(touch(TOUCH_UP, 1, 150, 150, 2020, &event));
    assert_false(touch(TOUCH_UP, 2, 550, 150, 2030, &event));
}

static void
a_finger_from_an_earlier_page_does_nothing(void **state)
{
    (void)state;
    struct ui_event event;
    struct ui_node a = button("home.a", 100, 100);
    struct ui_node b = button("next.b", 100, 100);
    page("home", &a, 1);
    touch(TOUCH_DOWN, 1, 150, 150, 1000, &event);
    page("next", &b, 1);
    ui_touch_new_page(ui, 1010);
    assert_false(touch(TOUCH_UP, 1, 150, 150, 1020, &event));
    assert_string_equal(tap(150, 150, 2000), "next.b");
}

static void
a_page_built_anew_keeps_the_finger(void **state)
{
    (void)state;
    struct ui_event event;
    struct ui_node a = button("home.a", 100, 100);
    page("home", &a, 1);
    touch(TOUCH_DOWN, 1, 150, 150, 1000, &event);
    page("home", &a, 1); // the clock ticked
    assert_true(touch(TOUCH_UP, 1, 150, 150, 1020, &event));
    a.enabled = false;
    touch(TOUCH_DOWN, 1, 150, 150, 2000, &event);
    page("home", &a, 1);
    assert_false(touch(TOUCH_UP, 1, 150, 150, 2020, &event));
}

static void
the_second_half_of_a_double_tap_is_swallowed(void **state)
{
    (void)state;
    struct ui_node a = button("home.a", 100, 100);
    struct ui_node b = button("next.b", 100, 100);
    page("home", &a, 1);
    assert_string_equal(tap(150, 150, 1000), "home.a");
    page("next", &b, 1);
    ui_touch_new_page(ui, 1060);
    assert_string_equal(tap(152, 149, 1200), "");
    assert_string_equal(tap(152, 149, 1400), "next.b");
}

static void
a_dialog_under_the_finger_swallows_it_too(void **state)
{
    (void)state;
    struct ui_node row = button("staff.row", 100, 100);
    struct ui_node yes = button("dialog.yes", 100, 100);
    struct rect damage[4];
    page("staff", &row, 1);
    assert_string_equal(tap(150, 150, 1000), "staff.row");
    ui_begin(ui, "staff");
    ui_add(ui, &row);
    ui_cover(ui);
    ui_add(ui, &yes);
    ui_end(ui, damage, 4);
    assert_string_equal(tap(150, 150, 1150), "");
    assert_string_equal(tap(150, 150, 1500), "dialog.yes");
}

static void
typing_fast_is_no_double_tap(void **state)
{
    (void)state;
    struct ui_node nodes[]
        = {button("pin.key.1", 100, 100), button("pin.key.2", 324, 100)};
    page("pin", nodes, 2);
    assert_string_equal(tap(200, 150, 1000), "pin.key.1");
    assert_string_equal(tap(200, 150, 1100), "pin.key.1");
    assert_string_equal(tap(424, 150, 1200), "pin.key.2");
}

static void
what_is_covered_or_disabled_is_out_of_reach(void **state)
{
    (void)state;
    struct rect damage[4];
    struct ui_node a = button("home.a", 100, 100);
    ui_begin(ui, "home");
    ui_add(ui, &a);
    ui_cover(ui);
    ui_end(ui, damage, 4);
    assert_string_equal(tap(150, 150, 1000), "");
    assert_true(ui_node_find(ui, "home.a")->covered);
    assert_false(ui_node_find(ui, "home.a")->enabled);
    a.enabled = false;
    page("home", &a, 1);
    assert_string_equal(tap(150, 150, 2000), "");
    assert_null(ui_node_at(ui, 150, 150));
}

static void
three_seconds_are_a_hold_and_no_tap(void **state)
{
    (void)state;
    struct ui_event event;
    struct ui_node site = button("header.site", 100, 100);
    site.hold = true;
    page("home", &site, 1);
    assert_int_equal(ui_touch_deadline(ui), -1);
    touch(TOUCH_DOWN, 1, 150, 150, 1000, &event);
    assert_int_equal(ui_touch_deadline(ui), 4000);
    assert_false(ui_touch_tick(ui, 3999, &event));
    assert_true(ui_touch_tick(ui, 4000, &event));
    assert_int_equal(event.type, UI_EVENT_HOLD);
    assert_string_equal(event.id, "header.site");
    assert_false(ui_touch_tick(ui, 4001, &event));
    assert_false(touch(TOUCH_UP, 1, 150, 150, 4100, &event));
}

static void
sliding_away_ends_a_hold(void **state)
{
    (void)state;
    struct ui_event event;
    struct ui_node site = button("header.site", 100, 100);
    site.hold = true;
    page("home", &site, 1);
    touch(TOUCH_DOWN, 1, 150, 150, 1000, &event);
    touch(TOUCH_MOVE, 1, 700, 150, 1500, &event);
    assert_int_equal(ui_touch_deadline(ui), -1);
    assert_false(ui_touch_tick(ui, 5000, &event));
}

static void
a_drag_reports_its_way(void **state)
{
    (void)state;
    struct ui_event event;
    struct ui_node body = button("policy.body", 100, 100);
    body.role = UI_TEXT;
    body.drag = true;
    page("policy", &body, 1);
    touch(TOUCH_DOWN, 1, 150, 180, 1000, &event);
    assert_false(touch(TOUCH_MOVE, 1, 150, 170, 1010, &event));
    assert_true(touch(TOUCH_MOVE, 1, 150, 120, 1020, &event));
    assert_int_equal(event.type, UI_EVENT_SWIPE);
    assert_int_equal(event.dy, -60);
    assert_false(event.done);
    assert_true(touch(TOUCH_UP, 1, 150, 20, 1030, &event));
    assert_int_equal(event.dy, -160);
    assert_true(event.done);
}

static void
a_dialog_may_be_tapped_beside_it(void **state)
{
    (void)state;
    struct ui_node nodes[] = {
        button("home.a", 600, 600), button("dialog", 100, 100),
        button("dialog.yes", 120, 120),
    };
    nodes[0].covered = true;
    nodes[0].enabled = false;
    nodes[1].role = UI_DIALOG;
    page("home", nodes, 3);
    assert_string_equal(tap(650, 650, 1000), "");
    nodes[1].outside = true;
    page("home", nodes, 3);
    assert_string_equal(tap(650, 650, 2000), "dialog");
    assert_string_equal(tap(130, 130, 3000), "dialog.yes");
    assert_string_equal(tap(105, 105, 4000), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        TEST(a_tap_is_down_and_up_inside),
        TEST(half_the_gap_counts_and_the_rect_wins),
        TEST(sliding_out_cancels_for_good),
        TEST(the_second_finger_is_ignored),
        TEST(a_finger_from_an_earlier_page_does_nothing),
        TEST(a_page_built_anew_keeps_the_finger),
        TEST(the_second_half_of_a_double_tap_is_swallowed),
        TEST(a_dialog_under_the_finger_swallows_it_too),
        TEST(typing_fast_is_no_double_tap),
        TEST(what_is_covered_or_disabled_is_out_of_reach),
        TEST(three_seconds_are_a_hold_and_no_tap),
        TEST(sliding_away_ends_a_hold),
        TEST(a_drag_reports_its_way),
        TEST(a_dialog_may_be_tapped_beside_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
