// SPDX-License-Identifier: Apache-2.0
#ifndef UI_PNG_H
#define UI_PNG_H

#include <stdbool.h>
#include <stdint.h>

#include "util/buf.h"

/** Pixels to encode, 0xXXRRGGBB; the top byte is ignored. */
struct png_image {
    const uint32_t *pixels; // borrowed
    int w, h;
    int pitch; // pixels from one row to the next
};

/**
 * Append a true-colour PNG. Compression is made for screens (flat areas,
 * repeated rows): a page takes some 100 kB and 50 ms. False when `out`
 * cannot take it.
 */
bool
png_encode(const struct png_image *image, struct buf *out);

#endif
