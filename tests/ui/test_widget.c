// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/build.h"
#include "ui/button.h"
#include "ui/dialog.h"
#include "ui/field.h"
#include "ui/keypad.h"
#include "ui/pager.h"
#include "ui/text.h"
#include "ui/touch.h"
#include "ui/widget.h"
#include "util/str.h"

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
    if (ui_create(&options, &ui)) {
        return -1;
    }
    ui_begin(ui, "test");
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    ui_free(ui);
    text_free(text);
    return 0;
}

static const struct draw_cmd *
text_cmd(size_t nth)
{
    const struct draw_list *list = ui_list(ui);
    for (size_t i = 0; i < list->count; i++) {
        if (list->cmds[i].op == DRAW_TEXT && nth-- == 0) {
            return &list->cmds[i];
        }
    }
    return NULL;
}

// With the fixed-width font a Chinese character is as wide as its size.
static void
a_text_wraps_before_it_shrinks(void **state)
{
    (void)state;
    struct label label = {
        .id = "test.label", .text = "请选择要办理的服务",
        .rect = {0, 0, 160, 112}, .step = TYPE_H3,
    };
    widget_label(ui, &label);
    ui_end(ui, damage, 4);
    // Four at 40 px a line would need three lines: five at 32 need two.
    assert_int_equal(text_cmd(0)->step, TYPE_BODY);
    assert_string_equal(text_cmd(0)->text, "请选择要办");
    assert_string_equal(text_cmd(1)->text, "理的服务");
    assert_false(ui_node_find(ui, "test.label")->clipped);
}

static void
a_text_that_cannot_fit_says_so(void **state)
{
    (void)state;
    struct label label = {
        .id = "test.label", .text = "请选择要办理的服务",
        .rect = {10, 10, 100, 40}, .step = TYPE_H3,
    };
    assert_true(widget_label(ui, &label).clipped);
    ui_end(ui, damage, 4);
    const struct ui_node *node = ui_node_find(ui, "test.label");
    assert_true(node->clipped);
    assert_true(node->text_rect.w <= 100);
    assert_int_equal(text_cmd(0)->step, TYPE_CAPTION);
    assert_int_equal(text_cmd(0)->clip.w, 100);
}

static void
large_type_falls_back_to_the_plain_scale(void **state)
{
    (void)state;
    struct theme large = {.large = true};
    ui_set_modes(ui, LANG_ZH, &large);
    struct label label = {
        .text = "取号办事", .rect = {0, 0, 208, 72}, .step = TYPE_H3,
    };
    assert_false(widget_label(ui, &label).clipped);
    label.rect.w = 112;
    label.rect.h = 40;
    assert_false(widget_label(ui, &label).clipped);
    label.fixed = true;
    label.rect = (struct rect){0, 0, 160, 56};
    assert_false(widget_label(ui, &label).clipped);
    ui_end(ui, damage, 4);
    assert_true(text_cmd(0)->large);
    assert_false(text_cmd(1)->large);
    assert_int_equal(text_cmd(1)->step, TYPE_CAPTION);
    assert_false(text_cmd(2)->large);
    assert_int_equal(text_cmd(2)->step, TYPE_H3);
}

static void
stacked_texts_never_overlap(void **state)
{
    (void)state;
    struct rect area = {0, 100, 320, 124};
    struct label labels[] = {
        {.id = "test.a", .text = "先取普通号，窗口会帮您核对",
         .step = TYPE_H3},
        {.id = "test.b", .text = "只用于本次查找，已清除", .step = TYPE_BODY},
    };
    assert_false(widget_stack(ui, labels, 2, area).clipped);
    ui_end(ui, damage, 4);
    struct rect a = ui_node_find(ui, "test.a")->text_rect;
    struct rect b = ui_node_find(ui, "test.b")->text_rect;
    assert_int_equal(rect_intersect(a, b).w, 0);
    assert_true(a.y >= area.y && b.y + b.h <= area.y + area.h);
}

static void
a_stack_without_room_says_so(void **state)
{
    (void)state;
    struct rect area = {0, 100, 200, 60};
    struct label labels[] = {
        {.id = "test.a", .text = "取号", .step = TYPE_H3},
        {.id = "test.b", .text = "请选择要办理的服务", .step = TYPE_BODY},
    };
    assert_true(widget_stack(ui, labels, 2, area).clipped);
    ui_end(ui, damage, 4);
    assert_false(ui_node_find(ui, "test.a")->clipped);
    assert_true(ui_node_find(ui, "test.b")->clipped);
}

