// SPDX-License-Identifier: Apache-2.0
#include "ui/mark.h"

#include "ui/widget.h"

void
mark_draw(struct ui *ui, struct rect rect, int radius, bool on)
{
    struct box box = {
        .fill = on ? COLOR_LAKE700 : COLOR_SNOW,
        .line = on ? COLOR_NONE : COLOR_STONE600,
        .border = on ? 0 : 3,
        .radius = radius,
    };
    widget_box(ui, rect, &box);
    if (on) {
        widget_icon(ui, "check", rect_inset(rect, 10, 10), COLOR_ON_DARK);
    }
}

void
disc_draw(struct ui *ui, const struct disc *disc)
{
    struct rect rect = disc->rect;
    struct box box = {
        .fill = disc->fill, .line = COLOR_NONE, .radius = rect.w / 2,
    };
    widget_box(ui, rect, &box);
    int pad = rect.w * 3 / 16;
    widget_icon(ui, disc->icon, rect_inset(rect, pad, pad), COLOR_ON_DARK);
}
