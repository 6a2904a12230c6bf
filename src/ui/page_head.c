// SPDX-License-Identifier: Apache-2.0
#include "ui/page_head.h"

#include "ui/layout.h"
#include "ui/mark.h"
#include "ui/widget.h"
#include "util/str.h"

#define DONE 80
#define SQUARE 128
#define SIGN 200

void
page_head_draw(struct ui *ui, const struct page_head *head)
{
    struct rect area = head->rect;
    int size = head->done ? DONE : SQUARE;
    struct rect at
        = layout_center(layout_cut_left(&area, size), size, size);
    if (head->done) {
        struct disc disc = {
            .icon = head->icon, .rect = at, .fill = COLOR_MEADOW700,
        };
        disc_draw(ui, &disc);
    } else {
        struct icon_box box = {
            .icon = head->icon,
            .rect = at,
            .size = 76,
            .radius = 28,
            .fill = COLOR_LAKE100,
            .color = COLOR_LAKE700,
        };
        widget_icon_box(ui, &box);
    }
    layout_cut_left(&area, head->done ? 24 : 28);
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.lead", head->id);
    struct label labels[] = {
        {.id = head->id, .text = head->title, .step = TYPE_H1, .bold = true,
         .color = COLOR_INK900},
        {.id = id, .text = head->lead, .step = TYPE_LEAD,
         .color = COLOR_INK700},
    };
    // Large type may be higher than the sign beside it.
    struct rect words = rect_inset(area, 0, head->done ? -12 : -4);
    widget_stack(ui, labels, 2, words);
}

void
page_sign_draw(struct ui *ui, const struct page_sign *sign)
{
    struct rect area = sign->rect;
    int size = area.h < 400 ? area.h * 2 / 5 : SIGN;
    struct icon_box disc = {
        .icon = sign->icon,
        .rect = layout_center(layout_cut_top(&area, size), size, size),
        .size = size * 9 / 16,
        .radius = size / 2,
        .fill = tone_fill(sign->tone),
        .color = tone_text(sign->tone),
    };
    widget_icon_box(ui, &disc);
    layout_cut_top(&area, 28);
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.text", sign->id);
    struct label labels[] = {
        {.id = sign->id, .text = sign->title, .value = sign->value,
         .step = TYPE_H1, .bold = true, .color = COLOR_INK900,
         .align = ALIGN_CENTER},
        {.id = id, .text = sign->text, .step = TYPE_LEAD,
         .color = COLOR_INK700, .align = ALIGN_CENTER},
    };
    widget_stack(ui, labels, 2, area);
}

void
foot_note_draw(struct ui *ui, const struct foot_note *note)
{
    struct advice advice = {
        .id = note->id,
        .icon = note->icon,
        .text = note->text,
        .rect = note->rect,
        .center = true,
        .step = TYPE_CAPTION,
        .color = COLOR_INK700,
    };
    advice_draw(ui, &advice);
}
