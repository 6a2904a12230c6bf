// SPDX-License-Identifier: Apache-2.0
#include "ui/log_row.h"

#include "ui/button.h"
#include "ui/tag.h"
#include "ui/widget.h"

#define TIME_W 160
#define GAP 16

void
log_row_draw(struct ui *ui, const struct log_row *row)
{
    struct rect rect = row->rect;
    struct label time = {
        .text = row->time,
        .rect = {rect.x, rect.y, TIME_W, rect.h - 2},
        .step = TYPE_BODY,
        .color = COLOR_INK900,
        .middle = true,
    };
    widget_label(ui, &time);
    int right = rect.x + rect.w;
    if (row->tag) {
        struct tag tag = {
            .text = row->tag,
            .rect = {rect.x, rect.y + (rect.h - tag_height(ui)) / 2, rect.w,
                     0},
            .tone = row->tone,
            .end = true,
        };
        right = tag_draw(ui, &tag).x - GAP;
    }
    int x = rect.x + TIME_W + GAP;
    struct label text = time;
    text.text = row->text;
    text.rect = (struct rect){x, rect.y, right - x, rect.h - 2};
    struct target target = {
        .id = row->id,
        .role = UI_TEXT,
        .label = row->text,
        .value = row->tag,
        .text = widget_label(ui, &text),
    };
    target.rect = target.text.rect;
    target_add(ui, &target);
    struct rect line = {rect.x, rect.y + rect.h - 2, rect.w, 2};
    widget_fill(ui, line, COLOR_STONE200);
}
