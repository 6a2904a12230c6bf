// SPDX-License-Identifier: Apache-2.0
#ifndef UI_REASON_ROW_H
#define UI_REASON_ROW_H

#include "ui/draw.h"
#include "ui/ui.h"

/** How an answer fits a rule; never red. */
enum reason { REASON_MET, REASON_NOT_MET, REASON_UNKNOWN, REASON_REMARK };

/** Why a result says what it says: the answer, and the source's words. */
struct reason_row {
    const char *id;
    enum reason reason;
    const char *title, *text;
    struct rect rect; // 116–160 px high
};
void
reason_row_draw(struct ui *ui, const struct reason_row *row);

#endif
