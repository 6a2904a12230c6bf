// SPDX-License-Identifier: Apache-2.0
#include "ui/field.h"

#include "ui/build.h"
#include "ui/button.h"
#include "ui/motion.h"
#include "ui/widget.h"

#define PAD 36
#define DOT 48
#define DOT_PITCH 76
#define GROUP_GAP 104

static void
draw_frame(struct ui *ui, const struct field *field)
{
    struct box box = {
        .fill = field->wrong ? COLOR_CLAY50 : COLOR_SNOW,
        .line = field->wrong ? COLOR_CLAY700 : COLOR_LAKE700,
        .border = 3,
        .radius = 20,
    };
    widget_box(ui, field->rect, &box);
}

void
field_draw(struct ui *ui, const struct field *field)
{
    draw_frame(ui, field);
    struct rect area = rect_inset(field->rect, PAD, 8);
    struct label hint = {
        .text = field->hint,
        .rect = {area.x + area.w * 3 / 5, area.y, area.w * 2 / 5, area.h},
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
        .align = ALIGN_END,
        .middle = true,
    };
    int taken = widget_label(ui, &hint).rect.w + 24;
    // Too low for a second line at any size of type.
    int line = ui_theme(ui)->large ? 80 : 72;
    struct label shown = {
        .text = field->shown,
        .rect = {area.x, area.y + (area.h - line) / 2, area.w - taken, line},
        .step = TYPE_H2,
        .color = COLOR_INK900,
        .middle = true,
        .spacing = 4,
    };
    struct placed placed = widget_label(ui, &shown);
    if (field->caret && motion_caret(ui)) {
        int x = placed.rect.w ? placed.rect.x + placed.rect.w + 2 : area.x;
        struct rect caret = {x, area.y + (area.h - 52) / 2, 4, 52};
        widget_fill(ui, caret, COLOR_LAKE700);
    }
    struct target target = {
        .id = field->id,
        .role = UI_FIELD,
        .label = field->label,
        .value = field->value,
        .rect = field->rect,
        .text = placed,
    };
    target_add(ui, &target);
}

static void
draw_dot(struct ui *ui, int x, int y, bool filled)
{
    struct box box = {
        .fill = filled ? COLOR_GOLD500 : COLOR_NONE,
        .line = filled ? COLOR_NONE : COLOR_LAKE300,
        .border = filled ? 0 : 3,
        .radius = DOT / 2,
    };
    struct rect rect = {x, y, DOT, DOT};
    widget_box(ui, rect, &box);
}

static int
group_width(int dots)
{
    return (dots - 1) * DOT_PITCH + DOT;
}

void
dots_draw(struct ui *ui, const struct dots *dots)
{
    int w = group_width(dots->groups[0]) + GROUP_GAP
            + group_width(dots->groups[1]);
    int x = dots->rect.x + (dots->rect.w - w) / 2;
    int drawn = 0;
    for (int g = 0; g < 2; g++) {
        int group = group_width(dots->groups[g]);
        for (int i = 0; i < dots->groups[g]; i++, drawn++) {
            draw_dot(ui, x + i * DOT_PITCH, dots->rect.y,
                     drawn < dots->filled);
        }
        struct label name = {
            .text = dots->names[g],
            .rect = {x - 40, dots->rect.y + 64, group + 80, 48},
            .step = TYPE_BODY,
            .color = COLOR_ON_PANEL_SOFT,
            .align = ALIGN_CENTER,
        };
        widget_label(ui, &name);
        x += group + GROUP_GAP;
        if (g == 0) {
            struct rect line = {
                x - GROUP_GAP / 2 - 1, dots->rect.y + 6, 2, 100,
            };
            widget_fill(ui, line, COLOR_LAKE300);
        }
    }
    struct target target = {
        .id = dots->id,
        .role = UI_FIELD,
        .label = dots->label,
        .value = dots->value,
        .rect = dots->rect,
    };
    target_add(ui, &target);
}
