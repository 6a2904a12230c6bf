// SPDX-License-Identifier: Apache-2.0
#include "ui/shape.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "util/log.h"

#define RADIUS_MAX 512 // two such masks fit any cache of ours

// A box with what its rows have in common worked out.
struct plan {
    struct canvas *canvas;
    const struct shape_box *box;
    int border, radius;
    const struct mask *outer, *inner; // of radius and of radius - border
    int block[4]; // side of each corner's block: tl, tr, br, bl
};

static int
min_int(int a, int b)
{
    return a < b ? a : b;
}

static int
max_int(int a, int b)
{
    return a > b ? a : b;
}

int
shape_radius(struct rect rect, int radius, unsigned corners)
{
    bool left = (corners & 9u) == 9u, right = (corners & 6u) == 6u;
    bool top = (corners & 3u) == 3u, bottom = (corners & 12u) == 12u;
    int tall = left || right ? rect.h / 2 : rect.h;
    int wide = top || bottom ? rect.w / 2 : rect.w;

    return corners == 0 ? 0
                        : max_int(min_int(radius, min_int(tall, wide)), 0);
}

static uint8_t
corner_coverage(int radius, int x, int y)
{
    double dx = radius - x - 0.5, dy = radius - y - 0.5;
    double inside = radius - sqrt(dx * dx + dy * dy) + 0.5;

    return inside <= 0 ? 0 : inside >= 1 ? 255 : (uint8_t)(inside * 255 + 0.5);
}

const struct mask *
shape_corner_mask(struct mask_cache *cache, int radius)
{
    int key[2] = {'c', radius};
    struct mask mask = {.w = radius, .h = radius};

    if (radius <= 0 || radius > RADIUS_MAX) {
        return NULL;
    }
    const struct mask *found = mask_cache_find(cache, key, sizeof(key));
    if (found) {
        return found;
    }
    mask.alpha = malloc((size_t)radius * (size_t)radius);
    if (!mask.alpha) {
        LOGE("ui: no memory for a corner");
        return NULL;
    }
    for (int y = 0; y < radius; y++) {
        for (int x = 0; x < radius; x++) {
            mask.alpha[y * radius + x] = corner_coverage(radius, x, y);
        }
    }
    return mask_cache_add(cache, key, sizeof(key), &mask);
}

// Coverage of the rounded shape at x, y of a corner block.
static unsigned
covered(const struct mask *mask, int radius, int x, int y)
{
    if (x < 0 || y < 0) {
        return 0;
    }
    if (!mask || x >= radius || y >= radius) {
        return 255;
    }
    return mask->alpha[y * mask->w + x];
}

// One pixel of a corner block, x and y counted from the corner inward.
static void
corner_pixel(const struct plan *plan, int at_x, int at_y, int x, int y)
{
    const struct shape_box *box = plan->box;
    unsigned outer = covered(plan->outer, plan->radius, x, y);
    unsigned inner = covered(plan->inner, plan->radius - plan->border,
                             x - plan->border, y - plan->border);

    if (plan->border > 0) {
        // Under an opaque fill the line runs on, so that no background
        // shines through where the two meet.
        unsigned ring = box->fill >> 24 == 255 ? outer
                        : outer > inner        ? outer - inner
                                               : 0;
        if (inner < 255 || box->fill >> 24 != 255) {
            canvas_dot(plan->canvas, at_x, at_y, box->line, ring);
        }
    }
    canvas_dot(plan->canvas, at_x, at_y, box->fill, inner);
}

static void
corner_row(const struct plan *plan, int y, int corner, bool right)
{
    struct rect r = plan->box->rect;
    int size = plan->block[corner];
    int from_corner = corner < 2 ? y : r.h - 1 - y;

    for (int x = 0; x < size; x++) {
        int at = right ? r.x + r.w - 1 - x : r.x + x;
        corner_pixel(plan, at, r.y + y, x, from_corner);
    }
}

