// SPDX-License-Identifier: Apache-2.0
#ifndef UI_KEYBOARD_H
#define UI_KEYBOARD_H

#include "ui/draw.h"
#include "ui/typing.h"
#include "ui/ui.h"

/*
 * The keyboard of Chinese typing. A screen needs three lines:
 * keyboard_draw in its `draw` (and an input_draw that shows typing.text,
 * composing typing.split), typing_event (screens/type.h) in its `event`,
 * and typing_clear in its `leave`.
 */

/** The panel of keys above the bottom bar. */
struct keyboard {
    const struct typing *typing; // borrowed while drawing
    const char *done;            // translated: 搜索, 完成
    const char *done_icon;       // NULL: none
};
void
keyboard_draw(struct ui *ui, const struct keyboard *keyboard);

/** Where the panel lies, over the whole width of the page. */
struct rect
keyboard_rect(const struct ui *ui);

/** Columns and rows of a page of candidates on this page. */
void
keyboard_fit(const struct ui *ui, struct typing *typing);

#endif
