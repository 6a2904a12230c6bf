// SPDX-License-Identifier: Apache-2.0
#ifndef UI_CHOICE_CARD_H
#define UI_CHOICE_CARD_H

#include "ui/draw.h"
#include "ui/ui.h"

/**
 * One answer of several, with a round mark: of a question, a form, a need
 * or a rating. Wide and 124–176 px high, or `stacked`: icon and mark above,
 * words below. Large type drops the note, as the design says.
 */
struct choice_card {
    const char *id;
    const char *icon;  // NULL: none
    const char *label;
    const char *note;  // NULL: none
    struct rect rect;
    bool on;
    bool noted;        // under large type too, which else drops the note
    bool stacked;
    bool bare;         // the icon without a square, in ink: faces
};
void
choice_card_draw(struct ui *ui, const struct choice_card *card);

/** A row that is switched on and off. */
struct switch_row {
    const char *id;
    const char *icon;
    const char *label, *note; // note NULL: none
    struct rect rect;         // 136 px high
    bool on;
};
void
switch_row_draw(struct ui *ui, const struct switch_row *row);

/** What a visitor agrees to, with the revision in the note. The button that
 *  submits is disabled without it. */
struct consent {
    const char *id;
    const char *label, *note;
    struct rect rect; // 156 px high
    bool on;
};
void
consent_draw(struct ui *ui, const struct consent *consent);

#endif
