// SPDX-License-Identifier: Apache-2.0
#ifndef UI_ALARM_H
#define UI_ALARM_H

#include "ui/draw.h"
#include "ui/ui.h"

/** The head of the emergency page: a white disc on clay and the words that
 *  must be read first. `rect` is filled with clay: the page's content from
 *  edge to edge; `head` is where the words stand. */
struct alarm {
    const char *id;   // of the title; the line's is "ID.line"
    const char *icon;
    const char *title, *line;
    struct rect rect, head;
};
void
alarm_draw(struct ui *ui, const struct alarm *alarm);

/** The way to go, on a white card: an arrow, where it leads, how far; and
 *  below a line for those who cannot walk. */
struct way_card {
    const char *id;   // of the place; others "ID.from", "ID.far", "ID.help"
    const char *icon; // "arrow-right"
    const char *from, *place, *far;
    const char *help_icon, *help; // NULL: none
    struct rect rect; // 488 px high, 320 without help
};
void
way_card_draw(struct ui *ui, const struct way_card *card);

/** The strip that leads there from a calm page, in clay. */
struct alarm_strip {
    const char *id;
    const char *icon;
    const char *title, *line;
    struct rect rect; // 124 px high
};
void
alarm_strip_draw(struct ui *ui, const struct alarm_strip *strip);

#endif
