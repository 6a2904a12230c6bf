// SPDX-License-Identifier: Apache-2.0
#ifndef UI_KEYBOARD_PARTS_H
#define UI_KEYBOARD_PARTS_H

#include <stdbool.h>

#include "ui/draw.h"
#include "ui/keyboard.h"
#include "ui/theme.h"
#include "ui/ui.h"

// The parts of the keyboard, for keyboard*.c alone.

/** Where things stand, from the design's tables; places are of the page. */
struct keyboard_layout {
    struct rect panel, bar;
    struct rect pinyin, latin, hide; // chips; landscape has no second one
    int cell_x, cell_y, cell_h, cell_pad, cell_gap; // of the bar
    struct rect more;
    int row_y, row_h, row_pitch;
    int key_w, key_pitch;
    int row_x[3];
    struct rect left, mode, digits, space, erase, clear, done;
    struct rect grid;                // of a page of candidates
    int columns;
    struct rect rare, previous, next, position;
};
const struct keyboard_layout *
keyboard_layout(const struct ui *ui);

enum cap_kind { CAP_LETTER, CAP_FUNCTION, CAP_DONE };

/** A key with its lower edge. */
struct cap {
    const char *id;
    const char *label;   // translated
    const char *spoken;  // where the label is a picture
    const char *icon;    // before the label, or alone
    const char *value;
    struct rect rect;
    enum cap_kind kind;
    enum type_step step; // 0: of a letter
    bool on;             // kept down: shift, rare
    bool disabled;
};
void
cap_draw(struct ui *ui, const struct cap *cap);

/** The candidate bar with its overflow key. */
void
keyboard_bar_draw(struct ui *ui, const struct keyboard *keyboard);

/** A page of candidates in place of the letters. */
void
keyboard_page_draw(struct ui *ui, const struct keyboard *keyboard);

#endif
