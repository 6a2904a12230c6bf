// SPDX-License-Identifier: Apache-2.0
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include "ui/draw.h"
#include "ui/ui.h"

/** Height of the label's row above an input. */
#define INPUT_LABEL_H 68

/** The label of a question, and at its right what is expected: 必填,
 *  可不填, 选一项. What is wrong stands there instead, in clay. */
struct input_label {
    const char *id;     // of the problem, "" without one; may be NULL
    const char *text;
    const char *remark; // NULL: none
    const char *error;  // NULL: none
    struct rect rect;   // INPUT_LABEL_H high
};
void
input_label_draw(struct ui *ui, const struct input_label *label);

/**
 * A field that a keyboard fills, of one line or, higher than 140 px, of
 * several. More text than it can show is shown from its end, where typing
 * goes on.
 */
struct input {
    const char *id;
    const char *label;     // the element's name; drawn by input_label_draw
    const char *text;      // "" shows `hint`
    const char *composing; // what the input method still holds, underlined
    const char *hint;      // translated
    const char *icon;      // at the left: "search"; NULL: none
    const char *trail;     // at the right: "calendar", "chevron-down"
    const char *clear_id;  // of the button that empties it; NULL: none
    const char *clear;     // that button's name
    struct rect rect;      // 112 px, 148 px for two lines
    bool focused, wrong;
    bool caret;            // shown now: it blinks
};
void
input_draw(struct ui *ui, const struct input *input);

/** The frame of a field. */
void
input_frame_draw(struct ui *ui, struct rect rect, bool focused, bool wrong);

/** The caret at `x`, in the height of a line with this middle. */
void
input_caret_draw(struct ui *ui, int x, int middle);

#endif
