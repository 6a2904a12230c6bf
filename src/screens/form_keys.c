// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "screens/form_parts.h"
#include "screens/parts.h"
#include "screens/reach.h"
#include "ui/build.h"
#include "ui/button.h"
#include "ui/input.h"
#include "ui/keyboard.h"
#include "ui/keypad.h"
#include "ui/layout.h"
#include "ui/number_input.h"
#include "ui/stepper.h"
#include "ui/widget.h"
#include "util/str.h"

#define LEFT_W 584
#define GUTTER 24

/** Where everything stands above the keys. */
struct places {
    struct rect stepper, label, box, hint, buttons;
    struct rect keys; // of a keypad
};

static struct places
place(struct ui *ui, const struct form_field *field)
{
    struct places places = {0};
    struct rect panel = keyboard_rect(ui);
    bool wide = parts_wide(ui);
    int label = form_field_label_height(ui, field);
    int box = form_box_height(ui, field);
    struct rect area = {60, 152, ui_page(ui).w - 120, panel.y - 152 - 20};
    struct rect left = area;
    places.keys = rect_inset(panel, 60, 24);
    if (wide) {
        area.y -= 16;
        area.h += 16;
        left = layout_cut_left(&area, LEFT_W);
        layout_cut_left(&area, GUTTER);
        places.stepper = layout_cut_top(&left, STEPPER_H);
        places.buttons = layout_cut_bottom(&left, 120);
        places.keys.x = area.x;
        places.keys.w = area.w;
        box = box > area.h - label ? area.h - label : box;
    } else {
        layout_skip(&area, 16);
        places.stepper = layout_cut_top(&area, STEPPER_H);
        layout_skip(&area, 32);
        if (reach_low(ui)) {
            // The box is touched, so it stands within the reach.
            int most = panel.y - 20 - REACH_TOP;
            box = box > most ? most : box;
            area = (struct rect){60, REACH_TOP - label, 960, label + box};
        } else {
            places.buttons = layout_cut_bottom(&area, 120);
        }
    }
    places.label = layout_cut_top(&area, label);
    places.box = layout_cut_top(&area, box);
    layout_skip(&area, 16);
    places.hint = area;
    return places;
}

static void
draw_stepper(struct ui *ui, const struct form_screen *data,
             const struct form_leaves *leaves, struct rect rect)
{
    struct form_frame frame = form_frame_of(ui, data, leaves);
    struct stepper stepper = {
        .id = frame.caption_id,
        .now = frame.now,
        .count = frame.count,
        .caption = frame.caption,
        .remark = text_get(&data->form.title, ui_lang(ui)),
        .rect = rect,
    };
    stepper_draw(ui, &stepper);
}

static void
draw_buttons(struct ui *ui, const struct form_screen *data,
             const struct form_leaves *leaves, struct rect area)
{
    struct form_frame frame = form_frame_of(ui, data, leaves);
    if (area.h == 0) {
        return;
    }
    struct button back = {
        .id = frame.back_id, .label = frame.back, .icon = "chevron-left",
        .rect = layout_cut_left(&area, parts_wide(ui) ? 272 : 304),
        .kind = BUTTON_SECONDARY, .disabled = frame.back_off,
    };
    layout_cut_left(&area, GUTTER);
    struct button next = {
        .id = frame.next_id, .label = frame.next, .icon = frame.next_icon,
        .trail = frame.next_icon ? NULL : "arrow-right", .rect = area,
        .kind = frame.commit ? BUTTON_COMMIT : BUTTON_PRIMARY,
        .disabled = frame.next_off,
    };
    button_draw(ui, &back);
    button_draw(ui, &next);
}

static void
draw_label(struct ui *ui, const struct form_screen *data, size_t index,
           struct rect rect)
{
    const struct form_field *field = &data->form.fields[index];
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "form.error.%s", field->name);
    struct input_label label = {
        .id = id,
        .text = text_get(&field->label, ui_lang(ui)),
        .remark = form_remark(ui, field),
        .error = form_error(ui, data, index),
        .rect = rect,
    };
    input_label_draw(ui, &label);
}

