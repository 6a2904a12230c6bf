// SPDX-License-Identifier: Apache-2.0
#include "ui/art_runs.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "util/log.h"

#define SIDE_MAX 8192
#define HEAD_SIZE 8u
#define RUN_SIZE 6u
#define CHANNELS 4

static unsigned
read_16(const unsigned char *p)
{
    return p[0] | (unsigned)p[1] << 8;
}

static uint32_t
read_32(const unsigned char *p)
{
    return read_16(p) | (uint32_t)read_16(p + 2) << 16;
}

void
art_runs_clear(struct art_runs *art)
{
    free(art->runs);
    free(art->rows);
    *art = (struct art_runs){0};
}

// One row's runs; the bytes used, 0 when they do not make a row.
static size_t
parse_row(const unsigned char *data, size_t len, struct art_runs *art)
{
    if (len < 2) {
        return 0;
    }
    unsigned count = read_16(data);
    size_t used = 2 + (size_t)count * RUN_SIZE;
    size_t width = 0;
    if (used > len) {
        return 0;
    }
    for (unsigned i = 0; i < count; i++) {
        const unsigned char *p = data + 2 + (size_t)i * RUN_SIZE;
        struct art_run run = {read_32(p + 2), (uint16_t)read_16(p)};
        width += run.length;
        art->runs[art->count++] = run;
    }
    return width == (size_t)art->w ? used : 0;
}

bool
art_runs_parse(const void *data, size_t len, struct art_runs *out)
{
    const unsigned char *bytes = data;
    struct art_runs art = {0};

    if (len < HEAD_SIZE || memcmp(bytes, "RUNS", 4) != 0) {
        return false;
    }
    art.w = (int)read_16(bytes + 4);
    art.h = (int)read_16(bytes + 6);
    if (art.w < 1 || art.h < 1 || art.w > SIDE_MAX || art.h > SIDE_MAX) {
        return false;
    }
    // A run takes six bytes of the file, so this many are enough.
    art.runs = calloc(len / RUN_SIZE, sizeof(*art.runs));
    art.rows = calloc((size_t)art.h + 1, sizeof(*art.rows));
    bool good = art.runs && art.rows;
    size_t at = HEAD_SIZE;
    for (int y = 0; good && y < art.h; y++) {
        art.rows[y] = (uint32_t)art.count;
        size_t used = parse_row(bytes + at, len - at, &art);
        good = used > 0;
        at += used;
    }
    if (!good || at != len) {
        art_runs_clear(&art);
        return false;
    }
    art.rows[art.h] = (uint32_t)art.count;
    *out = art;
    return true;
}

/*
 * Scaling weighs the source by a tent as wide as a target pixel, or as a
 * source pixel when enlarging, first along rows, then down columns. Colours
 * are premultiplied meanwhile. Only the source rows under the tent are kept.
 */
struct scaler {
    const struct art_runs *from;
    int w, h;
    double step_x, step_y; // source pixels a target pixel
    float *source;         // one row of the source, unpacked
    float *ring;           // scaled rows, row y at y % ring_rows
    int ring_rows, ring_next;
};

static double
half_width(double step)
{
    return step > 1 ? step : 1;
}

static void
unpack_row(struct scaler *s, int y)
{
    float *pixel = s->source;
    uint32_t last = s->from->rows[y + 1];

    for (uint32_t i = s->from->rows[y]; i < last; i++) {
        uint32_t color = s->from->runs[i].color;
        float alpha = (float)(color >> 24) / 255.0f;
        float channel[CHANNELS] = {(float)(color >> 16 & 255) * alpha,
                                   (float)(color >> 8 & 255) * alpha,
                                   (float)(color & 255) * alpha,
                                   alpha * 255.0f};
        for (int k = 0; k < s->from->runs[i].length; k++) {
            memcpy(pixel, channel, sizeof(channel));
            pixel += CHANNELS;
        }
    }
}

// The source pixels under the tent at target pixel `at`.
static void
tent(double step, int at, int count, int *first, int *last)
{
    double middle = (at + 0.5) * step;
    double half = half_width(step);

    *first = (int)fmax(floor(middle - half), 0);
    *last = (int)fmin(ceil(middle + half), count) - 1;
}

