// SPDX-License-Identifier: Apache-2.0
#include "ui/number_input.h"

#include "ui/build.h"
#include "ui/button.h"
#include "ui/input.h"
#include "ui/layout.h"
#include "ui/widget.h"
#include "util/str.h"

#define GAP 16
#define BUTTON_W 144
#define UNIT_W 64

static void
draw_side(struct ui *ui, const struct number_input *input, bool plus,
          struct rect rect)
{
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.%s", input->id, plus ? "plus" : "minus");
    struct button button = {
        .id = id,
        .spoken = plus ? input->more : input->less,
        .icon = plus ? "plus" : "minus",
        .rect = rect,
        .kind = BUTTON_SECONDARY,
        .disabled = plus ? input->at_most : input->at_least,
    };
    button_draw(ui, &button);
}

// The number itself opens a keypad.
static void
add_field(struct ui *ui, const struct number_input *input,
          const struct figure *figure, struct rect area)
{
    struct target target = {
        .id = input->id,
        .role = UI_FIELD,
        .label = input->label,
        .value = input->text,
        .rect = area,
        .text = {.rect = figure->text[0] ? area : (struct rect){0}},
    };
    target_add(ui, &target);
}

void
number_input_draw(struct ui *ui, const struct number_input *input)
{
    struct rect area = input->rect;
    struct rect minus = layout_cut_left(&area, BUTTON_W);
    struct rect plus = layout_cut_right(&area, BUTTON_W);
    area = rect_inset(area, GAP, 0);
    draw_side(ui, input, false, minus);
    input_frame_draw(ui, area,
                     input->field && ui_is_pressed(ui, input->id),
                     input->wrong);
    struct figure figure = {
        .id = input->id,
        .text = input->unit ? ui_say(ui, "{1} {2}", input->text, input->unit,
                                     NULL)
                            : input->text,
        .value = input->text,
        .rect = area,
        .big = TYPE_H2,
        .small = TYPE_LEAD,
        .color = COLOR_INK900,
        .align = ALIGN_CENTER,
    };
    if (input->field) {
        figure.id = NULL;
        widget_figure(ui, &figure);
        add_field(ui, input, &figure, area);
    } else {
        widget_figure(ui, &figure);
    }
    draw_side(ui, input, true, plus);
}

static const char *const part_ids[] = {"year", "month", "day"};
static const char *const part_units[] = {
    UI_MARK("年"), UI_MARK("月"), UI_MARK("日"),
};

static void
draw_part(struct ui *ui, const struct date_input *input, int i,
          struct rect rect)
{
    bool focused = input->focus == i;
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.%s", input->id, part_ids[i]);
    input_frame_draw(ui, rect, focused || ui_is_pressed(ui, id), input->wrong);
    struct rect area = rect_inset(rect, 24, 8);
    struct label unit = {
        .text = ui_tr(ui, part_units[i]),
        .rect = {area.x + area.w - UNIT_W - 40, area.y, UNIT_W + 40,
                 area.h},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .align = ALIGN_END,
        .middle = true,
        .fixed = true,
    };
    int taken = widget_label(ui, &unit).rect.w + 12;
    struct label digits = {
        .text = input->parts[i],
        .rect = {area.x, area.y, area.w - taken, area.h},
        .step = TYPE_H2,
        .color = COLOR_INK900,
        .middle = true,
        .fixed = true,
    };
    struct placed placed = widget_label(ui, &digits);
    if (focused && input->caret) {
        input_caret_draw(ui, area.x + placed.rect.w + 2,
                         area.y + area.h / 2);
    }
    struct target target = {
        .id = id,
        .role = UI_FIELD,
        .label = unit.text,
        .value = input->parts[i],
        .rect = rect,
        .text = placed,
    };
    target_add(ui, &target);
}

void
date_input_draw(struct ui *ui, const struct date_input *input)
{
    struct rect area = input->rect;
    // The year takes the room of a digit or two more.
    int year = (area.w - 2 * GAP) * 2 / 5;
    draw_part(ui, input, 0, layout_cut_left(&area, year));
    layout_cut_left(&area, GAP);
    draw_part(ui, input, 1, layout_column(area, 2, GAP, 0));
    draw_part(ui, input, 2, layout_column(area, 2, GAP, 1));
}
