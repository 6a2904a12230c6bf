// SPDX-License-Identifier: Apache-2.0
#ifndef UI_SEGMENT_H
#define UI_SEGMENT_H

#include "ui/draw.h"
#include "ui/theme.h"
#include "ui/ui.h"

/** One segment of a control in which exactly one is chosen. */
struct segment {
    const char *id;
    const char *label;
    const char *icon; // NULL: none
    int weight;       // of its width
    enum type_step step; // 0: the control's
};

struct segment_control {
    const struct segment *segments;
    int count, chosen; // -1: none
    struct rect rect;
    enum type_step step;
    bool tinted;       // light lake instead of white: the language
    bool dark;         // on the staff console's panel
    bool fixed;        // keeps its size under large type
};
void
segment_draw(struct ui *ui, const struct segment_control *control);

#endif
