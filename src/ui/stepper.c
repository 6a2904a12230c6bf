// SPDX-License-Identifier: Apache-2.0
#include "ui/stepper.h"

#include "ui/build.h"
#include "ui/layout.h"
#include "ui/widget.h"
#include "util/str.h"

#define BAR_H 16
#define GAP 16
#define NARROW_GAP 8 // between more bars than FEW
#define FEW 8
// More pages than this are shown by the words alone.
#define BARS_MAX 16

static void
draw_bars(struct ui *ui, const struct stepper *stepper)
{
    struct rect area = stepper->rect;
    int gap = stepper->count > FEW ? NARROW_GAP : GAP;
    area.h = BAR_H;
    for (int i = 0; i < stepper->count && i < BARS_MAX; i++) {
        bool done = i < stepper->now;
        bool outlined = !done && ui_theme(ui)->contrast;
        struct box box = {
            .fill = done       ? COLOR_LAKE700
                    : outlined ? COLOR_SNOW
                               : COLOR_STONE300,
            .line = outlined ? COLOR_STONE300 : COLOR_NONE,
            .border = outlined ? 2 : 0,
            .radius = BAR_H / 2,
        };
        widget_box(ui, layout_column(area, stepper->count, gap, i), &box);
    }
}

void
stepper_draw(struct ui *ui, const struct stepper *stepper)
{
    if (stepper->count <= BARS_MAX) {
        draw_bars(ui, stepper);
    }
    const struct rect *r = &stepper->rect;
    int y = r->y + BAR_H + GAP, h = r->h - BAR_H - GAP;
    struct label remark = {
        .text = stepper->remark,
        .rect = {r->x + r->w / 2, y, r->w / 2, h},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .align = ALIGN_END,
        .middle = true,
        .fixed = true,
    };
    int taken = widget_label(ui, &remark).rect.w;
    char value[24];
    str_format(value, sizeof(value), "%d/%d", stepper->now, stepper->count);
    struct label caption = {
        .id = stepper->id,
        .text = stepper->caption,
        .value = ui_keep(ui, value),
        .rect = {r->x, y, r->w - taken - (taken ? GAP : 0), h},
        .step = TYPE_BODY,
        .color = COLOR_INK700,
        .middle = true,
        .fixed = true,
    };
    widget_label(ui, &caption);
}