// The corner whose block row `y` crosses on a side; -1 without one.
static int
corner_at(const struct plan *plan, int y, bool right)
{
    int top = right ? 1 : 0, bottom = right ? 2 : 3;

    if (y < plan->block[top]) {
        return top;
    }
    return y >= plan->box->rect.h - plan->block[bottom] ? bottom : -1;
}

static void
span(const struct plan *plan, int y, int x0, int x1, uint32_t color)
{
    struct rect r = plan->box->rect;

    if (x1 > x0) {
        canvas_fill(plan->canvas, (struct rect){r.x + x0, r.y + y, x1 - x0, 1},
                    color);
    }
}

static void
draw_row(const struct plan *plan, int y)
{
    const struct shape_box *box = plan->box;
    int w = box->rect.w, b = plan->border;
    int left = corner_at(plan, y, false), right = corner_at(plan, y, true);
    int from = left < 0 ? 0 : plan->block[left];
    int to = right < 0 ? w : w - plan->block[right];

    if (left >= 0) {
        corner_row(plan, y, left, false);
    }
    if (right >= 0) {
        corner_row(plan, y, right, true);
    }
    if (y < b || y >= box->rect.h - b) {
        span(plan, y, from, to, box->line);
        return;
    }
    int fill_from = max_int(from, b), fill_to = min_int(to, w - b);
    span(plan, y, from, fill_from, box->line);
    span(plan, y, fill_from, fill_to, box->fill);
    span(plan, y, max_int(fill_to, fill_from), to, box->line);
}

// Rows between the corner blocks are all alike: three rectangles.
static void
draw_middle(const struct plan *plan, int top, int bottom)
{
    const struct shape_box *box = plan->box;
    struct rect r = box->rect;
    int b = plan->border, y = r.y + top, h = bottom - top;

    canvas_fill(plan->canvas, (struct rect){r.x, y, b, h}, box->line);
    canvas_fill(plan->canvas, (struct rect){r.x + b, y, r.w - 2 * b, h},
                box->fill);
    canvas_fill(plan->canvas, (struct rect){r.x + r.w - b, y, b, h},
                box->line);
}

static void
draw_solid(struct canvas *canvas, struct mask_cache *cache,
           const struct shape_box *box)
{
    struct rect r = box->rect;
    struct plan plan = {.canvas = canvas, .box = box};

    plan.border = max_int(min_int(box->border, min_int(r.w, r.h) / 2), 0);
    plan.radius = shape_radius(r, box->radius, box->corners);
    // Both must stay: make both the newest before keeping a pointer.
    (void)shape_corner_mask(cache, plan.radius);
    plan.inner = shape_corner_mask(cache, plan.radius - plan.border);
    plan.outer = shape_corner_mask(cache, plan.radius);
    for (int i = 0; i < 4; i++) {
        bool rounded = plan.radius > 0 && (box->corners & (1u << i));
        plan.block[i] = rounded ? max_int(plan.radius, plan.border) : 0;
    }
    int top = max_int(max_int(plan.block[0], plan.block[1]), plan.border);
    int bottom =
        r.h - max_int(max_int(plan.block[2], plan.block[3]), plan.border);
    if (bottom <= top) {
        top = bottom = r.h;
    } else {
        draw_middle(&plan, top, bottom);
    }
    for (int y = 0; y < top; y++) {
        draw_row(&plan, y);
    }
    for (int y = bottom; y < r.h; y++) {
        draw_row(&plan, y);
    }
}

// Dashes along one side of the box; `thick` and the gaps are left alone.
static void
dash_line(struct canvas *canvas, struct rect r, int dash, uint32_t color)
{
    bool flat = r.w >= r.h;
    int length = flat ? r.w : r.h;

    for (int at = 0; at < length; at += 2 * dash) {
        int size = min_int(dash, length - at);
        struct rect piece = flat ? (struct rect){r.x + at, r.y, size, r.h}
                                 : (struct rect){r.x, r.y + at, r.w, size};
        canvas_fill(canvas, piece, color);
    }
}

