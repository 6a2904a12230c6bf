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
