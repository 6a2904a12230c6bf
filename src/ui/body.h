// SPDX-License-Identifier: Apache-2.0
#ifndef UI_BODY_H
#define UI_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/draw.h"
#include "ui/theme.h"
#include "ui/ui.h"
#include "util/err.h"

/**
 * A long text in Markdown that scrolls: by large page buttons, which show
 * whole lines only, or by a finger on the text. It is laid out once for a
 * width, a size of type and a content; pages draw the lines that show.
 */
struct body;

/** `screen` is the prefix of its elements' ids: "SCREEN.body",
 *  "SCREEN.page.up", "SCREEN.page.down", "SCREEN.page". */
enum err
body_create(const char *screen, struct body **out);

void
body_free(struct body *body);

/**
 * Show this text from its beginning; the same text again stays where it
 * is. ERR_INVALID (logged with the reason): nothing is shown.
 */
enum err
body_set(struct body *body, const char *markdown);

/** Where its parts stand, and how it looks. */
struct body_view {
    struct rect text;     // what shows of the text; a white card is around
                          // it, drawn by the caller
    struct rect up, down; // page buttons, at least 80 px; no width: none,
                          // for a text of one page
    struct rect position; // "1 / 3"; from 320 px of height on: a bar
    const char *up_label, *down_label; // translated; words of tall buttons,
                                       // spoken ones of the others
    enum type_step step;
    int line;             // px from line to line; 0: as the step has it
    bool indent;          // Chinese paragraphs begin two characters in
};

void
body_draw(struct ui *ui, struct body *body, const struct body_view *view);

/** True for a touch that changed what shows. */
bool
body_event(struct body *body, const struct ui_event *event);

/** Pages as it was drawn last; 0 before. */
size_t
body_pages(const struct body *body);

/** Pages that it has in a view, without drawing it. */
size_t
body_count_pages(struct ui *ui, struct body *body,
                 const struct body_view *view);

/** Height of the whole text in a view of this width. */
int
body_height(struct ui *ui, struct body *body, const struct body_view *view);

#endif
