// SPDX-License-Identifier: Apache-2.0
#include "ui/icon.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ui/icon_table.h"
#include "util/log.h"

#define SQUARE 48.0 // side of an icon's drawing
#define UNIT 64.0   // table steps in a unit of it
#define STROKE 3.0  // width of every line
#define SIZE_MAX_PX 2000

static int
compare_name(const void *key, const void *shape)
{
    return strcmp(key, ((const struct icon_shape *)shape)->name);
}

bool
icon_find(const char *name, size_t *out)
{
    const struct icon_shape *found = bsearch(
        name, icon_shapes, icon_shape_count, sizeof(*icon_shapes),
        compare_name);

    if (!found) {
        return false;
    }
    *out = (size_t)(found - icon_shapes);
    return true;
}

struct segment {
    double ax, ay, bx, by;
};

static double
distance(const struct segment *s, double x, double y)
{
    double dx = s->bx - s->ax, dy = s->by - s->ay;
    double length = dx * dx + dy * dy;
    double t = length > 0
                   ? ((x - s->ax) * dx + (y - s->ay) * dy) / length
                   : 0;

    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return hypot(x - s->ax - t * dx, y - s->ay - t * dy);
}

static int
clamp_px(double value, int size)
{
    return value < 0 ? 0 : value > size ? size : (int)value;
}

/*
 * Round caps and joins are what "all points within half a stroke of the
 * line" looks like; of overlapping segments the larger coverage counts.
 */
static void
stroke(struct mask *mask, const struct segment *s, double half)
{
    double reach = half + 1;
    int x0 = clamp_px(fmin(s->ax, s->bx) - reach, mask->w);
    int x1 = clamp_px(fmax(s->ax, s->bx) + reach + 1, mask->w);
    int y0 = clamp_px(fmin(s->ay, s->by) - reach, mask->h);
    int y1 = clamp_px(fmax(s->ay, s->by) + reach + 1, mask->h);

    for (int y = y0; y < y1; y++) {
        for (int x = x0; x < x1; x++) {
            double in = half - distance(s, x + 0.5, y + 0.5) + 0.5;
            uint8_t *alpha = &mask->alpha[y * mask->w + x];
            if (in > 0) {
                uint8_t cover = in >= 1 ? 255 : (uint8_t)(in * 255 + 0.5);
                *alpha = cover > *alpha ? cover : *alpha;
            }
        }
    }
}

bool
icon_raster(size_t icon, int size, struct mask *out)
{
    assert(icon < icon_shape_count);
    if (size < 1 || size > SIZE_MAX_PX) {
        return false;
    }
    *out = (struct mask){.w = size, .h = size};
    out->alpha = calloc((size_t)size, (size_t)size);
    if (!out->alpha) {
        LOGE("ui: no memory for an icon");
        return false;
    }
    double scale = size / SQUARE / UNIT;
    double half = STROKE / 2 * size / SQUARE;
    const struct icon_shape *shape = &icon_shapes[icon];
    for (int i = 0; i < shape->count; i++) {
        const struct icon_line *line = &icon_lines[shape->first + i];
        const struct icon_point *p = &icon_points[line->first];
        for (int k = 0; k + 1 < line->count; k++) {
            struct segment s = {p[k].x * scale, p[k].y * scale,
                                p[k + 1].x * scale, p[k + 1].y * scale};
            stroke(out, &s, half);
        }
    }
    return true;
}