// The whole border, but along its straight sides only the dashes of it.
static void
draw_dashed(struct canvas *canvas, struct mask_cache *cache,
            const struct shape_box *box)
{
    struct rect r = box->rect, whole = canvas->clip;
    int radius = shape_radius(r, box->radius, box->corners);
    int c = max_int(radius, box->border), b = box->border;
    struct shape_box part = *box;

    part.dash = 0;
    part.border = 0;
    part.line = 0;
    draw_solid(canvas, cache, &part);
    part = *box;
    part.fill = 0;
    for (int i = 0; i < 4; i++) {
        struct rect corner = {i % 2 ? r.x + r.w - c : r.x,
                              i / 2 ? r.y + r.h - c : r.y, c, c};
        canvas->clip = rect_intersect(whole, corner);
        draw_solid(canvas, cache, &part);
    }
    canvas->clip = whole;
    int gap = box->dash, w = r.w - 2 * (c + gap), h = r.h - 2 * (c + gap);
    int x = r.x + c + gap, y = r.y + c + gap;
    dash_line(canvas, (struct rect){x, r.y, w, b}, gap, box->line);
    dash_line(canvas, (struct rect){x, r.y + r.h - b, w, b}, gap, box->line);
    dash_line(canvas, (struct rect){r.x, y, b, h}, gap, box->line);
    dash_line(canvas, (struct rect){r.x + r.w - b, y, b, h}, gap, box->line);
}

void
shape_draw(struct canvas *canvas, struct mask_cache *cache,
           const struct shape_box *box)
{
    struct rect seen = rect_intersect(box->rect, canvas->clip);

    if (seen.w <= 0 || seen.h <= 0) {
        return;
    }
    if (box->dash <= 0) {
        draw_solid(canvas, cache, box);
    } else if (box->border > 0) {
        draw_dashed(canvas, cache, box);
    } else {
        dash_line(canvas, box->rect, box->dash, box->fill);
    }
}

// How dark the blurred edge pair of a box from 0 to `size` is at `at`.
static uint8_t
profile(double at, double size, double sigma)
{
    double root = sigma * sqrt(2.0);
    double value = (erf(at / root) - erf((at - size) / root)) / 2;

    return (uint8_t)lround(255 * value);
}

static void
shadow_row(struct canvas *canvas, const struct shape_shadow *shadow,
           struct mask *row, int x, int y)
{
    struct rect box = shadow->box;
    struct rect clip = canvas->clip;
    bool inside = y >= box.y + shadow->radius
                  && y < box.y + box.h - shadow->radius;

    if (!inside) {
        canvas_mask(canvas, row, x, y, shadow->color);
        return;
    }
    // The box itself will lie there.
    canvas->clip = rect_intersect(
        clip, (struct rect){clip.x, y, box.x - clip.x, 1});
    canvas_mask(canvas, row, x, y, shadow->color);
    int right = box.x + box.w;
    canvas->clip = rect_intersect(
        clip, (struct rect){right, y, clip.x + clip.w - right, 1});
    canvas_mask(canvas, row, x, y, shadow->color);
    canvas->clip = clip;
}

void
shape_shadow_draw(struct canvas *canvas, const struct shape_shadow *shadow)
{
    struct rect box = shadow->box;
    int reach = shadow->reach;
    struct rect all = {box.x - reach, box.y + shadow->offset - reach,
                       box.w + 2 * reach, box.h + 2 * reach};
    struct rect seen = rect_intersect(all, canvas->clip);

    if (seen.w <= 0 || seen.h <= 0) {
        return;
    }
    // A blurred rectangle is the product of its blurred sides.
    uint8_t *across = malloc(2 * (size_t)all.w);
    if (!across) {
        LOGE("ui: no memory for a shadow");
        return;
    }
    struct mask row = {.w = all.w, .h = 1, .alpha = across + all.w};
    for (int x = 0; x < all.w; x++) {
        across[x] = profile(x + 0.5 - reach, box.w, shadow->sigma);
    }
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        unsigned down =
            profile(y + 0.5 - all.y - reach, box.h, shadow->sigma);
        for (int x = 0; x < all.w; x++) {
            row.alpha[x] = (uint8_t)(across[x] * down / 255);
        }
        shadow_row(canvas, shadow, &row, all.x, y);
    }
    free(across);
}
