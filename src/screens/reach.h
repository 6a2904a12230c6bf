// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_REACH_H
#define SCREENS_REACH_H

#include <stdbool.h>

#include "ui/draw.h"
#include "ui/ui.h"

/*
 * Low reach: whatever can be touched lies in the part of a portrait page
 * that a seated visitor reaches.
 *
 * A screen keeps to it by laying out from parts_content: what is only read
 * is taken from the top by reach_cut_head, the rest by layout_cut_* from
 * what is left. Fixed places are wrong under low reach if anything at them
 * can be touched. The console of staff is one dense page and exempt.
 */

/** Where the reach begins on a portrait page, px. */
#define REACH_TOP 840

/** True under low reach, which is for portrait pages alone: a landscape
 *  panel is wholly within reach. */
bool
reach_low(const struct ui *ui);

/**
 * Take `h` px (at most 640) for what is only read, title and picture: from
 * the top of `area`, with `gap` below it. Under low reach it comes from the
 * space above the reach instead, from the top of the page on, and `area`
 * keeps its height.
 */
struct rect
reach_cut_head(const struct ui *ui, struct rect *area, int h, int gap);

#endif
