// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TYPESET_H
#define UI_TYPESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/font.h"
#include "ui/text.h"

/**
 * What measuring and drawing share, so that a text is drawn exactly as wide
 * as it was measured: a text taken apart into characters and Tibetan runs.
 */
struct piece {
    const char *start; // into the text
    size_t len;
    struct font_char what; // of a Tibetan run: its first character
};

/** The next piece before `end`; false at the end. */
bool
typeset_next(struct typesetter *text, bool bold, const char **cursor,
             const char *end, struct piece *out);

/** How far a piece moves the pen at `size`, in FONT_EM parts of a px. */
int64_t
typeset_advance(struct typesetter *text, const struct piece *piece,
                int size);

/** Width of `len` bytes in FONT_EM parts of a px, spacing behind each. */
int64_t
typeset_measure(struct typesetter *text, const struct text_style *style,
                const char *utf8, size_t len);

/** The faces; borrowed. */
struct fonts *
typeset_fonts(struct typesetter *text);

#endif
