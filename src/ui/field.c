// SPDX-License-Identifier: Apache-2.0
#include "ui/field.h"

#include <string.h>

#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/motion.h"
#include "ui/widget.h"
#include "util/str.h"

#define PAD 36
#define HIDDEN "·"
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

// Digits, dots for those that are hidden, digits.
struct masked {
    char head[16], tail[16];
    int dots;
};

static struct masked
take_apart(const char *shown)
{
    struct masked masked = {.dots = 0};
    size_t head = 0, tail = 0;
    while (*shown) {
        if (str_starts(shown, HIDDEN)) {
            masked.dots++;
            shown += strlen(HIDDEN);
        } else if (masked.dots == 0 && head + 1 < sizeof(masked.head)) {
            masked.head[head++] = *shown++;
        } else if (masked.dots > 0 && tail + 1 < sizeof(masked.tail)) {
            masked.tail[tail++] = *shown++;
        } else {
            shown++;
        }
    }
    return masked;
}

static struct label
typed_label(const char *text, struct rect area)
{
    return (struct label){
        .text = text,
        .rect = area,
        .step = TYPE_H2,
        .color = COLOR_INK900,
        .middle = true,
        .spacing = 4,
    };
}

// The hidden ones come closer as there are more; digits keep their size.
static struct placed
draw_masked(struct ui *ui, const char *shown, struct rect area)
{
    struct masked masked = take_apart(shown);
    bool large = ui_theme(ui)->large;
    int most = large ? 64 : 52, size = large ? 14 : 12;
    struct label tail = typed_label(masked.tail, area);
    int tail_w = widget_measure(ui, &tail).rect.w;
    struct label head = typed_label(masked.head, area);
    struct placed placed = widget_label(ui, &head);
    int x = area.x + placed.rect.w;
    int room = area.x + area.w - x - tail_w;
    int pitch = masked.dots ? room / (masked.dots + 1) : most;
    pitch = pitch < most ? pitch : most;
    x += pitch / 4;
    for (int i = 0; i < masked.dots; i++, x += pitch) {
        struct box dot = {
            .fill = COLOR_INK900, .line = COLOR_NONE, .radius = size / 2,
        };
        struct rect cell = {x, area.y, pitch, area.h};
        widget_box(ui, layout_center(cell, size, size), &dot);
    }
    tail.rect.x = x + pitch / 4;
    tail.rect.w = tail_w + 1;
    struct placed more = widget_label(ui, &tail);
    placed.rect = rect_union(placed.rect, more.rect);
    if (placed.rect.w > 0 && x > placed.rect.x + placed.rect.w) {
        placed.rect.w = x - placed.rect.x;
    }
    secret_wipe(&masked, sizeof(masked));
    return placed;
}

void
field_draw(struct ui *ui, const struct field *field)
{
    draw_frame(ui, field);
    struct rect area = rect_inset(field->rect, PAD + 3, 8);
    struct label hint = {
        .text = field->hint,
        .rect = {area.x + area.w * 3 / 5, area.y, area.w * 2 / 5, area.h},
        .step = ui_theme(ui)->large ? TYPE_BODY : TYPE_CAPTION,
        .color = COLOR_INK700,
        .align = ALIGN_END,
        .middle = true,
    };
    int taken = widget_label(ui, &hint).rect.w + 24;
    // Too low for a second line at any size of type.
    int line = ui_theme(ui)->large ? 80 : 72;
    struct rect text = {
        area.x, area.y + (area.h - line) / 2, area.w - taken - 16, line,
    };
    struct placed placed = draw_masked(ui, field->shown, text);
    if (field->caret && motion_caret(ui)) {
        int x = placed.rect.w ? placed.rect.x + placed.rect.w + 8 : area.x;
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
