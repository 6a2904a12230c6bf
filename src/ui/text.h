// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TEXT_H
#define UI_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/theme.h"
#include "util/err.h"

/**
 * Fonts, measuring and line breaking.
 *
 * Runs fall back font by font: the shipped Noto Sans CJK SC subset, the
 * installed full Noto, HanaMinB; Tibetan goes to Noto Serif Tibetan with
 * its script tag. A glyph that no font has is logged with its code point.
 * Main thread only.
 */
struct typesetter;

struct text_options {
    const char *font_dir; // the shipped fonts; NULL: fixed-width measuring
                          // without any font, for tests of layout
    double scale;         // window pixels a logical pixel
};

/** ERR_NOT_FOUND when the shipped fonts are not in `font_dir`. */
enum err
text_create(const struct text_options *options, struct typesetter **out);

void
text_free(struct typesetter *text);

/** Fonts for another scale (the window changed size). ERR_INVALID when it
 *  is not above 0 or beyond 8. */
enum err
text_set_scale(struct typesetter *text, double scale);

struct text_style {
    enum type_step step;
    bool bold;
    int spacing;           // extra px between characters
    int indent;            // px that stay free before the first line
    const struct theme *theme;
};

/** Width in logical px of one line, rounded up; 0 for an empty one. */
int
text_width(struct typesetter *text, const struct text_style *style,
           const char *utf8);

/** A line of broken text, by bytes of the original. */
struct text_line {
    size_t start, length;
    int width; // logical px
};

/**
 * Break into lines of at most `width` (libunibreak with "zh": no line
 * starts with ，。》 or ends with 《（; "\n" always breaks; an amount and its
 * unit stay together). A first line's width has the indent in it. Fills up to
 * `max` lines and returns how many there are in all, so more than `max`
 * means that it does not fit.
 */
size_t
text_break(struct typesetter *text, const struct text_style *style,
           const char *utf8, int width, struct text_line *out, size_t max);

/** Forget which characters were shown: they may tell of a visitor. */
void
text_forget(struct typesetter *text);

#endif
