// SPDX-License-Identifier: Apache-2.0
#include "ui/layout.h"

static int
at_most(int value, int limit)
{
    return value < limit ? value : limit;
}

struct rect
layout_cut_top(struct rect *area, int h)
{
    h = at_most(h, area->h);
    struct rect out = {area->x, area->y, area->w, h};
    area->y += h;
    area->h -= h;
    return out;
}

struct rect
layout_cut_bottom(struct rect *area, int h)
{
    h = at_most(h, area->h);
    area->h -= h;
    return (struct rect){area->x, area->y + area->h, area->w, h};
}

struct rect
layout_cut_left(struct rect *area, int w)
{
    w = at_most(w, area->w);
    struct rect out = {area->x, area->y, w, area->h};
    area->x += w;
    area->w -= w;
    return out;
}

struct rect
layout_cut_right(struct rect *area, int w)
{
    w = at_most(w, area->w);
    area->w -= w;
    return (struct rect){area->x + area->w, area->y, w, area->h};
}

void
layout_skip(struct rect *area, int px)
{
    layout_cut_top(area, px);
}

// Pixels that do not divide evenly go to the first parts.
static int
part(int whole, int n, int gap, int i, int *size)
{
    int room = whole - gap * (n - 1);
    int base = room / n;
    int extra = room % n;
    *size = base + (i < extra ? 1 : 0);
    return i * (base + gap) + (i < extra ? i : extra);
}

struct rect
layout_column(struct rect area, int n, int gap, int i)
{
    int w = 0;
    int x = part(area.w, n, gap, i, &w);
    return (struct rect){area.x + x, area.y, w, area.h};
}

struct rect
layout_row(struct rect area, int n, int gap, int i)
{
    int h = 0;
    int y = part(area.h, n, gap, i, &h);
    return (struct rect){area.x, area.y + y, area.w, h};
}

int
layout_rows(int h, int row, int gap)
{
    int rows = (h + gap) / (row + gap);
    return rows > 1 ? rows : 1;
}

struct rect
layout_cell(struct rect area, const struct layout_grid *grid, int i)
{
    struct rect row
        = layout_row(area, grid->rows, grid->gap_y, i / grid->columns);
    return layout_column(row, grid->columns, grid->gap_x, i % grid->columns);
}

struct rect
layout_center(struct rect area, int w, int h)
{
    return (struct rect){
        area.x + (area.w - w) / 2, area.y + (area.h - h) / 2, w, h,
    };
}
