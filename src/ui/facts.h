// SPDX-License-Identifier: Apache-2.0
#ifndef UI_FACTS_H
#define UI_FACTS_H

#include "ui/draw.h"
#include "ui/ui.h"

/** One thing a record states, or keeps its row and says that it does not. */
struct fact {
    const char *id;    // of the value; the label's is "ID.label"
    const char *icon;
    const char *label, *text;
    bool unknown;      // grey square
};

/** Facts one below the other on a card, with lines between them. */
struct facts {
    const struct fact *facts;
    int count;
    struct rect rect;  // 120–170 px a fact
};
void
facts_draw(struct ui *ui, const struct facts *facts);

/** A figure under its name; leave out what is not known. */
struct figure_item {
    const char *id;
    const char *name, *text; // "3 人": digits large, words small; words
                             // alone stand bold
    const char *value;       // of the element; NULL: none
};

/** Figures side by side in equal columns, 132–150 px high. */
struct figures {
    const struct figure_item *items;
    int count;
    struct rect rect;
    bool divided; // lines between them
};
void
figures_draw(struct ui *ui, const struct figures *figures);

/** A bar with its words at the left: how much of something is used. 56 px
 *  high. */
struct meter {
    const char *id;
    const char *text;
    struct rect rect;
    int permille;
};
void
meter_draw(struct ui *ui, const struct meter *meter);

#endif
