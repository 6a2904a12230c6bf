// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TIMELINE_H
#define UI_TIMELINE_H

#include "ui/draw.h"
#include "ui/ui.h"

enum timeline_state { TIMELINE_DONE, TIMELINE_NOW, TIMELINE_LATER };

/** One stage of an affair. */
struct timeline_step {
    const char *id; // of its title; the second line's is "ID.sub"; the
                    // title's value is "done" "now" "later"
    enum timeline_state state;
    const char *icon; // of one that is not done
    const char *title, *sub;
};

/** What has happened, what goes on, what comes: discs joined by a line, on
 *  a card. Steps share the height of `rect` as far as they need it; the
 *  card is no higher than they are. */
struct timeline {
    const struct timeline_step *steps;
    int count;
    const char *now; // word in the pill beside the present step; NULL: none
    struct rect rect;
};
void
timeline_draw(struct ui *ui, const struct timeline *timeline);

#endif
