// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_MARKDOWN_H
#define MODEL_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "util/err.h"

#define MARKDOWN_BYTES ((size_t)256 << 10)
#define MARKDOWN_BLOCKS 4096
#define MARKDOWN_RUNS 8192
#define MARKDOWN_LEVELS 4  // of lists and quotes; deeper ones count as these
#define MARKDOWN_COLUMNS 6

enum markdown_kind {
    MARKDOWN_PARAGRAPH,
    MARKDOWN_HEADING,
    MARKDOWN_ITEM, // of a list; its further paragraphs are paragraphs
    MARKDOWN_CELL, // of a table; the cells of a row follow one another
    MARKDOWN_RULE  // a line across, without text
};

/** A piece of text that stands by itself. */
struct markdown_block {
    enum markdown_kind kind;
    int level;      // heading: 1–6; else depth in lists and quotes, 0 none
    int number;     // of an item of a numbered list; 0: bulleted
    int column, columns; // of a cell
    bool head;           // a cell of the table's first row
    size_t start, len;   // its text, followed by a NUL; "\n" breaks a line
    size_t run, run_count; // the emphasised parts of it
};

/** An emphasised part, by bytes of the block's text. */
struct markdown_run {
    size_t start, len;
};

/**
 * A body in Markdown taken apart: headings, paragraphs, lists, tables and
 * emphasis. Links and pictures become their words, HTML stays the text it
 * is. Nothing in it needs a second look: it is UTF-8 without control
 * characters, invisible marks and changes of direction.
 */
struct markdown {
    char *text; // owned, as all pointers here
    struct markdown_block *blocks;
    size_t count;
    struct markdown_run *runs;
    size_t run_count;
    size_t removed; // characters that were left out of the text
};

/**
 * Take `len` bytes apart into an empty `out`. ERR_INVALID with `reason` set
 * (may be NULL; a constant) when it is longer than MARKDOWN_BYTES, not
 * UTF-8, has a wider table or more pieces than we take; ERR_NO_MEMORY.
 */
enum err
markdown_parse(const char *text, size_t len, struct markdown *out,
               const char **reason);

/** The text of a block; borrowed. */
const char *
markdown_text(const struct markdown *markdown,
              const struct markdown_block *block);

void
markdown_clear(struct markdown *markdown);

#endif
