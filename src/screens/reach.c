// SPDX-License-Identifier: Apache-2.0
#include "screens/reach.h"

#include "ui/layout.h"

// Below the header.
#define PAGE_TOP 152

bool
reach_low(const struct ui *ui)
{
    struct rect page = ui_page(ui);
    return ui_theme(ui)->low_reach && page.h > page.w;
}

struct rect
reach_cut_head(const struct ui *ui, struct rect *area, int h, int gap)
{
    if (reach_low(ui)) {
        return (struct rect){area->x, PAGE_TOP, area->w, h};
    }
    struct rect head = layout_cut_top(area, h);
    layout_skip(area, gap);
    return head;
}
