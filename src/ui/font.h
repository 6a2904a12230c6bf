// SPDX-License-Identifier: Apache-2.0
#ifndef UI_FONT_H
#define UI_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "util/err.h"

/**
 * The faces that characters come from. One TTF_Font a face, its size set
 * when a raster is made: what it drew lies in our cache, not in the font's,
 * and a face costs memory once. Main thread only.
 */
struct fonts;

enum face {
    FACE_SHIPPED, // Noto Sans CJK SC subset, regular or bold
    FACE_FULL,    // the installed Noto Sans CJK, regular or bold
    FACE_RARE,    // HanaMinB
    FACE_TIBETAN, // Noto Serif Tibetan, shaped
    FACE_FAKE,    // fixed width without any font
    FACE_NONE,    // draws nothing: control characters
    FACE_COUNT
};

/** What advances are counted in: this many make the font size. */
#define FONT_EM 1000

/** Where a character comes from and how far it moves the pen. */
struct font_char {
    uint32_t code;  // U+3013 (〓) where no font has the character
    enum face face;
    int advance;    // FONT_EM parts of the size; 0 for FACE_TIBETAN
};

/**
 * `dir` holds the shipped files, NULL: FACE_FAKE for everything. The other
 * faces are looked for below `installed` (NULL: /usr/share/fonts) when a
 * character first needs them, and do without where they are not.
 * ERR_NOT_FOUND without the shipped files.
 */
enum err
fonts_create(const char *dir, const char *installed, struct fonts **out);

void
fonts_free(struct fonts *fonts);

/** Forget which characters were asked for. */
void
fonts_forget(struct fonts *fonts);

struct font_char
fonts_char(struct fonts *fonts, uint32_t code, bool bold);

/** True for Tibetan letters, whose runs are shaped as a whole. */
bool
font_is_tibetan(uint32_t code);

/** Width in px of a Tibetan run at `px`; 0 when it cannot be shaped. */
int
fonts_run_width(struct fonts *fonts, const char *utf8, size_t len, int px);

/** Ascent and height of the shipped font, in FONT_EM parts. */
void
fonts_metrics(const struct fonts *fonts, int *ascent, int *height);

/**
 * Draw one character at `px`; `left`, `top` count from the pen on the
 * baseline. False when there is nothing to draw or it failed (logged).
 */
bool
fonts_raster(struct fonts *fonts, const struct font_char *what, bool bold,
             int px, struct mask *out);

/** The same for a Tibetan run. */
bool
fonts_raster_run(struct fonts *fonts, const char *utf8, size_t len, int px,
                 struct mask *out);

#endif
