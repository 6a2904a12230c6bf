// SPDX-License-Identifier: Apache-2.0
#include "ui/alarm.h"

#include "ui/build.h"
#include "ui/button.h"
#include "ui/layout.h"
#include "ui/widget.h"
#include "util/str.h"

#define DISC 200
#define PAD 44
#define ARROW 240
#define HELP_H 120

void
alarm_draw(struct ui *ui, const struct alarm *alarm)
{
    widget_fill(ui, alarm->rect, COLOR_CLAY700);
    struct rect area = alarm->head;
    int size = area.h < 400 ? area.h * 2 / 5 : DISC;
    struct rect disc
        = layout_center(layout_cut_top(&area, size), size, size);
    struct box box = {
        .fill = COLOR_SNOW, .line = COLOR_NONE, .radius = size / 2,
    };
    widget_box(ui, disc, &box);
    int pad = size / 6;
    widget_icon(ui, alarm->icon, rect_inset(disc, pad, pad), COLOR_CLAY700);
    layout_cut_top(&area, 16);
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.line", alarm->id);
    // Rather smaller than with a word broken off.
    int w = widget_text_width(ui, TYPE_ALARM, true, alarm->title);
    struct label labels[] = {
        {.id = alarm->id, .text = alarm->title,
         .step = w > area.w ? TYPE_HERO : TYPE_ALARM,
         .bold = true, .color = COLOR_ON_DARK, .align = ALIGN_CENTER},
        {.id = id, .text = alarm->line, .step = TYPE_ANSWER,
         .color = COLOR_ON_DARK, .align = ALIGN_CENTER},
    };
    widget_stack(ui, labels, 2, area);
}

static void
draw_help(struct ui *ui, const struct way_card *card, struct rect area)
{
    struct rect line = {area.x, area.y, area.w, 3};
    widget_fill(ui, line, COLOR_CLAY700);
    layout_cut_top(&area, 3);
    struct rect icon
        = layout_center(layout_cut_left(&area, 56), 56, 56);
    widget_icon(ui, card->help_icon, icon, COLOR_CLAY700);
    layout_cut_left(&area, 20);
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.help", card->id);
    struct label label = {
        .id = id,
        .text = card->help,
        .rect = area,
        .step = TYPE_H3,
        .bold = true,
        .color = COLOR_CLAY700,
        .middle = true,
    };
    widget_label(ui, &label);
}

void
way_card_draw(struct ui *ui, const struct way_card *card)
{
    struct box paper = {
        .fill = COLOR_SNOW, .line = COLOR_NONE, .radius = 32,
    };
    widget_box(ui, card->rect, &paper);
    struct rect area = rect_inset(card->rect, PAD, 28);
    if (card->help) {
        draw_help(ui, card, layout_cut_bottom(&area, HELP_H));
        layout_cut_bottom(&area, 16);
    }
    int size = area.h < ARROW ? area.h : ARROW;
    struct rect arrow
        = layout_center(layout_cut_left(&area, size), size, size);
    struct box square = {
        .fill = COLOR_CLAY700, .line = COLOR_NONE, .radius = 32,
    };
    widget_box(ui, arrow, &square);
    widget_icon(ui, card->icon, rect_inset(arrow, 28, 28), COLOR_ON_DARK);
    layout_cut_left(&area, 40);
    char from[UI_ID_SIZE], far[UI_ID_SIZE];
    str_format(from, sizeof(from), "%s.from", card->id);
    str_format(far, sizeof(far), "%s.far", card->id);
    struct label labels[] = {
        {.id = from, .text = card->from, .step = TYPE_LEAD,
         .color = COLOR_CLAY700},
        {.id = card->id, .text = card->place, .step = TYPE_HERO,
         .bold = true, .color = COLOR_CLAY700},
        {.id = far, .text = card->far, .step = TYPE_LEAD,
         .color = COLOR_CLAY700},
    };
    widget_stack(ui, labels, 3, area);
}

void
alarm_strip_draw(struct ui *ui, const struct alarm_strip *strip)
{
    bool pressed = ui_is_pressed(ui, strip->id);
    struct box box = {
        .fill = pressed ? COLOR_SNOW : COLOR_CLAY50,
        .line = COLOR_CLAY700,
        .border = 3,
        .radius = 24,
    };
    widget_box(ui, strip->rect, &box);
    struct rect area = rect_inset(strip->rect, 40, 4);
    struct rect icon = layout_center(layout_cut_left(&area, 60), 60, 60);
    widget_icon(ui, strip->icon, icon, COLOR_CLAY700);
    layout_cut_left(&area, 32);
    struct rect trail = layout_center(layout_cut_right(&area, 48), 48, 48);
    widget_icon(ui, "arrow-right", trail, COLOR_CLAY700);
    layout_cut_right(&area, 24);
    struct label labels[] = {
        {.text = strip->title, .step = TYPE_H3, .bold = true,
         .color = COLOR_CLAY700},
        {.text = strip->line, .step = TYPE_BODY, .color = COLOR_CLAY700},
    };
    struct target target = {
        .id = strip->id,
        .role = UI_BUTTON,
        .label = strip->title,
        .value = strip->line,
        .rect = strip->rect,
        .text = widget_stack(ui, labels, 2, area),
        .grow = 8,
    };
    target_add(ui, &target);
}
