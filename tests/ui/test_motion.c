// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/dialog.h"
#include "ui/motion.h"
#include "ui/text.h"
#include "ui/touch.h"
#include "ui/widget.h"

static struct typesetter *text; // made for each test by setup
static struct ui *ui;
static struct rect damage[4];

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

// A page with a dialog over a box, as of `now_ms`; how much of it changed.
static size_t
show(int64_t now_ms, bool dialog)
{
    motion_set_time(ui, now_ms);
    ui_begin(ui, "test");
    widget_fill(ui, (struct rect){0, 0, 80, 80}, COLOR_SNOW);
    if (dialog) {
        struct rect rect = {90, 700, 900, 784};
        dialog_begin(ui, "test.dialog", "label", rect);
    }
    return ui_end(ui, damage, 4);
}

// The y of what was drawn last: the dialog's box.
static int
last_y(void)
{
    const struct draw_list *list = ui_list(ui);
    return list->cmds[list->count - 1].rect.y;
}

static void
a_dialog_rises_to_its_place(void **state)
{
    (void)state;
    show(1000, false);
    assert_int_equal(motion_due(ui).at_ms, -1);
    show(1010, true);
    assert_int_equal(last_y(), 724);
    assert_true(motion_due(ui).ends);
    assert_int_equal(motion_due(ui).at_ms, 1026);
    int before = last_y();
    for (int64_t now = 1026; now < 1170; now += 16) {
        show(now, true);
        assert_in_range(last_y(), 701, before);
        before = last_y();
    }
    assert_int_equal(motion_due(ui).at_ms, 1170);
    show(1170, true);
    assert_int_equal(last_y(), 700);
    assert_int_equal(motion_due(ui).at_ms, -1);
    assert_int_equal(show(1190, true), 0);
}

static void
what_can_be_touched_stands_still(void **state)
{
    (void)state;
    show(1000, true);
    assert_int_equal(ui_node_find(ui, "test.dialog")->rect.y, 700);
    // The scrim is there at once, over the whole page.
    const struct draw_list *list = ui_list(ui);
    assert_int_equal(list->cmds[1].rect.y, 0);
    assert_int_equal(list->cmds[1].rect.h, 1920);
}

static void
what_comes_back_rises_again(void **state)
{
    (void)state;
    show(1000, true);
    show(1200, true);
    show(1300, false);
    show(1400, true);
    assert_int_equal(last_y(), 724);
}

static void
a_toast_rises_alone(void **state)
{
    (void)state;
    struct toast toast = {.id = "toast.text", .icon = "info", .text = "好"};
    motion_set_time(ui, 1000);
    ui_begin(ui, "test");
    toast_draw(ui, &toast);
    widget_fill(ui, (struct rect){0, 500, 80, 80}, COLOR_SNOW);
    ui_end(ui, damage, 4);
    assert_int_equal(ui_list(ui)->cmds[0].rect.y, 152);
    assert_int_equal(last_y(), 500);
}

static void
nothing_moves_when_it_should_not(void **state)
{
    (void)state;
    struct theme still = {.still = true};
    show(0, true); // a page without a time
    assert_int_equal(last_y(), 700);
    show(1000, false);
    ui_set_modes(ui, LANG_ZH, &still);
    motion_set_time(ui, 2000);
    ui_begin(ui, "test");
    dialog_begin(ui, "test.dialog", "label", (struct rect){0, 700, 9, 9});
    assert_true(motion_caret(ui));
    assert_int_equal(motion_sway(ui, 1600), 500);
    ui_end(ui, damage, 4);
    assert_int_equal(last_y(), 700);
    assert_int_equal(motion_due(ui).at_ms, -1);
}

static bool
caret_at(int64_t now_ms)
{
    motion_set_time(ui, now_ms);
    ui_begin(ui, "test");
    bool shown = motion_caret(ui);
    ui_end(ui, damage, 4);
    return shown;
}

static void
a_caret_goes_on_and_off(void **state)
{
    (void)state;
    assert_true(caret_at(529));
    assert_int_equal(motion_due(ui).at_ms, 530);
    assert_false(motion_due(ui).ends);
    assert_false(caret_at(530));
    assert_true(caret_at(1060));
}

static void
a_line_goes_to_and_fro(void **state)
{
    (void)state;
    const struct {
        int64_t now_ms;
        int at;
    } cases[] = {{1600, 1000}, {2000, 750}, {3200, 0}, {4000, 500}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        motion_set_time(ui, cases[i].now_ms);
        ui_begin(ui, "test");
        assert_int_equal(motion_sway(ui, 1600), cases[i].at);
        ui_end(ui, damage, 4);
        assert_int_equal(motion_due(ui).at_ms, cases[i].now_ms + 33);
        assert_false(motion_due(ui).ends);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        TEST(a_dialog_rises_to_its_place),
        TEST(what_can_be_touched_stands_still),
        TEST(what_comes_back_rises_again),
        TEST(a_toast_rises_alone),
        TEST(nothing_moves_when_it_should_not),
        TEST(a_caret_goes_on_and_off),
        TEST(a_line_goes_to_and_fro),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
