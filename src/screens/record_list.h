// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_RECORD_LIST_H
#define SCREENS_RECORD_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/layout.h"
#include "ui/pager.h"
#include "ui/ui.h"

/** The rows of a list of records: a column, on a wide page two. The screen
 *  cuts the pager's place; without one (h 0) the list needs none. */
struct record_list {
    struct rect rows, pager;
    struct layout_grid grid;
};

/** Place as many rows of `row_h` px as have room, at most `most`. */
void
record_list_place(const struct ui *ui, struct record_list *list,
                  struct rect area, int row_h, size_t most);

/** How many records a page shows. */
size_t
record_list_per_page(const struct record_list *list);

/** The page on which the record at `first` of `total` stands. */
struct paging
record_list_paging(const struct record_list *list, size_t total,
                   size_t first);

/** Turn the page by a tap on the pager; `first` becomes the new page's. */
bool
record_list_turn(const struct record_list *list, size_t total,
                 size_t *first, const char *id);

/** Where the row at `i` of the page stands. */
struct rect
record_list_row(const struct record_list *list, size_t i);

/** The pager, where there is a place for it. */
void
record_list_pager(struct ui *ui, const struct record_list *list,
                  size_t total, size_t first);

#endif
