// SPDX-License-Identifier: Apache-2.0
#include "ui/choice_card.h"

#include "ui/build.h"
#include "ui/button.h"
#include "ui/mark.h"
#include "ui/widget.h"

#define PAD 30
#define GAP 24
#define MARK 64
#define SWITCH_W 128
#define SWITCH_H 72
#define KNOB 56

static void
draw_frame(struct ui *ui, const struct choice_card *card, bool pressed)
{
    bool tinted = card->on || pressed;
    struct box box = {
        .fill = tinted ? COLOR_LAKE100 : COLOR_SNOW,
        .line = tinted ? COLOR_LAKE700 : COLOR_STONE200,
        .border = card->on || ui_theme(ui)->contrast ? 4 : 2,
        .radius = 24,
    };
    widget_box(ui, card->rect, &box);
}

static void
draw_icon(struct ui *ui, const struct choice_card *card, struct rect rect)
{
    if (card->bare) {
        widget_icon(ui, card->icon, rect, COLOR_INK900);
        return;
    }
    struct icon_box box = {
        .icon = card->icon,
        .rect = rect,
        .size = rect.w * 7 / 12,
        .radius = 20,
        .fill = card->on ? COLOR_SNOW : COLOR_LAKE100,
        .color = COLOR_LAKE700,
    };
    widget_icon_box(ui, &box);
}

static struct placed
draw_words(struct ui *ui, const struct choice_card *card, struct rect area)
{
    struct label labels[] = {
        {.text = card->label, .step = TYPE_ANSWER, .bold = true,
         .color = COLOR_INK900},
        {.text = ui_theme(ui)->large && !card->noted ? NULL : card->note,
         .step = TYPE_BODY, .color = COLOR_INK700},
    };
    return widget_stack(ui, labels, 2, area);
}

static struct placed
draw_stacked(struct ui *ui, const struct choice_card *card)
{
    const struct rect *r = &card->rect;
    bool low = r->h < 230;
    int box = low ? 72 : r->w > 500 ? 96 : 88;
    struct rect icon = {r->x + PAD, r->y + (low ? 16 : 26), box, box};
    draw_icon(ui, card, icon);
    struct rect mark = {
        r->x + r->w - PAD - MARK, icon.y + (box - MARK) / 2, MARK, MARK,
    };
    mark_draw(ui, mark, MARK / 2, card->on);
    int top = icon.y + box + 4;
    struct rect area = {
        r->x + PAD, top, r->w - 2 * PAD, r->y + r->h - top - 10,
    };
    return draw_words(ui, card, area);
}

static struct placed
draw_wide(struct ui *ui, const struct choice_card *card)
{
    const struct rect *r = &card->rect;
    int box = card->bare ? 84 : r->h >= 160 ? 96 : r->h >= 128 ? 88 : 80;
    int x = r->x + PAD + (card->bare ? 8 : 0);
    struct rect icon = {x, r->y + (r->h - box) / 2, box, box};
    if (card->icon) {
        draw_icon(ui, card, icon);
        x += box + (card->bare ? 36 : GAP);
    }
    struct rect mark = {
        r->x + r->w - 34 - MARK, r->y + (r->h - MARK) / 2, MARK, MARK,
    };
    mark_draw(ui, mark, MARK / 2, card->on);
    struct rect area = {x, r->y + 6, mark.x - GAP - x, r->h - 12};
    return draw_words(ui, card, area);
}

void
choice_card_draw(struct ui *ui, const struct choice_card *card)
{
    draw_frame(ui, card, ui_is_pressed(ui, card->id));
    struct target target = {
        .id = card->id,
        .role = UI_ITEM,
        .label = card->label,
        .value = card->on ? "on" : "off",
        .rect = card->rect,
        .text = card->stacked ? draw_stacked(ui, card)
                              : draw_wide(ui, card),
        .grow = 8,
    };
    target_add(ui, &target);
}

static void
draw_switch(struct ui *ui, struct rect rect, bool on)
{
    struct box track = {
        .fill = on ? COLOR_LAKE700 : COLOR_SNOW,
        .line = on ? COLOR_NONE : COLOR_STONE600,
        .border = on ? 0 : 3,
        .radius = SWITCH_H / 2,
    };
    widget_box(ui, rect, &track);
    struct rect at = {
        on ? rect.x + rect.w - 8 - KNOB : rect.x + 8, rect.y + 8, KNOB, KNOB,
    };
    struct box knob = {
        .fill = on ? COLOR_SNOW : COLOR_STONE600,
        .line = COLOR_NONE,
        .radius = KNOB / 2,
    };
    widget_box(ui, at, &knob);
}

void
switch_row_draw(struct ui *ui, const struct switch_row *row)
{
    const struct rect *r = &row->rect;
    struct choice_card card = {
        .id = row->id, .icon = row->icon, .rect = row->rect,
    };
    draw_frame(ui, &card, ui_is_pressed(ui, row->id));
    struct rect icon = {r->x + PAD, r->y + (r->h - 88) / 2, 88, 88};
    draw_icon(ui, &card, icon);
    struct rect at = {
        r->x + r->w - 38 - SWITCH_W, r->y + (r->h - SWITCH_H) / 2, SWITCH_W,
        SWITCH_H,
    };
    draw_switch(ui, at, row->on);
    int x = icon.x + icon.w + 28;
    struct label labels[] = {
        {.text = row->label, .step = TYPE_H4, .bold = true,
         .color = COLOR_INK900},
        {.text = row->note, .step = TYPE_BODY, .color = COLOR_INK700},
    };
    struct rect area = {x, r->y + 6, at.x - GAP - x, r->h - 12};
    struct target target = {
        .id = row->id,
        .role = UI_ITEM,
        .label = row->label,
        .value = row->on ? "on" : "off",
        .rect = row->rect,
        .text = widget_stack(ui, labels, 2, area),
        .grow = 8,
    };
    target_add(ui, &target);
}

void
consent_draw(struct ui *ui, const struct consent *consent)
{
    const struct rect *r = &consent->rect;
    bool pressed = ui_is_pressed(ui, consent->id);
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = pressed       ? COLOR_LAKE100
                : consent->on ? COLOR_LAKE50
                              : COLOR_SNOW,
        .line = consent->on ? COLOR_LAKE300 : COLOR_STONE600,
        .border = contrast ? 4 : 2,
        .radius = 24,
    };
    widget_box(ui, *r, &box);
    struct rect mark = {r->x + 34, r->y + (r->h - MARK) / 2, MARK, MARK};
    mark_draw(ui, mark, 16, consent->on);
    int x = mark.x + MARK + 28;
    struct label labels[] = {
        {.text = consent->label, .step = TYPE_BODY, .bold = true,
         .color = COLOR_INK900},
        {.text = consent->note, .step = TYPE_CAPTION,
         .color = COLOR_INK700},
    };
    struct rect area = {x, r->y + 6, r->x + r->w - 34 - x, r->h - 12};
    struct target target = {
        .id = consent->id,
        .role = UI_ITEM,
        .label = consent->label,
        .value = consent->on ? "on" : "off",
        .rect = *r,
        .text = widget_stack(ui, labels, 2, area),
        .grow = 8,
    };
    target_add(ui, &target);
}
