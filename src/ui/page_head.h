// SPDX-License-Identifier: Apache-2.0
#ifndef UI_PAGE_HEAD_H
#define UI_PAGE_HEAD_H

#include "ui/draw.h"
#include "ui/notice.h"
#include "ui/ui.h"

/** A page's title with a sign before it: done, or what it is about. */
struct page_head {
    const char *id;   // of the title; the sentence's is "ID.lead"
    const char *icon;
    bool done;        // a green disc of 80 px; else a square of 128 px
    const char *title, *lead; // lead NULL: none
    struct rect rect; // 80 px high when done, 136 px else
};
void
page_head_draw(struct ui *ui, const struct page_head *head);

/** A page that says one thing: a large disc, a title, a few lines, all in
 *  the middle: a card that cannot be used, an empty list. */
struct page_sign {
    const char *id;   // of the title; the lines' is "ID.text"
    const char *value; // of the title; NULL: none
    const char *icon;
    enum tone tone;
    const char *title, *text;
    struct rect rect; // 430 px high; less makes the disc smaller
};
void
page_sign_draw(struct ui *ui, const struct page_sign *sign);

/** A small closing remark in the middle of a line: what it rests on, what
 *  it is not. */
struct foot_note {
    const char *id;
    const char *icon; // NULL: none
    const char *text;
    struct rect rect; // 48 px high, more for long texts
};
void
foot_note_draw(struct ui *ui, const struct foot_note *note);

#endif