static void
a_button_has_its_look_and_its_element(void **state)
{
    (void)state;
    struct button button = {
        .id = "test.go", .label = "下一步", .trail = "arrow-right",
        .rect = {60, 100, 400, 120}, .kind = BUTTON_PRIMARY,
    };
    button_draw(ui, &button);
    ui_end(ui, damage, 4);
    const struct theme plain = {0};
    const struct draw_list *list = ui_list(ui);
    assert_int_equal(list->cmds[0].fill,
                     theme_color(&plain, COLOR_LAKE700));
    const struct ui_node *node = ui_node_find(ui, "test.go");
    assert_int_equal(node->role, UI_BUTTON);
    assert_string_equal(node->label, "下一步");
    struct ui_event event;
    struct touch down = {TOUCH_DOWN, 1, 200, 150, 1000};
    ui_touch(ui, &down, &event);
    ui_begin(ui, "test");
    button_draw(ui, &button);
    assert_int_equal(ui_end(ui, damage, 4), 1);
    assert_int_equal(ui_list(ui)->cmds[0].fill,
                     theme_color(&plain, COLOR_LAKE800));
}

static void
a_dialog_covers_the_page(void **state)
{
    (void)state;
    struct button below = {.id = "test.below", .label = "甲",
                           .rect = {60, 100, 400, 120}};
    struct button above = {.id = "dialog.above", .label = "乙",
                           .rect = {60, 300, 400, 120}};
    button_draw(ui, &below);
    dialog_begin(ui, "dialog.test", "您还在吗？",
                 (struct rect){40, 280, 900, 400});
    button_draw(ui, &above);
    ui_end(ui, damage, 4);
    assert_true(ui_node_find(ui, "test.below")->covered);
    assert_false(ui_node_find(ui, "test.below")->enabled);
    assert_true(ui_node_find(ui, "dialog.above")->enabled);
    assert_int_equal(ui_node_find(ui, "dialog.test")->role, UI_DIALOG);
    assert_null(ui_node_at(ui, 100, 150));
    assert_string_equal(ui_node_at(ui, 100, 350)->id, "dialog.above");
}

// The page with one button, pressed by a finger where `y` is on it.
static void
draw_pressed(bool contrast, int y)
{
    const struct theme theme = {.contrast = contrast};
    struct touch finger = {TOUCH_DOWN, 1, 200, y, 1000};
    struct ui_event event;
    struct button button = {
        .id = "test.go", .label = "好", .kind = BUTTON_SECONDARY,
        .rect = {100, 100, 400, 120},
    };
    ui_set_modes(ui, LANG_ZH, &theme);
    button_draw(ui, &button);
    ui_end(ui, damage, 4);
    ui_touch(ui, &finger, &event);
    ui_begin(ui, "test");
    widget_fill(ui, (struct rect){0, 0, 1080, 300}, COLOR_SNOW);
    button_draw(ui, &button);
    ui_end(ui, damage, 4);
}

static void
high_contrast_turns_a_pressed_one_round(void **state)
{
    (void)state;
    draw_pressed(true, 150);
    const struct draw_cmd *cmds = ui_list(ui)->cmds;
    assert_int_equal(cmds[0].fill, 0xFF000000); // the page around it
    assert_int_equal(cmds[1].fill, 0xFFFFFFFF);
    assert_int_equal(cmds[1].line, 0xFF000000);
    assert_int_equal(text_cmd(0)->line, 0xFF000000);
}

static void
a_press_beside_it_changes_nothing(void **state)
{
    (void)state;
    draw_pressed(true, 700);
    assert_int_equal(ui_list(ui)->cmds[1].fill, 0xFF000000);
}

static void
keys_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(keypad_key("pin", "pin.key.7"), '7');
    assert_int_equal(keypad_key("pin", "pin.key.x"), 'x');
    assert_int_equal(keypad_key("pin", "pin.key.delete"),
                     KEYPAD_KEY_DELETE);
    assert_int_equal(keypad_key("pin", "pin.key.77"), 0);
    assert_int_equal(keypad_key("pin", "pin.submit"), 0);
    assert_int_equal(keypad_key("pin", "identify.key.7"), 0);
    assert_int_equal(keypad_key("pin", "pin.key."), 0);
    ui_end(ui, damage, 4);
}

static void
pages_turn_within_the_list(void **state)
{
    (void)state;
    struct paging paging = {.total = 17, .per_page = 8};
    assert_int_equal(paging_pages(&paging), 3);
    assert_true(paging_tap(&paging, "pager.previous"));
    assert_int_equal(paging.page, 0);
    for (int i = 0; i < 5; i++) {
        assert_true(paging_tap(&paging, "pager.next"));
    }
    assert_int_equal(paging.page, 2);
    assert_int_equal(paging_first(&paging), 16);
    assert_false(paging_tap(&paging, "home.scan"));
    paging.total = 3;
    paging_clamp(&paging);
    assert_int_equal(paging.page, 0);
    paging = (struct paging){0};
    assert_int_equal(paging_pages(&paging), 1);
    ui_end(ui, damage, 4);
}

