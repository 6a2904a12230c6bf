// SPDX-License-Identifier: Apache-2.0
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/draw.h"

/** How much of each pixel a shape covers; tinted when it is drawn. */
struct mask {
    int w, h;
    int left, top;  // from the pen (a glyph) or the corner to column 0, row 0
    uint8_t *alpha; // w * h bytes, row by row
};

/**
 * Pixels to draw on, 0xAARRGGBB, and the part that may change. Rectangles
 * are in pixels of it; what lies outside `clip` is never touched. `clip`
 * must lie inside the memory.
 */
struct canvas {
    uint32_t *pixels; // borrowed
    int pitch;        // pixels from one row to the next
    struct rect clip;
};

/** Fill a rectangle; a colour with alpha below 255 is blended. */
void
canvas_fill(struct canvas *canvas, struct rect rect, uint32_t color);

/** Blend `color` through the mask, whose row 0 is at x, y. */
void
canvas_mask(struct canvas *canvas, const struct mask *mask, int x, int y,
            uint32_t color);

/** Blend `color` into one pixel at `coverage` of 255. */
void
canvas_dot(struct canvas *canvas, int x, int y, uint32_t color,
           unsigned coverage);

#endif
