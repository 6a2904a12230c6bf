// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_HTML_H
#define HUB_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"
#include "util/err.h"

/*
 * Texts of records as HTML. Whatever a record holds is text and nothing
 * else: no tag, attribute, address or script of its own comes through, nor
 * control characters, invisible marks and changes of direction.
 */

/**
 * Add a text where HTML expects text, or the value of an attribute in double
 * quotes. A line end becomes a space, a malformed byte U+FFFD. False without
 * room or memory, as buf_add.
 */
bool
html_text(struct buf *out, const char *text);

/** How a body in Markdown is set. */
struct html_body {
    int top;             // its uppermost heading is h2 … h6: 2 to 6
    const char *scrolls; // name of a table that may be wider than the page
};

/**
 * Add a body in Markdown: headings without a gap between their levels,
 * paragraphs, lists, quotes, tables and emphasis, all with closed tags and
 * no attribute but `start`, `scope`, `class` and what a wide table needs to
 * be reached by keyboard. An empty body adds nothing. ERR_INVALID with
 * `reason` (may be NULL; a constant) when model/markdown.h refuses it: `out`
 * is then as it was; ERR_NO_MEMORY.
 */
enum err
html_markdown(struct buf *out, const char *markdown,
              const struct html_body *how, const char **reason);

#endif
