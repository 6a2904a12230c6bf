// SPDX-License-Identifier: Apache-2.0
#include "ui/pager.h"

#include "ui/button.h"
#include "ui/layout.h"
#include "ui/widget.h"
#include "util/str.h"

size_t
paging_pages(const struct paging *paging)
{
    size_t per_page = paging->per_page ? paging->per_page : 1;
    size_t pages = (paging->total + per_page - 1) / per_page;
    return pages ? pages : 1;
}

void
paging_clamp(struct paging *paging)
{
    size_t pages = paging_pages(paging);
    if (paging->page >= pages) {
        paging->page = pages - 1;
    }
}

size_t
paging_first(const struct paging *paging)
{
    return paging->page * paging->per_page;
}

bool
paging_tap(struct paging *paging, const char *id)
{
    if (str_equal(id, "pager.previous")) {
        paging->page -= paging->page > 0;
        return true;
    }
    if (str_equal(id, "pager.next")) {
        paging->page += paging->page + 1 < paging_pages(paging);
        return true;
    }
    return false;
}

void
pager_draw(struct ui *ui, const struct pager *pager)
{
    size_t pages = paging_pages(pager->paging);
    if (pages < 2) {
        return;
    }
    struct rect area = pager->rect;
    bool large = ui_theme(ui)->large;
    int w = pager->compact ? 180 : (area.w - 48) / 3;
    enum type_step step = large ? TYPE_LEAD : TYPE_H3;
    struct button previous = {
        .id = "pager.previous",
        .label = pager->compact ? "" : pager->previous,
        .spoken = pager->previous,
        .icon = "chevron-left",
        .rect = layout_cut_left(&area, w),
        .kind = BUTTON_SECONDARY,
        .step = step,
        .disabled = pager->paging->page == 0,
    };
    struct button next = {
        .id = "pager.next",
        .label = pager->compact ? "" : pager->next,
        .spoken = pager->next,
        .trail = "chevron-right",
        .rect = layout_cut_right(&area, w),
        .kind = BUTTON_SECONDARY,
        .step = step,
        .disabled = pager->paging->page + 1 >= pages,
    };
    struct label position = {
        .id = "pager.position",
        .text = pager->position,
        .rect = rect_inset(area, 12, 0),
        .step = large ? TYPE_BODY : TYPE_LEAD,
        .bold = large,
        .strong = pager->strong,
        .color = COLOR_INK900,
        .align = ALIGN_CENTER,
        .middle = true,
    };
    button_draw(ui, &previous);
    widget_label(ui, &position);
    button_draw(ui, &next);
}
