// SPDX-License-Identifier: Apache-2.0
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "ui/draw.h"

/*
 * Dividing rectangles, in logical pixels. Everything is made from what is
 * left of an area, so one code path serves portrait and landscape.
 */

/** Take `h` px from the top; `area` keeps the rest. */
struct rect
layout_cut_top(struct rect *area, int h);

struct rect
layout_cut_bottom(struct rect *area, int h);

struct rect
layout_cut_left(struct rect *area, int w);

struct rect
layout_cut_right(struct rect *area, int w);

/** Drop `px` from the top: a gap between rows. */
void
layout_skip(struct rect *area, int px);

/** The `i`-th of `n` equal columns with `gap` between them. */
struct rect
layout_column(struct rect area, int n, int gap, int i);

/** The `i`-th of `n` equal rows with `gap` between them. */
struct rect
layout_row(struct rect area, int n, int gap, int i);

/** How many rows of at least `row` px with `gap` between them `h` px hold:
 *  a list shows fewer where there is less room. 1 at least. */
int
layout_rows(int h, int row, int gap);

/** A grid filled row by row. */
struct layout_grid {
    int columns, rows;
    int gap_x, gap_y;
};
struct rect
layout_cell(struct rect area, const struct layout_grid *grid, int i);

/** A box of this size in the middle of `area`. */
struct rect
layout_center(struct rect area, int w, int h);

#endif
