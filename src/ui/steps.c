// SPDX-License-Identifier: Apache-2.0
#include "ui/steps.h"

#include "ui/build.h"
#include "ui/widget.h"
#include "util/str.h"

#define DISC 88
#define LINE 6
#define GAP 32
#define PITCH_MAX 176

static void
draw_step(struct ui *ui, const struct step *step, struct rect rect)
{
    struct icon_box disc = {
        .icon = step->icon,
        .rect = {rect.x, rect.y + (rect.h - DISC) / 2, DISC, DISC},
        .size = 52,
        .radius = DISC / 2,
        .fill = COLOR_LAKE100,
        .color = COLOR_LAKE700,
    };
    widget_icon_box(ui, &disc);
    char id[UI_ID_SIZE];
    str_format(id, sizeof(id), "%s.sub", step->id);
    struct label labels[] = {
        {.id = step->id, .text = step->title, .step = TYPE_H3, .bold = true,
         .color = COLOR_INK900},
        {.id = id, .text = step->sub, .step = TYPE_BODY,
         .color = COLOR_INK700},
    };
    rect.x += DISC + GAP;
    rect.w -= DISC + GAP;
    widget_stack(ui, labels, 2, rect);
}

void
steps_draw(struct ui *ui, const struct steps *steps)
{
    struct rect rect = steps->rect;
    int pitch = rect.h / steps->count;
    int most = ui_theme(ui)->large ? PITCH_MAX + 40 : PITCH_MAX;
    pitch = pitch < most ? pitch : most;
    for (int i = 0; i < steps->count; i++) {
        struct rect row = {rect.x, rect.y + i * pitch, rect.w, pitch};
        if (i > 0) {
            struct rect line = {
                rect.x + (DISC - LINE) / 2, row.y - (pitch - DISC) / 2,
                LINE, pitch - DISC,
            };
            widget_fill(ui, line, COLOR_STONE300);
        }
        draw_step(ui, &steps->steps[i], row);
    }
}
