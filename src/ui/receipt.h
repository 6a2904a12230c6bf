// SPDX-License-Identifier: Apache-2.0
#ifndef UI_RECEIPT_H
#define UI_RECEIPT_H

#include "ui/draw.h"
#include "ui/ui.h"

/** The slip of a form that was handed in: a card with a lake-blue edge and
 *  its number in two groups. */
struct receipt {
    const char *title_id, *title; // "柔性引才登记 · 您的回执号"
    const char *id;     // of the number; its value is the bare digits
    const char *number; // an even number of digits
    const char *note;   // NULL: none
    struct rect rect;   // 372 px high
};
void
receipt_draw(struct ui *ui, const struct receipt *receipt);

/** "1234567890" as "12345 67890"; lives as long as the page. Anything else
 *  but an even number of digits stays as it is. */
const char *
receipt_groups(struct ui *ui, const char *number);

#endif
