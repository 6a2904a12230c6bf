// SPDX-License-Identifier: Apache-2.0
#ifndef UI_PAGER_H
#define UI_PAGER_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/draw.h"
#include "ui/ui.h"

/** Which page of a long list is shown. */
struct paging {
    size_t total;    // entries
    size_t per_page; // at least 1
    size_t page;     // from 0
};

/** Pages there are; an empty list has one. */
size_t
paging_pages(const struct paging *paging);

/** Keep `page` within the list after it changed. */
void
paging_clamp(struct paging *paging);

/** The first entry of the page. */
size_t
paging_first(const struct paging *paging);

/** Turn the page by a tap; false for an id that is no pager's. */
bool
paging_tap(struct paging *paging, const char *id);

/** Previous, position, next; nothing at all for a single page. Words come
 *  translated; `compact` shows the arrows alone. */
struct pager {
    const struct paging *paging;
    struct rect rect;
    const char *previous, *next, *position;
    const char *strong; // part of `position` set bold; NULL: none
    bool compact;
};
void
pager_draw(struct ui *ui, const struct pager *pager);

#endif
