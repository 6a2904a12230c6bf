// SPDX-License-Identifier: Apache-2.0
#ifndef UI_KEYBOARD_H
#define UI_KEYBOARD_H

#include "ui/draw.h"
#include "ui/typing.h"
#include "ui/ui.h"

/*
 * Keyboard and field of Chinese typing. A screen needs three lines:
 * input_draw and keyboard_draw in its `draw`, typing_event
 * (screens/type.h) in its `event`, and typing_clear in its `leave`.
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

/** A field of one line that the keyboard types into. */
struct input {
    const char *id;     // of the field; its clear button is "ID.clear"
    const char *label;  // translated: what it is for
    const char *hint;   // translated; shown while it is empty
    const char *icon;   // NULL: none
    const struct typing *typing;
    struct rect rect;
    bool focus;         // with a caret
};
void
input_draw(struct ui *ui, const struct input *input);

#endif
