// SPDX-License-Identifier: Apache-2.0
#include "ui/facts.h"

#include <string.h>

#include "ui/layout.h"
#include "ui/notice.h"
#include "ui/widget.h"
#include "util/str.h"

#define PAD 30
#define BOX 80
#define GAP 24

static void
draw_fact(struct ui *ui, const struct fact *fact, struct rect row)
{
    int size = row.h < 104 ? 72 : BOX;
    struct icon_box icon = {
        .icon = fact->icon,
        .rect = {row.x, row.y + (row.h - size) / 2, size, size},
        .size = 48,
        .radius = 20,
        .fill = fact->unknown ? COLOR_STONE100 : COLOR_LAKE100,
        .color = fact->unknown ? COLOR_INK700 : COLOR_LAKE700,
    };
    widget_icon_box(ui, &icon);
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.label", fact->id);
    struct label labels[] = {
        {.id = id, .text = fact->label, .step = TYPE_CAPTION,
         .color = COLOR_INK700},
        {.id = fact->id, .text = fact->text,
         .value = fact->unknown ? "unknown" : NULL, .step = TYPE_READ,
         .color = COLOR_INK900},
    };
    struct rect area = {
        row.x + size + GAP, row.y + 4, row.w - size - GAP, row.h - 10,
    };
    widget_stack(ui, labels, 2, area);
}

void
facts_draw(struct ui *ui, const struct facts *facts)
{
    widget_card(ui, facts->rect);
    struct rect area = rect_inset(facts->rect, PAD, 4);
    for (int i = 0; i < facts->count; i++) {
        struct rect row = layout_row(area, facts->count, 0, i);
        draw_fact(ui, &facts->facts[i], row);
        if (i + 1 < facts->count) {
            struct rect line = {row.x, row.y + row.h - 2, row.w, 2};
            widget_fill(ui, line, COLOR_STONE200);
        }
    }
}

static void
draw_figure(struct ui *ui, const struct figure_item *item, struct rect rect)
{
    int name_h = theme_type(ui_theme(ui), TYPE_BODY).line;
    int number_h = theme_type(ui_theme(ui), TYPE_H1).line + 4;
    struct rect body = layout_center(rect, rect.w, name_h + number_h);
    struct label name = {
        .text = item->name,
        .rect = layout_cut_top(&body, name_h),
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &name);
    if (!strpbrk(item->text, "0123456789")) {
        struct label words = name;
        words.id = item->id;
        words.text = item->text;
        words.value = item->value;
        words.rect = body;
        words.step = TYPE_H2;
        words.bold = true;
        words.color = COLOR_INK900;
        widget_label(ui, &words);
        return;
    }
    struct figure number = {
        .id = item->id,
        .text = item->text,
        .value = item->value,
        .rect = body,
        .big = TYPE_H1,
        .small = TYPE_LEAD,
        .color = COLOR_INK900,
        .align = ALIGN_CENTER,
    };
    widget_figure(ui, &number);
}

void
figures_draw(struct ui *ui, const struct figures *figures)
{
    for (int i = 0; i < figures->count; i++) {
        struct rect column
            = layout_column(figures->rect, figures->count, 2, i);
        if (i > 0 && figures->divided) {
            struct rect line = {
                column.x - 2, column.y + (column.h - 104) / 2, 2, 104,
            };
            widget_fill(ui, line, COLOR_STONE200);
        }
        draw_figure(ui, &figures->items[i], rect_inset(column, 8, 0));
    }
}

void
meter_draw(struct ui *ui, const struct meter *meter)
{
    struct rect area = meter->rect;
    struct rect right = layout_cut_right(&area, area.w * 6 / 11);
    struct progress bar = {
        .id = meter->id,
        .label = meter->text,
        .rect = layout_center(right, right.w, 20),
        .permille = meter->permille,
    };
    progress_draw(ui, &bar);
    struct label label = {
        .text = meter->text,
        .rect = {area.x, area.y, area.w - GAP, area.h},
        .step = TYPE_H4,
        .bold = true,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &label);
}
