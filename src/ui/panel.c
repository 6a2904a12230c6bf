// SPDX-License-Identifier: Apache-2.0
#include "ui/panel.h"

#include "ui/button.h"
#include "ui/layout.h"
#include "ui/mark.h"
#include "ui/widget.h"
#include "util/str.h"

#define PAD 44
#define DISC 128
#define CARD_DISC 112

static void
draw_dark_ground(struct ui *ui, struct rect rect)
{
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = COLOR_LAKE900,
        .line = contrast ? COLOR_LAKE700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = 24,
    };
    widget_box(ui, rect, &box);
}

// Returns the width that the words at the right take.
static int
draw_dark_right(struct ui *ui, const struct dark_panel *panel,
                struct rect area)
{
    char state_id[UI_ID_SIZE], note_id[UI_ID_SIZE];
    str_format(state_id, sizeof(state_id), "%s.state", panel->id);
    str_format(note_id, sizeof(note_id), "%s.note", panel->id);
    struct label state = {
        .id = panel->state_id ? panel->state_id : state_id,
        .text = panel->state,
        .value = panel->state_value,
        .step = panel->below ? TYPE_LEAD : TYPE_H2,
        .bold = !panel->below,
        .color = COLOR_ON_PANEL, .align = ALIGN_END,
    };
    struct label note = {
        .id = note_id, .text = panel->note, .step = TYPE_BODY,
        .color = COLOR_ON_PANEL_SOFT, .align = ALIGN_END,
    };
    struct label labels[2];
    labels[panel->below ? 0 : 1] = state;
    labels[panel->below ? 1 : 0] = note;
    return widget_stack(ui, labels, 2, area).rect.w;
}

void
dark_panel_draw(struct ui *ui, const struct dark_panel *panel)
{
    draw_dark_ground(ui, panel->rect);
    struct rect area = rect_inset(panel->rect, PAD, 12);
    if (panel->state) {
        struct rect right = area;
        right.w = area.w / 2 - 12;
        right.x = area.x + area.w - right.w;
        area.w -= draw_dark_right(ui, panel, right) + 24;
    }
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.name", panel->id);
    bool quote = !panel->step;
    struct label labels[] = {
        {.id = id, .text = panel->name,
         .step = quote ? TYPE_CAPTION : TYPE_BODY,
         .color = COLOR_ON_PANEL_SOFT},
        {.id = panel->id, .text = panel->text, .value = panel->value,
         .step = quote ? TYPE_LEAD : panel->step, .bold = !quote,
         .color = COLOR_ON_PANEL, .fixed = !quote},
    };
    widget_stack(ui, labels, 2, area);
}

struct sign {
    const char *icon;
    enum color fill;
};

static struct sign
sign_of(enum tone tone)
{
    switch (tone) {
    case TONE_MEADOW:
        return (struct sign){"check", COLOR_MEADOW700};
    case TONE_GOLD:
        return (struct sign){"help", COLOR_GOLD800};
    default:
        return (struct sign){"minus", COLOR_INK700};
    }
}

static void
draw_tinted(struct ui *ui, struct rect rect, enum tone tone, int radius)
{
    bool contrast = ui_theme(ui)->contrast;
    struct box box = {
        .fill = tone_fill(tone),
        .line = contrast ? COLOR_LAKE700 : COLOR_NONE,
        .border = contrast ? 4 : 0,
        .radius = radius,
    };
    widget_box(ui, rect, &box);
}

void
verdict_draw(struct ui *ui, const struct verdict *verdict)
{
    const struct rect *r = &verdict->rect;
    draw_tinted(ui, *r, verdict->tone, 28);
    struct sign sign = sign_of(verdict->tone);
    struct disc disc = {
        .icon = sign.icon,
        .rect = {r->x + 40, r->y + (r->h - DISC) / 2, DISC, DISC},
        .fill = sign.fill,
    };
    disc_draw(ui, &disc);
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.lead", verdict->id);
    enum color ink = tone_ink(ui, verdict->tone);
    struct label labels[] = {
        {.id = id, .text = verdict->lead, .step = TYPE_LEAD, .color = ink},
        {.id = verdict->id, .text = verdict->word, .value = verdict->value,
         .step = TYPE_H1, .bold = true, .color = ink},
    };
    int x = disc.rect.x + DISC + 32;
    struct rect area = {x, r->y + 12, r->x + r->w - 16 - x, r->h - 24};
    widget_stack(ui, labels, 2, area);
}

struct pill
verdict_pill(enum tone tone, const char *word)
{
    return (struct pill){
        .icon = sign_of(tone).icon, .text = word, .tone = tone,
    };
}

static void
draw_card_head(struct ui *ui, const struct state_card *card,
               struct rect area)
{
    struct icon_box icon = {
        .icon = card->icon,
        .rect = layout_center(layout_cut_left(&area, CARD_DISC), CARD_DISC,
                              CARD_DISC),
        .size = 68,
        .radius = CARD_DISC / 2,
        .fill = COLOR_SNOW,
        .color = tone_text(card->tone),
    };
    widget_icon_box(ui, &icon);
    layout_cut_left(&area, 28);
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.line", card->id);
    enum color ink = tone_ink(ui, card->tone);
    struct label labels[] = {
        {.id = card->id, .text = card->title, .value = card->value,
         .step = TYPE_H2, .bold = true, .color = ink},
        {.id = id, .text = card->line, .step = TYPE_BODY, .color = ink},
    };
    widget_stack(ui, labels, 2, area);
}

void
state_card_draw(struct ui *ui, const struct state_card *card)
{
    draw_tinted(ui, card->rect, card->tone, 24);
    struct rect area = rect_inset(card->rect, 36, 20);
    draw_card_head(ui, card, layout_cut_top(&area, 136));
    if (card->button_id) {
        struct rect right = layout_cut_right(&area, 240);
        struct button button = {
            .id = card->button_id,
            .label = card->button,
            .rect = layout_center(right, 240, 104),
            .kind = BUTTON_SECONDARY,
            .step = TYPE_H4,
        };
        button_draw(ui, &button);
        layout_cut_right(&area, 24);
    }
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.text", card->id);
    struct label text = {
        .id = id,
        .text = card->text,
        .rect = area,
        .step = TYPE_BODY,
        .color = tone_ink(ui, card->tone),
        .middle = true,
    };
    widget_label(ui, &text);
}
