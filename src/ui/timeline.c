// SPDX-License-Identifier: Apache-2.0
#include "ui/timeline.h"

#include "ui/mark.h"
#include "ui/notice.h"
#include "ui/widget.h"
#include "util/str.h"

#define DISC 80
#define LINE 6
#define PAD 36
#define GAP 28
#define PITCH_MAX 152
#define PITCH_LARGE 196

static const char *const values[] = {
    [TIMELINE_DONE] = "done",
    [TIMELINE_NOW] = "now",
    [TIMELINE_LATER] = "later",
};

static void
draw_disc(struct ui *ui, const struct timeline_step *step, struct rect rect)
{
    if (step->state == TIMELINE_LATER) {
        struct box box = {
            .fill = COLOR_SNOW,
            .line = COLOR_STONE600,
            .border = 3,
            .radius = DISC / 2,
        };
        widget_box(ui, rect, &box);
        widget_icon(ui, step->icon, rect_inset(rect, 16, 16), COLOR_INK700);
        return;
    }
    bool done = step->state == TIMELINE_DONE;
    struct disc disc = {
        .icon = done ? "check" : step->icon,
        .rect = rect,
        .fill = done ? COLOR_MEADOW700 : COLOR_LAKE700,
    };
    disc_draw(ui, &disc);
}

// The line to the next step has the colour of what leads there.
static void
draw_line(struct ui *ui, const struct timeline_step *next, struct rect disc,
          int pitch)
{
    struct rect line = {
        disc.x + (DISC - LINE) / 2, disc.y + DISC, LINE, pitch - DISC,
    };
    enum color color = next->state == TIMELINE_DONE  ? COLOR_MEADOW700
                       : next->state == TIMELINE_NOW ? COLOR_LAKE700
                                                     : COLOR_STONE300;
    widget_fill(ui, line, color);
}

static void
draw_words(struct ui *ui, const struct timeline *timeline,
           const struct timeline_step *step, struct rect area)
{
    if (step->state == TIMELINE_NOW && timeline->now) {
        struct pill pill = {
            .text = timeline->now,
            .rect = area,
            .end = true,
            .tone = TONE_LAKE,
        };
        pill.rect.y += (area.h - 56) / 2;
        area.w -= pill_draw(ui, &pill).w + GAP;
    }
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.sub", step->id);
    struct label labels[] = {
        {.id = step->id, .text = step->title, .value = values[step->state],
         .step = TYPE_H4, .bold = true, .color = COLOR_INK900},
        {.id = id, .text = step->sub, .step = TYPE_BODY,
         .color = COLOR_INK700},
    };
    widget_stack(ui, labels, 2, area);
}

void
timeline_draw(struct ui *ui, const struct timeline *timeline)
{
    struct rect rect = timeline->rect;
    int most = ui_theme(ui)->large ? PITCH_LARGE : PITCH_MAX;
    int pitch = timeline->count ? (rect.h - 32) / timeline->count : most;
    pitch = pitch < most ? pitch : most;
    rect.h = pitch * timeline->count + 32;
    int top = rect.y + 16;
    widget_card(ui, rect);
    for (int i = 0; i < timeline->count; i++) {
        const struct timeline_step *step = &timeline->steps[i];
        struct rect row = {rect.x + PAD, top + i * pitch,
                           rect.w - 2 * PAD, pitch};
        struct rect disc = {row.x, row.y + (pitch - DISC) / 2, DISC, DISC};
        if (i + 1 < timeline->count) {
            draw_line(ui, step + 1, disc, pitch);
        }
        draw_disc(ui, step, disc);
        row.x += DISC + GAP;
        row.w -= DISC + GAP;
        draw_words(ui, timeline, step, row);
    }
}
