// SPDX-License-Identifier: Apache-2.0
#ifndef UI_BODY_STATE_H
#define UI_BODY_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/markdown.h"
#include "ui/body.h"
#include "ui/body_lines.h"

// The insides of struct body, for body.c and body_draw.c alone.

#define BODY_PAGES_MAX 4096u

struct body {
    char screen[UI_ID_SIZE / 2];
    char *source; // owned; what was set
    struct markdown markdown;
    struct body_lines lines;
    struct body_setting setting; // that `lines` were made for
    int view_h;                  // that `pages` were made for; 0: none
    size_t pages[BODY_PAGES_MAX];     // the first row of each
    size_t page_count;
    int offset;    // px from the text's top to what shows
    bool dragging; // a finger moves it; `offset` may be between two rows
    int drag_from; // the offset it began at
};

/** Set the text for this view, unless it is. */
void
body_prepare(struct ui *ui, struct body *body, const struct body_view *view);

/** The page that the topmost line belongs to. */
size_t
body_page_now(const struct body *body);

/** Where a page begins, px from the text's top. */
int
body_page_y(const struct body *body, size_t page);

/** The offset of the last page. */
int
body_offset_max(const struct body *body);

#endif
