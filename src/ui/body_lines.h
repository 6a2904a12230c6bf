// SPDX-License-Identifier: Apache-2.0
#ifndef UI_BODY_LINES_H
#define UI_BODY_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/markdown.h"
#include "ui/theme.h"
#include "ui/ui.h"
#include "util/err.h"

/** What one line of one block, or the mark of an item, shows. */
struct body_piece {
    size_t block;      // index into the Markdown
    size_t start, len; // of the block's text
    int x;
    bool mark;         // the item's bullet or number instead
};

/** All that stands at one height. */
struct body_row {
    int y, h;
    size_t piece, count;
    bool rule;   // a line across at its top
    bool keep;   // a heading: never the last of a page
};

/** How a text is set; a change of it means setting it anew. */
struct body_setting {
    int width;
    int line; // px from line to line
    enum type_step step;
    bool large;
    bool indent;
};

/** A text set in lines. */
struct body_lines {
    struct body_row *rows; // owned
    size_t count;
    struct body_piece *pieces; // owned
    size_t piece_count;
    int height;
};

/** Set `markdown` into an empty `out`; ERR_NO_MEMORY. */
enum err
body_lines_make(struct ui *ui, const struct markdown *markdown,
                const struct body_setting *setting, struct body_lines *out);

void
body_lines_clear(struct body_lines *lines);

/** The first row that ends below `y`; `count` without one. */
size_t
body_lines_at(const struct body_lines *lines, int y);

/** The number or bullet of an item, as "3." */
void
body_mark(const struct markdown_block *block, char *out, size_t size);

/** True for what is bold as a whole. */
bool
body_is_bold(const struct markdown_block *block);

#endif
