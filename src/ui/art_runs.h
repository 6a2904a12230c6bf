// SPDX-License-Identifier: Apache-2.0
#ifndef UI_ART_RUNS_H
#define UI_ART_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** `length` pixels of one colour, 0xAARRGGBB, not premultiplied. */
struct art_run {
    uint32_t color;
    uint16_t length;
};

/** A picture as rows of runs; zeroed means none. */
struct art_runs {
    int w, h;
    struct art_run *runs; // owned
    uint32_t *rows;       // owned: first run of each row, h + 1 of them
    size_t count;
};

void
art_runs_clear(struct art_runs *art);

/** From a file's bytes; false when they are not a picture. */
bool
art_runs_parse(const void *data, size_t len, struct art_runs *out);

/** A smoothly scaled copy; false without memory. */
bool
art_runs_scale(const struct art_runs *from, int w, int h,
               struct art_runs *out);

#endif
