// SPDX-License-Identifier: Apache-2.0
#ifndef UI_STEPS_H
#define UI_STEPS_H

#include "ui/draw.h"
#include "ui/ui.h"

/** One of the things that happen one after the other. */
struct step {
    const char *id;    // of its title; the second line's is "ID.sub"
    const char *icon;
    const char *title;
    const char *sub;
};

/**
 * What to do, as discs joined by a line, on the page itself: nothing that
 * looks as if it could be touched. Steps share the height of `rect`, as
 * far as they need it.
 */
struct steps {
    const struct step *steps;
    int count;
    struct rect rect;
};
void
steps_draw(struct ui *ui, const struct steps *steps);

#endif
