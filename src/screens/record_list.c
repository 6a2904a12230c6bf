// SPDX-License-Identifier: Apache-2.0
#include "screens/record_list.h"

#include "screens/parts.h"

#define COLUMN_GAP 24
#define ROW_GAP 16

void
record_list_place(const struct ui *ui, struct record_list *list,
                  struct rect area, int row_h, size_t most)
{
    int columns = parts_wide(ui) ? 2 : 1;
    int rows = layout_rows(area.h, row_h, ROW_GAP);
    while (rows > 1 && (size_t)(columns * rows) > most) {
        rows--;
    }
    list->rows = layout_cut_top(&area, rows * (row_h + ROW_GAP) - ROW_GAP);
    list->grid = (struct layout_grid){columns, rows, COLUMN_GAP, ROW_GAP};
}

size_t
record_list_per_page(const struct record_list *list)
{
    return (size_t)(list->grid.columns * list->grid.rows);
}

struct paging
record_list_paging(const struct record_list *list, size_t total,
                   size_t first)
{
    size_t per_page = record_list_per_page(list);
    return (struct paging){
        .total = total,
        .per_page = per_page,
        .page = first / per_page,
    };
}

bool
record_list_turn(const struct record_list *list, size_t total,
                 size_t *first, const char *id)
{
    struct paging paging = record_list_paging(list, total, *first);
    if (!paging_tap(&paging, id)) {
        return false;
    }
    *first = paging_first(&paging);
    return true;
}

struct rect
record_list_row(const struct record_list *list, size_t i)
{
    return layout_cell(list->rows, &list->grid, (int)i);
}

void
record_list_pager(struct ui *ui, const struct record_list *list,
                  size_t total, size_t first)
{
    if (list->pager.h > 0) {
        struct paging paging = record_list_paging(list, total, first);
        parts_pager(ui, &paging, list->pager);
    }
}
