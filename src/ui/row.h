// SPDX-License-Identifier: Apache-2.0
#ifndef UI_ROW_H
#define UI_ROW_H

#include "ui/draw.h"
#include "ui/notice.h"
#include "ui/tag.h"
#include "ui/ui.h"

/** What stands at the left of a row. */
struct row_lead {
    const char *icon;   // in a tinted square; NULL: none
    const char *letter; // instead: of a queue
    enum tone tone;     // of the square; TONE_PLAIN: light lake
    int size;           // of the square; 0: 80
    bool round;         // a disc instead: a person
    // Instead: a date block 128 px wide; an icon stands for an unknown day.
    const char *month, *day; // "10月" "20"; `month` alone: "待公布"
};

/** A button in the row; the row itself is then no target. Without an id it
 *  is the look of one: the row as a whole is touched. */
struct row_action {
    const char *id;
    const char *label; // NULL: none
    const char *spoken; // for the element, when the label alone is unclear
    int w;              // 0: 160
    bool disabled;
};

/** A number over its caption: how many wait. */
struct row_count {
    const char *id;
    const char *number, *caption;
};

/**
 * One row of a list: a card across the page, 104–184 px high.
 *
 * From the left: icon, letter or date; title and below it a line, tags, or
 * tags and words; from the right: action, trailing icon, pill, amount or
 * count. Everything but title and rect may be left out.
 */
struct row {
    const char *id;
    const char *value;  // of the element; NULL: `sub`
    struct row_lead lead;
    const char *title;
    const char *match;  // part of the title to tint: what was searched for
    const char *sub;
    const struct tag *tags;
    int tag_count;
    bool tags_below;    // tags on a line of their own, below `sub`
    const char *amount, *unit; // "10" "万元"
    struct row_count count;
    struct pill pill;   // its `text` NULL: none; its rect is ignored
    const char *trail;  // icon at the right end; NULL: none
    struct row_action action;
    struct rect rect;
    enum type_step step;     // of the title; TYPE_D0: h4 beside an icon of
                             // 80 px or a date, else h3
    enum type_step sub_step; // TYPE_D0: body
    bool disabled;
};

/** An element of a list that can be touched; with an action only that. */
void
row_draw(struct ui *ui, const struct row *row);

/** The same look without being touchable. */
void
row_show(struct ui *ui, const struct row *row);

#endif
