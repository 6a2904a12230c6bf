// SPDX-License-Identifier: Apache-2.0
#ifndef UI_ICON_TABLE_H
#define UI_ICON_TABLE_H

#include <stddef.h>
#include <stdint.h>

/**
 * The line icons of assets/icons as polylines, made at build time by
 * convert.py there. A place is in 1/64 of a unit of the 48x48 square.
 */
struct icon_point {
    int16_t x, y;
};

struct icon_line {
    uint16_t first, count; // of icon_points
};

/** In order of their names' bytes. */
struct icon_shape {
    const char *name;      // the file's, without .svg
    uint16_t first, count; // of icon_lines
};

extern const struct icon_point icon_points[];
extern const struct icon_line icon_lines[];
extern const struct icon_shape icon_shapes[];
extern const size_t icon_shape_count;

#endif
