// SPDX-License-Identifier: Apache-2.0
#ifndef UI_BUTTON_H
#define UI_BUTTON_H

#include "ui/draw.h"
#include "ui/theme.h"
#include "ui/ui.h"
#include "ui/widget.h"

enum button_kind {
    BUTTON_PRIMARY,     // lake
    BUTTON_COMMIT,      // gold; at most one a page
    BUTTON_SECONDARY,   // white with a lake frame
    BUTTON_TERTIARY,    // light lake
    BUTTON_DESTRUCTIVE, // white with a clay frame
    BUTTON_CONFIRM,     // clay, only to confirm what destroys
    BUTTON_ALARM,       // white on the emergency page
    BUTTON_OUTLINE      // a white frame there
};

/** Something to press. Icons and texts stand in the middle. */
struct button {
    const char *id;
    const char *label;  // translated; may be empty beside an icon
    const char *spoken; // the element's label when `label` is empty
    const char *value;
    const char *icon;   // before the label
    const char *trail;  // after it
    struct rect rect;
    enum button_kind kind;
    enum type_step step; // of the label; 0 (TYPE_D0) means h3
    bool disabled;
};
void
button_draw(struct ui *ui, const struct button *button);

/** Up to four of one width side by side, 24 px apart; their own rects are
 *  ignored. */
void
button_row_draw(struct ui *ui, const struct button *buttons, int count,
                struct rect rect);

/** What a touchable element has in common, for widgets of other files. */
struct target {
    const char *id;
    enum ui_role role;
    const char *label, *value;
    struct rect rect;
    struct placed text; // from widget_label
    bool disabled;
    bool hold;
    int grow; // px of the hit box beyond the rect; half the gap
};
void
target_add(struct ui *ui, const struct target *target);

#endif
