// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TAG_H
#define UI_TAG_H

#include "model/source.h"
#include "ui/draw.h"
#include "ui/notice.h"
#include "ui/ui.h"
#include "ui/widget.h"

/** A small label inside a card: a subject, a condition, a state. As wide
 *  as its text, at most `rect.w`; starts at `rect.x`, or ends at its right
 *  edge. `rect.h` is ignored. Returns where it stands. */
struct tag {
    const char *id;   // NULL: not an element of its own
    const char *value; // of the element; NULL: none
    const char *icon; // NULL: none; with one it is a badge with round ends
    const char *text; // translated
    struct rect rect;
    enum tone tone;   // TONE_PLAIN means light lake
    bool bold;
    bool end;
};
struct rect
tag_draw(struct ui *ui, const struct tag *tag);

/** Height of tags at the page's size of type. */
int
tag_height(const struct ui *ui);

#define TAG_ROW_MAX 4

/** Tags one after the other, then words. Where the words have no room
 *  beside the tags, they take the line below. */
struct tag_row {
    const struct tag *tags; // their rects are ignored
    int count;              // at most TAG_ROW_MAX
    const char *text;       // NULL: none
    struct rect rect;
};
struct placed
tag_row_draw(struct ui *ui, const struct tag_row *row);

/** Height that a row of this width needs. */
int
tag_row_height(struct ui *ui, const struct tag_row *row);

/** Width of its tags and, where they stand beside them, of its words. */
int
tag_row_width(struct ui *ui, const struct tag_row *row);

/**
 * How far a record may be relied on, and where it comes from: a badge with
 * 已核实, 未核实 or 已过期, and a sentence. Directly under every title of
 * a policy or an entry.
 */
struct source_line {
    const char *state_id;  // of the badge; its value is the state's word
    const char *source_id; // of the sentence
    enum source_state state;
    const char *text;      // translated
    struct rect rect;      // as high as source_line_height says
};
void
source_line_draw(struct ui *ui, const struct source_line *line);

/** One or two lines beside the badge, or in a narrow column below it. */
int
source_line_height(struct ui *ui, const struct source_line *line);

#endif
