// SPDX-License-Identifier: Apache-2.0
#ifndef UI_NUMBER_INPUT_H
#define UI_NUMBER_INPUT_H

#include "ui/draw.h"
#include "ui/ui.h"

/** A small whole number between a minus and a plus. */
struct number_input {
    const char *id;          // the others are "ID.minus" and "ID.plus"
    const char *label;
    const char *text;        // "2"
    const char *unit;        // NULL: none
    const char *less, *more; // names of the buttons
    struct rect rect;        // 112 px high
    bool at_least, at_most;  // it can go no lower, no higher
    bool field, wrong;       // the number can be touched too
};
void
number_input_draw(struct ui *ui, const struct number_input *input);

/** Year, month and day, each a field that a keypad fills. */
struct date_input {
    const char *id;       // the fields are "ID.year", "ID.month", "ID.day"
    const char *parts[3]; // digits typed so far
    int focus;            // 0 year, 1 month, 2 day; -1 none
    bool caret, wrong;
    struct rect rect;     // 112 px high
};
void
date_input_draw(struct ui *ui, const struct date_input *input);

#endif