static void
draw_hint(struct ui *ui, const struct form_field *field, struct rect rect)
{
    const char *help = text_get(&field->help, ui_lang(ui));
    int line = theme_type(ui_theme(ui), TYPE_BODY).line;
    if (!help[0] && field->kind == FORM_DATE) {
        help = ui_tr(ui, "依次输入年、月、日，如 20270115");
    }
    if (!help[0] || rect.h < line) {
        return;
    }
    struct label label = {
        .id = "form.help",
        .text = help,
        .rect = {rect.x, rect.y, rect.w,
                 rect.h < 2 * line ? line : 2 * line},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
    };
    widget_label(ui, &label);
}

static void
draw_box(struct ui *ui, const struct form_screen *data, size_t index,
         struct rect rect)
{
    const struct form_field *field = &data->form.fields[index];
    bool text = field->kind == FORM_TEXT;
    char id[UI_ID_SIZE], clear[UI_ID_SIZE];
    form_field_id(data, index, NULL, id);
    form_field_id(data, index, "clear", clear);
    struct input input = {
        .id = id,
        .label = text_get(&field->label, ui_lang(ui)),
        .text = text ? data->typing.text : data->digits,
        .composing = text ? data->typing.split : NULL,
        .clear_id = clear,
        .clear = ui_tr(ui, "清空"),
        .rect = rect,
        .focused = true,
        .caret = true,
    };
    input_draw(ui, &input);
}

static void
draw_day(struct ui *ui, const struct form_screen *data, size_t index,
         struct rect rect)
{
    struct form_day day = form_day_split(data->digits);
    size_t length = strlen(data->digits);
    char id[UI_ID_SIZE];
    form_field_id(data, index, NULL, id);
    struct date_input input = {
        .id = id,
        .parts = {ui_keep(ui, day.year), ui_keep(ui, day.month),
                  ui_keep(ui, day.day)},
        .focus = length < 4 ? 0 : length < 6 ? 1 : 2,
        .caret = true,
        .wrong = form_error(ui, data, index) != NULL,
        .rect = rect,
    };
    date_input_draw(ui, &input);
}

static void
draw_pad(struct ui *ui, struct rect rect)
{
    bool wide = parts_wide(ui);
    struct rect panel = keyboard_rect(ui);
    widget_fill(ui, panel, COLOR_KEYBOARD);
    widget_fill(ui, (struct rect){panel.x, panel.y, panel.w, 2},
                COLOR_LAKE300);
    struct keypad keypad = {
        .screen = "form",
        .rect = rect,
        .gap_x = 24,
        .gap_y = wide ? 16 : 20,
        .right = KEYPAD_DELETE,
        .delete_word = ui_tr(ui, "删除"),
    };
    keypad_draw(ui, &keypad);
    struct layout_grid grid = {3, 4, keypad.gap_x, keypad.gap_y};
    struct key done = {
        .id = "form.key.done",
        .label = ui_tr(ui, "完成"),
        .rect = layout_cell(rect, &grid, 9),
        .function = true,
    };
    key_draw(ui, &done);
}

void
form_keys_draw(struct screen_context *context,
               const struct form_screen *data,
               const struct form_leaves *leaves)
{
    struct ui *ui = context->ui;
    size_t index = (size_t)data->editing;
    const struct form_field *field = &data->form.fields[index];
    struct places places = place(ui, field);
    draw_stepper(ui, data, leaves, places.stepper);
    draw_label(ui, data, index, places.label);
    if (field->kind == FORM_DATE) {
        draw_day(ui, data, index, places.box);
    } else {
        draw_box(ui, data, index, places.box);
    }
    draw_hint(ui, field, places.hint);
    draw_buttons(ui, data, leaves, places.buttons);
    if (field->kind == FORM_TEXT) {
        struct keyboard keyboard = {
            .typing = &data->typing,
            .done = ui_tr(ui, "完成"),
            .done_icon = "check",
        };
        keyboard_draw(ui, &keyboard);
    } else {
        draw_pad(ui, places.keys);
    }
}
