// SPDX-License-Identifier: Apache-2.0
#include "ui/receipt.h"

#include <string.h>

#include "ui/build.h"
#include "ui/layout.h"
#include "ui/widget.h"
#include "util/str.h"

#define EDGE 16
#define RADIUS 32
#define TOP_CORNERS 3
#define DIGITS_MAX 20

const char *
receipt_groups(struct ui *ui, const char *number)
{
    size_t length = strlen(number);
    if (length < 4 || length % 2 || length > DIGITS_MAX
        || strspn(number, "0123456789") != length) {
        return ui_keep(ui, number);
    }
    int half = (int)(length / 2);
    char text[DIGITS_MAX + 2];
    str_format(text, sizeof(text), "%.*s %s", half, number, number + half);
    return ui_keep(ui, text);
}

static void
draw_paper(struct ui *ui, struct rect rect)
{
    struct box paper = {
        .fill = COLOR_SNOW,
        .line = COLOR_STONE200,
        .border = ui_theme(ui)->contrast ? 4 : 2,
        .radius = RADIUS,
    };
    // The edge is a box beneath, of which the paper leaves a rim.
    struct box edge = {
        .fill = COLOR_LAKE700, .line = COLOR_NONE, .radius = RADIUS,
        .corners = TOP_CORNERS,
    };
    struct rect top = {rect.x, rect.y, rect.w, RADIUS * 2};
    widget_box(ui, top, &edge);
    rect.y += EDGE;
    rect.h -= EDGE;
    widget_box(ui, rect, &paper);
}

void
receipt_draw(struct ui *ui, const struct receipt *receipt)
{
    draw_paper(ui, receipt->rect);
    struct rect area = receipt->rect;
    layout_cut_top(&area, EDGE);
    area = rect_inset(area, 24, 12);
    int title_h = theme_type(ui_theme(ui), TYPE_LEAD).line;
    int note_h = theme_type(ui_theme(ui), TYPE_BODY).line;
    int number_h = theme_type(ui_theme(ui), TYPE_D1).line;
    int all = title_h + number_h + (receipt->note ? note_h : 0);
    area = layout_center(area, area.w, all < area.h ? all : area.h);
    bool contrast = ui_theme(ui)->contrast;
    struct label label = {
        .id = receipt->title_id,
        .text = receipt->title,
        .rect = layout_cut_top(&area, title_h),
        .step = TYPE_LEAD,
        .color = COLOR_INK700,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    widget_label(ui, &label);
    struct label number = label;
    number.id = receipt->id;
    number.text = receipt_groups(ui, receipt->number);
    number.value = receipt->number;
    number.rect = layout_cut_top(&area, number_h);
    number.step = TYPE_D1;
    number.bold = true;
    number.color = contrast ? COLOR_INK900 : COLOR_LAKE900;
    widget_label(ui, &number);
    label.id = NULL;
    label.text = receipt->note;
    label.rect = area;
    label.step = TYPE_BODY;
    widget_label(ui, &label);
}
