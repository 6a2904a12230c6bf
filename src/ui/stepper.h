// SPDX-License-Identifier: Apache-2.0
#ifndef UI_STEPPER_H
#define UI_STEPPER_H

#include "ui/draw.h"
#include "ui/ui.h"

#define STEPPER_H 80

/** How far a sequence of pages has come: one bar a page, and below them
 *  "第 1 题，共 5 题" and a remark at the right. 80 px high. */
struct stepper {
    const char *id;      // of the caption; its value is "now/count"
    int now, count;      // from 1
    const char *caption; // translated
    const char *remark;  // NULL: none
    struct rect rect;
};
void
stepper_draw(struct ui *ui, const struct stepper *stepper);

#endif
