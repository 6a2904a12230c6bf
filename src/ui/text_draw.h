// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TEXT_DRAW_H
#define UI_TEXT_DRAW_H

#include <assert.h>
#include <stdint.h>

#include "ui/mask_cache.h"
#include "ui/canvas.h"
#include "ui/draw.h"
#include "ui/text.h"

/** px a text may pass its rect at the sides; above and below it is a
 *  quarter of the height. draw_list_damage reckons with the same. */
#define TEXT_REACH 4

/** Of a kept mask. Compared byte by byte, so it must have no padding. */
struct mask_key {
    uint8_t kind; // 'g' glyph, 'r' run, 'i' icon
    uint8_t face; // with bold in bit 7
    uint16_t px;
    uint32_t code;
};
static_assert(sizeof(struct mask_key) == 8, "a key has no padding");

/** Where logical px lie on the canvas, and what glyphs are kept in. */
struct text_view {
    struct typesetter *text; // borrowed
    struct mask_cache *glyphs;    // borrowed
    double scale;
    int offset_x, offset_y;
};

/** Draw a DRAW_TEXT command; the canvas's clip holds. */
void
text_draw(const struct text_view *view, struct canvas *canvas,
          const struct draw_cmd *cmd);

#endif
