// SPDX-License-Identifier: Apache-2.0
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

/** Colours by name; the design's tokens. High contrast swaps them. */
enum color {
    COLOR_LAKE950, COLOR_LAKE900, COLOR_LAKE800, COLOR_LAKE700,
    COLOR_LAKE500, COLOR_LAKE300, COLOR_LAKE100, COLOR_LAKE50,
    COLOR_SNOW, COLOR_WOOL, COLOR_STONE100, COLOR_STONE200,
    COLOR_STONE300,
    COLOR_STONE600, COLOR_INK900, COLOR_INK700, COLOR_GOLD500,
    COLOR_GOLD100, COLOR_GOLD800, COLOR_CLAY700, COLOR_CLAY50,
    COLOR_MEADOW700, COLOR_MEADOW50,
    COLOR_DISABLED,      // fill of what cannot be touched
    COLOR_DISABLED_TEXT,
    COLOR_ON_DARK,       // text on lake700 and clay fills (buttons)
    COLOR_ON_GOLD,       // text on gold500 fills
    COLOR_ON_PANEL,      // text on lake900 and lake950 panels
    COLOR_ON_PANEL_SOFT, // second line there
    COLOR_KEYBOARD,      // panel behind the keys
    COLOR_SCRIM,         // behind dialogs, with alpha
    COLOR_NONE,          // draws nothing
    COLOR_COUNT
};

/** Steps of the type scale; size and line height in theme.c. */
enum type_step {
    TYPE_D0, TYPE_D1, TYPE_AMOUNT, TYPE_HERO, TYPE_H1, TYPE_TITLE,
    TYPE_H2, TYPE_KEY, TYPE_H3, TYPE_H4, TYPE_LEAD, TYPE_BODY,
    TYPE_READ, TYPE_CAPTION, TYPE_ANSWER, TYPE_QUOTE, TYPE_ALARM,
    TYPE_SUM, TYPE_FACT, TYPE_CLOCK, TYPE_LETTER, TYPE_MOTTO, TYPE_HOUR,
    TYPE_COUNT
};

struct type_metrics {
    int size; // px of the page
    int line;
};

struct theme {
    bool large;        // large type
    bool contrast;     // high contrast
    bool low_reach;    // touchable content at y >= 840
    bool still;        // reduced motion
};

/** 0xAARRGGBB of a token under this theme. */
uint32_t
theme_color(const struct theme *theme, enum color color);

struct type_metrics
theme_type(const struct theme *theme, enum type_step step);

/** The next smaller step for a text that does not fit; `step` itself when
 *  there is none (28 px is the least). */
enum type_step
theme_type_down(enum type_step step);

#endif
