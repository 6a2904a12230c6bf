// SPDX-License-Identifier: Apache-2.0
#ifndef UI_PANEL_H
#define UI_PANEL_H

#include "ui/draw.h"
#include "ui/notice.h"
#include "ui/theme.h"
#include "ui/ui.h"

/** The dark panel with what a page is about: a number being served, a slip
 *  number, the words of a source. */
struct dark_panel {
    const char *id;    // of the large line; the one above it is "ID.name",
                       // those at the right "ID.state" and "ID.note"
    const char *name;  // small, above
    const char *text;  // large
    const char *value; // of its element; NULL: none
    enum type_step step; // of `text`; TYPE_D0: lead
    const char *state; // large, at the right; NULL: none
    const char *note;  // small, above it; NULL: none
    const char *state_id, *state_value; // of its element; NULL: as said
    bool below;        // `note` below `state` instead
    struct rect rect;
};
void
dark_panel_draw(struct ui *ui, const struct dark_panel *panel);

/** What a check came to: a sign, a sentence begun small and ended large.
 *  Meadow, gold or grey; never clay. */
struct verdict {
    const char *id;    // of the large words; the first are "ID.lead"
    const char *value; // of the element
    enum tone tone;    // TONE_MEADOW, TONE_GOLD, TONE_GREY
    const char *lead, *word;
    struct rect rect;  // 208 px high
};
void
verdict_draw(struct ui *ui, const struct verdict *verdict);

/** The same result in a row: the pill of `tone`, without its rect. */
struct pill
verdict_pill(enum tone tone, const char *word);

/** How a call for help stands: sent, answered, passed on. */
struct state_card {
    const char *id;    // of the title; others "ID.line", "ID.text"
    const char *value; // of the element
    enum tone tone;
    const char *icon;
    const char *title, *line; // "14:26:10 发出 · 等待回应"
    const char *text;
    const char *button_id, *button; // NULL: none
    struct rect rect;  // 324 px high
};
void
state_card_draw(struct ui *ui, const struct state_card *card);

#endif
