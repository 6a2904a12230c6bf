// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TILE_H
#define UI_TILE_H

#include "ui/draw.h"
#include "ui/notice.h"
#include "ui/ui.h"

/**
 * A card that can be touched: a tinted icon, a title, a line beside it and,
 * for services, another below.
 */
struct tile {
    const char *id;
    const char *icon;
    const char *title;
    const char *sub;    // second line; NULL: none
    const char *below;  // below the icon, in the tile's width; NULL: none
    const char *note;   // a few words at the right; NULL: none
    const char *trail;  // icon at the right end; NULL: none
    struct rect rect;
    int box;            // size of the tinted square; 0: 96
    bool gold;          // gold square, larger title: the scan card
    bool raised;        // with a shadow
    bool on;            // a switch that is on
    bool disabled;
    bool item;          // one of a list, for the element's role
    bool warn;          // clay square: something needs attention
    enum type_step step; // of the title; TYPE_D0: as usual
    enum type_step sub_step; // of the second line; TYPE_D0: body
    bool title_fixed;   // the title keeps its size under large type
    const char *strong; // part of `sub` or `note` set bold; NULL: none
    struct pill pill;   // at the right end; `text` NULL: none; its rect is
                        // ignored
};
void
tile_draw(struct ui *ui, const struct tile *tile);

/** The same look without being touchable; `id` is its title's. */
void
tile_show(struct ui *ui, const struct tile *tile);

/** A chip that is on or off. */
struct chip {
    const char *id;
    const char *label;
    struct rect rect; // 80 px high
    bool on;
    bool bare;        // without the sign: one of several filters
};
void
chip_draw(struct ui *ui, const struct chip *chip);

/** A row to tick. */
struct check_row {
    const char *id;
    const char *label;
    const char *note; // at the right; NULL: none
    struct rect rect;
    bool on;
    bool stacked;     // note below the label instead
};
void
check_row_draw(struct ui *ui, const struct check_row *row);

/** One of several: a radio button with its text. */
struct choice {
    const char *id;
    const char *label;
    struct rect rect;
    bool on;
};
void
choice_draw(struct ui *ui, const struct choice *choice);

#endif
