// SPDX-License-Identifier: Apache-2.0
#ifndef UI_LOG_ROW_H
#define UI_LOG_ROW_H

#include "ui/draw.h"
#include "ui/notice.h"
#include "ui/ui.h"

/** A line of a log: time, what happened, a tag. No card; a thin line below.
 *  84 px high, 68 in a wide page. */
struct log_row {
    const char *id;
    const char *time, *text;
    const char *tag;    // NULL: none
    enum tone tone;
    struct rect rect;
};
void
log_row_draw(struct ui *ui, const struct log_row *row);

#endif
