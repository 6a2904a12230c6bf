// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TICKET_CARD_H
#define UI_TICKET_CARD_H

#include "ui/draw.h"
#include "ui/ui.h"

#define TICKET_FIGURES_MAX 3

/** One figure in the lower part; leave out what is not known. */
struct ticket_figure {
    const char *id;
    const char *name, *text;
    const char *value; // of the element; NULL: none
};

/** A ticket with its number, torn edge and figures. */
struct ticket_card {
    const char *title_id;
    const char *title;     // service and "your number"
    const char *number_id;
    const char *number;
    const char *tag;       // "priority"; NULL: none
    struct ticket_figure figures[TICKET_FIGURES_MAX];
    int figure_count;
    struct rect rect;
};
void
ticket_card_draw(struct ui *ui, const struct ticket_card *card);

#endif