static float
tent_weight(double step, int at, int source)
{
    double off = fabs(source + 0.5 - (at + 0.5) * step) / half_width(step);
    return off < 1 ? (float)(1 - off) : 0;
}

static void
scale_row(struct scaler *s, int y)
{
    float *out = s->ring + (size_t)(y % s->ring_rows) * (size_t)s->w * CHANNELS;

    unpack_row(s, y);
    for (int x = 0; x < s->w; x++) {
        float sum[CHANNELS] = {0}, total = 0;
        int first, last;
        tent(s->step_x, x, s->from->w, &first, &last);
        for (int i = first; i <= last; i++) {
            float weight = tent_weight(s->step_x, x, i);
            total += weight;
            for (int c = 0; c < CHANNELS; c++) {
                sum[c] += weight * s->source[i * CHANNELS + c];
            }
        }
        for (int c = 0; c < CHANNELS; c++) {
            out[x * CHANNELS + c] = sum[c] / total;
        }
    }
}

static unsigned
to_byte(float value)
{
    return value <= 0 ? 0 : value >= 255 ? 255 : (unsigned)(value + 0.5f);
}

static uint32_t
pack(const float *pixel)
{
    unsigned alpha = to_byte(pixel[3]);
    float back = alpha ? 255.0f / pixel[3] : 0;

    return alpha << 24 | to_byte(pixel[0] * back) << 16
           | to_byte(pixel[1] * back) << 8 | to_byte(pixel[2] * back);
}

static bool
add_pixel(struct art_runs *out, size_t *size, uint32_t color, bool begin)
{
    if (!begin && out->count > 0
        && out->runs[out->count - 1].color == color) {
        out->runs[out->count - 1].length++;
        return true;
    }
    if (out->count == *size) {
        size_t bigger = *size ? *size * 2 : 4096;
        struct art_run *runs = realloc(out->runs, bigger * sizeof(*runs));
        if (!runs) {
            return false;
        }
        out->runs = runs;
        *size = bigger;
    }
    out->runs[out->count++] = (struct art_run){color, 1};
    return true;
}

static bool
target_row(struct scaler *s, int y, struct art_runs *out, size_t *size)
{
    int first, last;

    tent(s->step_y, y, s->from->h, &first, &last);
    while (s->ring_next <= last) {
        scale_row(s, s->ring_next++);
    }
    out->rows[y] = (uint32_t)out->count;
    for (int x = 0; x < s->w; x++) {
        float sum[CHANNELS] = {0}, total = 0;
        for (int i = first; i <= last; i++) {
            float weight = tent_weight(s->step_y, y, i);
            const float *row =
                s->ring
                + ((size_t)(i % s->ring_rows) * (size_t)s->w + (size_t)x)
                      * CHANNELS;
            total += weight;
            for (int c = 0; c < CHANNELS; c++) {
                sum[c] += weight * row[c];
            }
        }
        for (int c = 0; c < CHANNELS; c++) {
            sum[c] /= total;
        }
        if (!add_pixel(out, size, pack(sum), x == 0)) {
            return false;
        }
    }
    return true;
}

bool
art_runs_scale(const struct art_runs *from, int w, int h,
               struct art_runs *out)
{
    struct scaler s = {.from = from, .w = w, .h = h};
    struct art_runs art = {.w = w, .h = h};
    size_t size = 0;
    bool good = false;

    if (w < 1 || h < 1 || w > SIDE_MAX || h > SIDE_MAX) {
        return false;
    }
    s.step_x = (double)from->w / w;
    s.step_y = (double)from->h / h;
    s.ring_rows = (int)ceil(2 * half_width(s.step_y)) + 3;
    s.source = calloc((size_t)from->w * CHANNELS, sizeof(float));
    s.ring = calloc((size_t)s.ring_rows * (size_t)w * CHANNELS,
                    sizeof(float));
    art.rows = calloc((size_t)h + 1, sizeof(*art.rows));
    if (s.source && s.ring && art.rows) {
        good = true;
        for (int y = 0; good && y < h; y++) {
            good = target_row(&s, y, &art, &size);
        }
    }
    free(s.source);
    free(s.ring);
    if (!good) {
        LOGE("ui: no memory to scale a picture");
        art_runs_clear(&art);
        return false;
    }
    art.rows[h] = (uint32_t)art.count;
    *out = art;
    return true;
}
