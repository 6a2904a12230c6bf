// SPDX-License-Identifier: Apache-2.0
#ifndef UI_SHAPE_H
#define UI_SHAPE_H

#include <stdint.h>

#include "ui/mask_cache.h"
#include "ui/canvas.h"

/** Which corners of a box are rounded, as in struct draw_cmd. */
enum shape_corner {
    CORNER_TOP_LEFT = 1,
    CORNER_TOP_RIGHT = 2,
    CORNER_BOTTOM_RIGHT = 4,
    CORNER_BOTTOM_LEFT = 8,
    CORNER_ALL = 15
};

/** A box in canvas pixels. */
struct shape_box {
    struct rect rect;
    uint32_t fill, line; // 0xAARRGGBB
    int border;          // drawn inward
    int radius;
    unsigned corners;
    int dash; // length of dashes and gaps; 0 solid
};

/**
 * Anti-aliased box. With `dash` the border is dashed; without a border the
 * fill itself is a dashed line along its longer side. Corner masks live in
 * `cache`.
 */
void
shape_draw(struct canvas *canvas, struct mask_cache *cache,
           const struct shape_box *box);

/** The largest radius at which rounded corners do not overlap. */
int
shape_radius(struct rect rect, int radius, unsigned corners);

/** Coverage of the top left corner, radius by radius; NULL without memory
 *  or radius. Borrowed until the cache takes another mask. */
const struct mask *
shape_corner_mask(struct mask_cache *cache, int radius);

/** A blurred shadow under a box. */
struct shape_shadow {
    struct rect box;
    int radius;
    int offset;     // down
    int reach;      // px around the moved box at which it ends
    double sigma;   // of the blur
    uint32_t color; // with the shadow's alpha
};

void
shape_shadow_draw(struct canvas *canvas, const struct shape_shadow *shadow);

#endif
