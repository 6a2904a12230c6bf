// SPDX-License-Identifier: Apache-2.0
#ifndef UI_WIDGET_H
#define UI_WIDGET_H

#include <stdbool.h>

#include "ui/draw.h"
#include "ui/theme.h"
#include "ui/ui.h"

/*
 * The pieces that all widgets are made of. Texts come translated; every
 * call appends to the page being built.
 */

/**
 * A text in a box. It is wrapped to the lines the box allows, then set
 * smaller step by step, never below 28 px and never cut with dots; one that
 * still does not fit is cut at the box and reported as clipped.
 */
struct label {
    const char *id;    // NULL: not an element of its own
    const char *text;
    const char *value; // of the element; NULL: none
    struct rect rect;
    enum type_step step;
    bool bold;
    enum color color;
    enum draw_align align;
    bool middle;       // centred in the height of the box
    int spacing;       // extra px between characters
    bool fixed;        // keeps its size under large type
    const char *strong; // a part of `text` set bold; NULL: none
    int above;         // px kept free above it in a stack
};

/** Where a text came to stand. */
struct placed {
    struct rect rect; // around its lines
    bool clipped;
};

struct placed
widget_label(struct ui *ui, const struct label *label);

/** The same without drawing. */
struct placed
widget_measure(struct ui *ui, const struct label *label);

/**
 * Texts one below the other, together in the middle of `area`. Their own
 * rects are ignored. Where they need more height than there is, they are
 * set smaller in turn, the first one last. Empty ones take no room.
 */
struct placed
widget_stack(struct ui *ui, struct label *labels, int count,
             struct rect area);

/** Width of one line at the page's type scale. */
int
widget_text_width(struct ui *ui, enum type_step step, bool bold,
                  const char *text);

struct box {
    enum color fill, line;
    int border, radius;
    uint8_t corners; // as in draw_cmd; 0: all four
    uint8_t dash;
};
void
widget_box(struct ui *ui, struct rect rect, const struct box *box);

/** A white card with its thin border. */
void
widget_card(struct ui *ui, struct rect rect);

/** Shadow of a raised card (1) or of a dialog (2); before its box. */
void
widget_shadow(struct ui *ui, struct rect rect, int level);

void
widget_icon(struct ui *ui, const char *name, struct rect rect,
            enum color color);

/** An icon of `size` px in the middle of a tinted square; without an icon
 *  the square alone. */
struct icon_box {
    const char *icon;
    struct rect rect;
    int size, radius;
    enum color fill, color;
};
void
widget_icon_box(struct ui *ui, const struct icon_box *box);

/** A picture with rounded corners (0: none); high contrast leaves it out,
 *  but for the logo. */
void
widget_art(struct ui *ui, const char *name, struct rect rect, int radius);

/** A flat line or surface without an outline. */
void
widget_fill(struct ui *ui, struct rect rect, enum color color);

/** A number with its unit: digits large, words small beside them. */
struct figure {
    const char *id;
    const char *text;  // "3 人"
    const char *value; // of the element; NULL: none
    struct rect rect;  // stands in its middle
    enum type_step big, small;
    enum color color;
    enum draw_align align;
};
void
widget_figure(struct ui *ui, const struct figure *figure);

#endif
