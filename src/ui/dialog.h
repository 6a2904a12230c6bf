// SPDX-License-Identifier: Apache-2.0
#ifndef UI_DIALOG_H
#define UI_DIALOG_H

#include "ui/draw.h"
#include "ui/ui.h"

/**
 * Begin a dialog: everything drawn so far is dimmed and can no longer be
 * touched; what follows until ui_end belongs to the dialog. `id` and
 * `label` are those of its element.
 */
void
dialog_begin(struct ui *ui, const char *id, const char *label,
             struct rect rect);

/** The dialog begun last also gives a tap with its own id when one touches
 *  beside it: for those that may be left without an answer. */
void
dialog_shut_outside(struct ui *ui);

/** The cross in its top right corner; `spoken` says what it does. */
void
dialog_cross(struct ui *ui, struct rect dialog, const char *id,
             const char *spoken);

/** The same for a sheet that rises from the bottom edge. */
void
sheet_begin(struct ui *ui, const char *id, const char *label,
            struct rect rect);

/** A message over the title for a few seconds; touches go through it. */
struct toast {
    const char *id;
    const char *icon, *text;
    bool tabs; // the page has tabs at its top: below them
};
void
toast_draw(struct ui *ui, const struct toast *toast);

#endif
