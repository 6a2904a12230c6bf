// SPDX-License-Identifier: Apache-2.0
#include "ui/segment.h"

#include "ui/build.h"
#include "ui/button.h"
#include "ui/widget.h"

#define PAD 6
#define ICON 40

static void
draw_frame(struct ui *ui, const struct segment_control *control)
{
    struct box box = {
        .fill = control->dark     ? COLOR_LAKE900
                : control->tinted ? COLOR_LAKE50
                                  : COLOR_SNOW,
        .line = control->dark     ? COLOR_LAKE300
                : control->tinted ? COLOR_STONE300
                                  : COLOR_STONE600,
        .border = 2,
        .radius = 20,
    };
    widget_box(ui, control->rect, &box);
}

static enum color
text_color(const struct segment_control *control, bool chosen)
{
    if (control->dark) {
        return chosen ? COLOR_LAKE900 : COLOR_ON_PANEL;
    }
    return chosen ? COLOR_ON_DARK : COLOR_INK900;
}

static struct placed
draw_label(struct ui *ui, const struct segment *segment,
           struct label *label)
{
    if (!segment->icon) {
        return widget_label(ui, label);
    }
    struct rect area = label->rect;
    label->rect.w -= ICON + 12;
    int w = widget_measure(ui, label).rect.w;
    int x = area.x + (area.w - w - ICON - 12) / 2;
    struct rect icon = {x, area.y + (area.h - ICON) / 2, ICON, ICON};
    widget_icon(ui, segment->icon, icon, label->color);
    label->rect.x = x + ICON + 12;
    label->rect.w = w + 1;
    return widget_label(ui, label);
}

static void
draw_segment(struct ui *ui, const struct segment_control *control, int i,
             struct rect rect)
{
    const struct segment *segment = &control->segments[i];
    bool chosen = i == control->chosen;
    bool pressed = !chosen && ui_is_pressed(ui, segment->id);
    // High contrast has one ground, and one look for what is chosen.
    bool dark = control->dark && !ui_theme(ui)->contrast;
    if (chosen || pressed) {
        enum color fill = dark ? COLOR_SNOW : COLOR_LAKE700;
        enum color press = control->dark ? COLOR_LAKE800 : COLOR_LAKE100;
        struct box box = {
            .fill = chosen ? fill : press,
            .line = COLOR_NONE,
            .radius = 16,
        };
        widget_box(ui, rect, &box);
    }
    enum color color = text_color(control, chosen);
    if (ui_theme(ui)->contrast && chosen) {
        color = COLOR_ON_DARK;
    }
    struct label label = {
        .text = segment->label,
        .rect = rect_inset(rect, 4, 0),
        .step = segment->step ? segment->step : control->step,
        .bold = chosen || control->dark,
        .color = color,
        .align = ALIGN_CENTER,
        .middle = true,
        .fixed = control->fixed,
    };
    struct target target = {
        .id = segment->id,
        .role = UI_BUTTON,
        .label = segment->label,
        .value = chosen ? "chosen" : NULL,
        .rect = rect,
        .text = draw_label(ui, segment, &label),
        .grow = 4,
    };
    // The frame around belongs to the segment: 80 px are then enough.
    target.rect.y = control->rect.y;
    target.rect.h = control->rect.h;
    target_add(ui, &target);
}

void
segment_draw(struct ui *ui, const struct segment_control *control)
{
    draw_frame(ui, control);
    int weights = 0;
    for (int i = 0; i < control->count; i++) {
        weights += control->segments[i].weight;
    }
    int done = 0;
    int room = control->rect.w - 2 * PAD;
    for (int i = 0; i < control->count; i++) {
        int weight = control->segments[i].weight;
        int from = room * done / weights;
        int to = room * (done + weight) / weights;
        struct rect rect = {
            control->rect.x + PAD + from, control->rect.y + PAD, to - from,
            control->rect.h - 2 * PAD,
        };
        draw_segment(ui, control, i, rect);
        bool divided = i > 0 && !control->tinted && !control->dark
                       && i != control->chosen && i - 1 != control->chosen;
        if (divided) {
            struct rect line = {
                rect.x - 1, control->rect.y + (control->rect.h - 48) / 2, 2,
                48,
            };
            widget_fill(ui, line, COLOR_STONE300);
        }
        done += weight;
    }
}
