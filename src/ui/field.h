// SPDX-License-Identifier: Apache-2.0
#ifndef UI_FIELD_H
#define UI_FIELD_H

#include "ui/draw.h"
#include "ui/ui.h"

/** An input of one line, filled by a keypad. */
struct field {
    const char *id;
    const char *label; // what is asked for
    const char *shown; // what may be seen of it: digits and dots
    const char *value; // of the element; a secret's length
    const char *hint;  // at the right: how many of how many
    struct rect rect;
    bool wrong;        // what was typed cannot be right
    bool caret;
};
void
field_draw(struct ui *ui, const struct field *field);

/** Dots in groups, filled as far as typed: code and PIN. */
struct dots {
    const char *id;
    const char *label, *value;
    const char *names[2]; // below the groups
    int groups[2];        // dots in each
    int filled;
    struct rect rect;     // 112 px high
};
void
dots_draw(struct ui *ui, const struct dots *dots);

#endif
