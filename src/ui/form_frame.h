// SPDX-License-Identifier: Apache-2.0
#ifndef UI_FORM_FRAME_H
#define UI_FORM_FRAME_H

#include "ui/draw.h"
#include "ui/ui.h"

/**
 * What stands around the fields of a form, or around a question: how far
 * one has come, the title, two buttons and a closing remark. Portrait puts
 * it above and below, landscape into the left column of 584 px.
 */
struct form_frame {
    const char *title_id, *caption_id;
    const char *title_value; // of the element; NULL: none
    int now, count;        // pages, from 1
    const char *caption;   // "第 2 页，共 2 页"
    const char *remark;    // beside it: the form's name; NULL: none
    const char *title;
    const char *lead;      // below the title; NULL: none
    const char *hint_id, *hint; // a light strip below; NULL: none
    bool hint_gold;             // it says what a choice means
    const char *skip_id, *skip; // "我不确定，跳过这题"; NULL: none
    bool skip_on;               // it is the answer chosen
    const char *back_id, *back; // "上一页"
    bool back_off;              // the first page
    const char *next_id, *next; // "下一页" or what submits
    const char *next_icon; // of a button that submits; NULL: an arrow behind
    bool commit;           // it is the page's one gold button
    bool next_off;         // not yet: a required answer is missing
    const char *note_icon, *note; // closing remark; NULL: none
    struct rect rect;      // the page's content
    struct rect head;      // where title and position stand, when not at
                           // the top of `rect`; no width: there
};

/** Draws it; returns where the fields belong. */
struct rect
form_frame_draw(struct ui *ui, const struct form_frame *frame);

/** Where the fields belong, without drawing. */
struct rect
form_frame_body(const struct ui *ui, const struct form_frame *frame);

#endif
