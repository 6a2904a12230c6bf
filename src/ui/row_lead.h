// SPDX-License-Identifier: Apache-2.0
#ifndef UI_ROW_LEAD_H
#define UI_ROW_LEAD_H

#include "ui/row.h"

// What stands at the left of a row, for row.c alone.

/** From a row's edge to what stands in it, px. */
#define ROW_PAD 30

bool
row_has_lead(const struct row *row);

/** Width and height of it. */
int
row_lead_size(const struct row *row);

void
row_lead_draw(struct ui *ui, const struct row *row);

#endif
