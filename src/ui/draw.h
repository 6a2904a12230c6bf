// SPDX-License-Identifier: Apache-2.0
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

/** A rectangle in logical pixels of the page (1080x1920 or 1920x1080). */
struct rect {
    int x, y, w, h;
};

bool
rect_contains(struct rect r, int x, int y);

/** Empty (w or h 0) where they do not meet. */
struct rect
rect_intersect(struct rect a, struct rect b);

/** The smallest rectangle around both; an empty one adds nothing. */
struct rect
rect_union(struct rect a, struct rect b);

struct rect
rect_inset(struct rect r, int dx, int dy);

enum draw_op {
    DRAW_BOX,   // fill, border and corner radius
    DRAW_TEXT,  // one line of text
    DRAW_ICON,  // a line icon, tinted
    DRAW_ART,   // a picture made at build time, by name
    DRAW_QR,    // a code, dark on white, whole modules
    DRAW_SHADOW // nine-slice shadow under a box: e1 or e2 in `step`
};

enum draw_align { ALIGN_START, ALIGN_CENTER, ALIGN_END };

/** One thing to draw. Texts belong to the list's arena. */
struct draw_cmd {
    enum draw_op op;
    struct rect rect;     // where it stands
    struct rect clip;     // what of it shows
    uint32_t fill;        // 0xAARRGGBB; AA 0 draws nothing
    uint32_t line;        // border colour, or text and icon colour
    int16_t border;       // border width, drawn inward
    int16_t radius;
    uint8_t corners;      // bits: 1 top left, 2 top right, 4 bottom right,
                          // 8 bottom left; those that are rounded
    uint8_t align;        // enum draw_align of a text in its rect
    uint8_t step;         // enum type_step of a text
    uint8_t large;        // a text of the large type scale (theme.large)
    uint8_t bold;
    uint8_t dash;         // dashed border or line, in px; 0 solid
    uint8_t spacing;      // extra px between characters
    const char *text;     // text, icon or art name, or QR payload
};

/**
 * What a page looks like, as data: built by widgets, compared with the one
 * before to find what changed, drawn by render_sdl.c alone.
 */
struct draw_list {
    struct draw_cmd *cmds; // owned
    size_t count, size;
    char *arena;           // owned; wiped by draw_list_reset
    size_t arena_used, arena_size;
    bool failed;           // memory ran out: something is missing
};

void
draw_list_init(struct draw_list *list);

void
draw_list_destroy(struct draw_list *list);

/** Empty the list and wipe its texts. */
void
draw_list_reset(struct draw_list *list);

/** Append a copy of `cmd`, its text copied into the arena. */
void
draw_list_add(struct draw_list *list, const struct draw_cmd *cmd);

/** A copy of `text` that lives as long as the list's content. */
const char *
draw_list_text(struct draw_list *list, const char *text);

/** Move the commands from `from` on down by `dy` px. */
void
draw_list_shift(struct draw_list *list, size_t from, int dy);

/** Show what lies within `rect` as `ink` on `ground`; pictures stay. */
void
draw_list_flip(struct draw_list *list, struct rect rect, uint32_t ground,
               uint32_t ink);

/**
 * The rectangles in which two lists differ, merged to at most `max`;
 * returns how many. 0 when nothing changed.
 */
size_t
draw_list_damage(const struct draw_list *before, const struct draw_list *now,
                 struct rect *out, size_t max);

#endif
