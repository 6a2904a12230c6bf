// SPDX-License-Identifier: Apache-2.0
#ifndef UI_MARK_H
#define UI_MARK_H

#include <stdbool.h>

#include "ui/draw.h"
#include "ui/theme.h"
#include "ui/ui.h"

/** A square or round mark of a choice, ticked or empty. */
void
mark_draw(struct ui *ui, struct rect rect, int radius, bool on);

/** A round sign, filled with a strong colour, its icon white. */
struct disc {
    const char *icon;
    struct rect rect;
    enum color fill;
};
void
disc_draw(struct ui *ui, const struct disc *disc);

#endif