static void
a_figure_keeps_number_and_unit_together(void **state)
{
    (void)state;
    struct figure figure = {
        .id = "test.figure", .text = "12 人", .value = "12",
        .rect = {0, 0, 400, 84}, .big = TYPE_H1, .small = TYPE_LEAD,
        .align = ALIGN_CENTER,
    };
    widget_figure(ui, &figure);
    ui_end(ui, damage, 4);
    assert_string_equal(text_cmd(0)->text, "12");
    assert_string_equal(text_cmd(1)->text, " 人");
    assert_int_equal(text_cmd(0)->step, TYPE_H1);
    assert_int_equal(text_cmd(1)->step, TYPE_LEAD);
    assert_int_equal(text_cmd(0)->rect.x + text_cmd(0)->rect.w,
                     text_cmd(1)->rect.x);
    assert_string_equal(ui_node_find(ui, "test.figure")->value, "12");
}

static void
a_part_of_a_text_stands_out(void **state)
{
    (void)state;
    struct label label = {
        .text = "等候 12 人", .strong = "12",
        .rect = {0, 0, 400, 48}, .step = TYPE_BODY,
    };
    struct placed placed = widget_label(ui, &label);
    ui_end(ui, damage, 4);
    assert_string_equal(text_cmd(0)->text, "等候 ");
    assert_false(text_cmd(0)->bold);
    assert_string_equal(text_cmd(1)->text, "12");
    assert_true(text_cmd(1)->bold);
    assert_string_equal(text_cmd(2)->text, " 人");
    assert_false(text_cmd(2)->bold);
    assert_int_equal(text_cmd(1)->rect.x,
                     text_cmd(0)->rect.x + text_cmd(0)->rect.w);
    const struct rect *last = &text_cmd(2)->rect;
    assert_int_equal(last->x + last->w, placed.rect.x + placed.rect.w);
}

static void
a_stack_keeps_what_stands_above_a_text_free(void **state)
{
    (void)state;
    struct label labels[] = {
        {.text = "上", .step = TYPE_H3},
        {.text = "下", .step = TYPE_BODY, .above = 8},
    };
    widget_stack(ui, labels, 2, (struct rect){0, 0, 400, 212});
    ui_end(ui, damage, 4);
    // 56 and 48 with 8 between them, in the middle of 212.
    assert_int_equal(text_cmd(0)->rect.y, 50);
    assert_int_equal(text_cmd(1)->rect.y, 50 + 56 + 8);
}

// Digits keep their size however many are hidden between them.
static void
a_full_number_keeps_the_size_of_its_digits(void **state)
{
    (void)state;
    struct field field = {
        .id = "test.field", .label = "证件号", .value = "18",
        .shown = "8················6", .hint = "18 / 18",
        .rect = {60, 792, 960, 112},
    };
    field_draw(ui, &field);
    ui_end(ui, damage, 4);
    size_t count = 0;
    const struct ui_node *node = ui_nodes(ui, &count);
    assert_false(node->clipped);
    assert_string_equal(text_cmd(1)->text, "8");
    assert_int_equal(text_cmd(1)->step, TYPE_H2);
    assert_string_equal(text_cmd(2)->text, "6");
    assert_int_equal(text_cmd(2)->step, TYPE_H2);
    const struct rect *last = &text_cmd(2)->rect;
    assert_true(last->x + last->w < text_cmd(0)->rect.x);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        TEST(a_text_wraps_before_it_shrinks),
        TEST(a_text_that_cannot_fit_says_so),
        TEST(large_type_falls_back_to_the_plain_scale),
        TEST(stacked_texts_never_overlap),
        TEST(a_stack_without_room_says_so),
        TEST(a_button_has_its_look_and_its_element),
        TEST(a_dialog_covers_the_page),
        TEST(high_contrast_turns_a_pressed_one_round),
        TEST(a_press_beside_it_changes_nothing),
        TEST(keys_are_told_apart),
        TEST(pages_turn_within_the_list),
        TEST(a_figure_keeps_number_and_unit_together),
        TEST(a_part_of_a_text_stands_out),
        TEST(a_stack_keeps_what_stands_above_a_text_free),
        TEST(a_full_number_keeps_the_size_of_its_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
