// SPDX-License-Identifier: Apache-2.0
#include "ui/row_lead.h"

#include "ui/widget.h"

#define DATE 128

bool
row_has_lead(const struct row *row)
{
    return row->lead.icon || row->lead.letter || row->lead.month;
}

int
row_lead_size(const struct row *row)
{
    return row->lead.month  ? DATE
           : row->lead.size ? row->lead.size
                            : 80;
}

static void
draw_letter(struct ui *ui, const struct row *row, struct rect rect)
{
    struct icon_box ground = {
        .rect = rect, .radius = 20, .fill = COLOR_LAKE100,
    };
    widget_icon_box(ui, &ground);
    struct label letter = {
        .text = row->lead.letter,
        .rect = rect,
        .step = TYPE_KEY,
        .bold = true,
        .color = tone_ink(ui, TONE_LAKE),
        .align = ALIGN_CENTER,
        .middle = true,
        .fixed = true,
    };
    widget_label(ui, &letter);
}

// Month over day; without a day an icon over the words.
static void
draw_date(struct ui *ui, const struct row *row, struct rect rect)
{
    bool known = row->lead.day != NULL;
    struct icon_box ground = {
        .rect = rect,
        .radius = 20,
        .fill = known ? COLOR_LAKE100 : COLOR_STONE100,
    };
    widget_icon_box(ui, &ground);
    struct label month = {
        .text = row->lead.month,
        .rect = {rect.x + 6, rect.y + (known ? 12 : 70), rect.w - 12, 48},
        .step = known ? TYPE_BODY : TYPE_CAPTION,
        .color = tone_ink(ui, known ? TONE_LAKE : TONE_GREY),
        .align = ALIGN_CENTER,
        .middle = true,
        .fixed = true,
    };
    widget_label(ui, &month);
    if (!known) {
        struct rect icon = {rect.x + 38, rect.y + 17, 52, 52};
        widget_icon(ui, "calendar", icon, month.color);
        return;
    }
    struct label day = month;
    day.text = row->lead.day;
    day.rect.y = rect.y + 60;
    day.rect.h = 56;
    day.step = TYPE_H2;
    day.bold = true;
    widget_label(ui, &day);
}

void
row_lead_draw(struct ui *ui, const struct row *row)
{
    int size = row_lead_size(row);
    struct rect rect = {
        row->rect.x + ROW_PAD, row->rect.y + (row->rect.h - size) / 2, size,
        size,
    };
    bool plain = row->lead.tone == TONE_PLAIN;
    if (row->lead.month) {
        draw_date(ui, row, rect);
    } else if (row->lead.letter) {
        draw_letter(ui, row, rect);
    } else {
        struct icon_box icon = {
            .icon = row->lead.icon,
            .rect = rect,
            .size = size > 80 ? size * 7 / 12 : 48,
            .radius = row->lead.round ? size / 2 : 20,
            .fill = plain ? COLOR_LAKE100 : tone_fill(row->lead.tone),
            .color = plain ? COLOR_LAKE700 : tone_text(row->lead.tone),
        };
        widget_icon_box(ui, &icon);
    }
}
