// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas.h"

#define OPAQUE 255u

// value / 255 for value up to 255 * 255, rounded.
static inline unsigned
by_255(unsigned value)
{
    value += 128;
    return (value + (value >> 8)) >> 8;
}

// Two channels at once: red and blue, then green. Weight 0..256.
static inline uint32_t
mix(uint32_t below, uint32_t above, unsigned weight)
{
    uint32_t rb = below & 0xFF00FFu;
    uint32_t g = below & 0x00FF00u;

    rb += (((above & 0xFF00FFu) - rb) * weight) >> 8;
    g += (((above & 0x00FF00u) - g) * weight) >> 8;
    return 0xFF000000u | (rb & 0xFF00FFu) | (g & 0x00FF00u);
}

// 0..255 to 0..256, so that full coverage is exactly the colour.
static inline unsigned
weight_of(unsigned alpha)
{
    return alpha + (alpha >> 7);
}

void
canvas_fill(struct canvas *canvas, struct rect rect, uint32_t color)
{
    struct rect r = rect_intersect(rect, canvas->clip);
    unsigned alpha = color >> 24;
    unsigned weight = weight_of(alpha);

    if (r.w <= 0 || r.h <= 0 || alpha == 0) {
        return;
    }
    for (int y = r.y; y < r.y + r.h; y++) {
        uint32_t *row = canvas->pixels + (size_t)y * (size_t)canvas->pitch;
        if (alpha == OPAQUE) {
            for (int x = r.x; x < r.x + r.w; x++) {
                row[x] = color;
            }
        } else {
            for (int x = r.x; x < r.x + r.w; x++) {
                row[x] = mix(row[x], color, weight);
            }
        }
    }
}

void
canvas_mask(struct canvas *canvas, const struct mask *mask, int x, int y,
            uint32_t color)
{
    struct rect all = {x, y, mask->w, mask->h};
    struct rect r = rect_intersect(all, canvas->clip);
    unsigned alpha = color >> 24;
    uint32_t solid = color | 0xFF000000u;

    if (r.w <= 0 || r.h <= 0 || alpha == 0) {
        return;
    }
    for (int at = r.y; at < r.y + r.h; at++) {
        uint32_t *row =
            canvas->pixels + (size_t)at * (size_t)canvas->pitch + r.x;
        const uint8_t *cover =
            mask->alpha + (size_t)(at - y) * (size_t)mask->w + (r.x - x);
        for (int i = 0; i < r.w; i++) {
            unsigned c = cover[i];
            if (c == 0) {
                continue; // most of a glyph's box
            }
            if (alpha != OPAQUE) {
                c = by_255(c * alpha);
            }
            row[i] = c == OPAQUE ? solid : mix(row[i], color, weight_of(c));
        }
    }
}

void
canvas_dot(struct canvas *canvas, int x, int y, uint32_t color,
           unsigned coverage)
{
    unsigned alpha = by_255((color >> 24) * coverage);

    if (alpha != 0 && rect_contains(canvas->clip, x, y)) {
        uint32_t *pixel =
            canvas->pixels + (size_t)y * (size_t)canvas->pitch + x;
        *pixel = mix(*pixel, color, weight_of(alpha));
    }
}
