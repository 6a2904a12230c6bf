// SPDX-License-Identifier: Apache-2.0
#include "hub/html.h"

#include <stdint.h>
#include <string.h>

#include "model/markdown.h"
#include "util/utf8.h"

#define HEADING_MAX 6
#define COLUMNS_FIT 3 // of a table that a phone shows side by side

/** What encloses the next block, outermost first. */
enum frame { FRAME_QUOTE, FRAME_BULLETS, FRAME_NUMBERS };

/** A body on its way out. */
struct writer {
    struct buf *out;
    const struct html_body *how;
    enum frame frames[MARKDOWN_LEVELS];
    int depth;
    int above[HEADING_MAX]; // levels of the headings above, as in the body
    int above_count;
    bool table, rows; // inside a table; inside its body
};

/** The reference of a character that has a meaning in HTML. */
static const char *
reference(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
    case '\t':
        return " ";
    default:
        return NULL;
    }
}

/** One piece of text; `line_end` is what a line end becomes. */
static bool
add_piece(struct buf *out, const char *text, size_t len, const char *line_end)
{
    const char *end = text + len;
    uint32_t code;
    char bytes[4];
    while (utf8_next(&text, end, &code)) {
        const char *written = code == '\n' ? line_end : reference(code);
        if (written != NULL)
            buf_add_str(out, written);
        else if (!utf8_hidden(code))
            buf_add(out, bytes, utf8_put(code, bytes));
    }
    return !out->failed;
}

bool
html_text(struct buf *out, const char *text)
{
    return add_piece(out, text, strlen(text), " ");
}

static void
close_frame(struct writer *writer)
{
    static const char *const ends[] = {
        [FRAME_QUOTE] = "</blockquote>\n",
        [FRAME_BULLETS] = "</li></ul>\n",
        [FRAME_NUMBERS] = "</li></ol>\n",
    };
    buf_add_str(writer->out, ends[writer->frames[--writer->depth]]);
}

static void
close_frames(struct writer *writer, int depth)
{
    while (writer->depth > depth)
        close_frame(writer);
}

/** Deeper than `depth` nothing stays open; what is missing are quotes. */
static void
reach_depth(struct writer *writer, int depth)
{
    if (depth > MARKDOWN_LEVELS)
        depth = MARKDOWN_LEVELS;
    close_frames(writer, depth);
    while (writer->depth >= 0 && writer->depth < depth) {
        writer->frames[writer->depth++] = FRAME_QUOTE;
        buf_add_str(writer->out, "<blockquote>");
    }
}

static void
close_table(struct writer *writer)
{
    if (!writer->table)
        return;
    buf_add_str(writer->out, writer->rows ? "</tr></tbody>" : "</tr></thead>");
    buf_add_str(writer->out, "</table></div>\n");
    writer->table = false;
    writer->rows = false;
}

/** An item goes on with its list, or begins one. */
static void
open_item(struct writer *writer, const struct markdown_block *block)
{
    int depth = block->level < 1 ? 1 : block->level;
    if (depth > MARKDOWN_LEVELS)
        depth = MARKDOWN_LEVELS;
    enum frame frame = block->number > 0 ? FRAME_NUMBERS : FRAME_BULLETS;
    close_frames(writer, depth);
    // a list that begins anew at 1 is another list
    if (writer->depth == depth && (writer->frames[depth - 1] != frame ||
                                   block->number == 1))
        close_frame(writer);
    if (writer->depth == depth) {
        buf_add_str(writer->out, "</li>\n<li>");
        return;
    }
    reach_depth(writer, depth - 1);
    writer->frames[writer->depth++] = frame;
    if (frame == FRAME_BULLETS)
        buf_add_str(writer->out, "<ul><li>");
    else if (block->number > 1)
        buf_addf(writer->out, "<ol start=\"%d\"><li>", block->number);
    else
        buf_add_str(writer->out, "<ol><li>");
}

/** Text with its emphasised parts and line ends. */
static void
add_runs(struct writer *writer, const struct markdown *markdown,
         const struct markdown_block *block)
{
    const char *text = markdown_text(markdown, block);
    size_t at = 0;
    for (size_t i = 0; i < block->run_count; i++) {
        const struct markdown_run *run = &markdown->runs[block->run + i];
        add_piece(writer->out, text + at, run->start - at, "<br>");
        buf_add_str(writer->out, "<strong>");
        add_piece(writer->out, text + run->start, run->len, "<br>");
        buf_add_str(writer->out, "</strong>");
        at = run->start + run->len;
    }
    add_piece(writer->out, text + at, block->len - at, "<br>");
}

static void
add_heading(struct writer *writer, const struct markdown *markdown,
            const struct markdown_block *block)
{
    // who hears the page jumps from level to level: none may be missing
    while (writer->above_count > 0 &&
           writer->above[writer->above_count - 1] >= block->level)
        writer->above_count--;
    if (writer->above_count < HEADING_MAX)
        writer->above[writer->above_count++] = block->level;
    int level = writer->how->top - 1 + writer->above_count;
    if (level > HEADING_MAX)
        level = HEADING_MAX;
    reach_depth(writer, 0);
    buf_addf(writer->out, "<h%d>", level);
    add_runs(writer, markdown, block);
    buf_addf(writer->out, "</h%d>\n", level);
}

static void
open_table(struct writer *writer, const struct markdown_block *block)
{
    writer->table = true;
    if (block->columns > COLUMNS_FIT) {
        buf_add_str(writer->out, "<div class=\"table wide\" role=\"region\""
                                 " tabindex=\"0\" aria-label=\"");
        html_text(writer->out, writer->how->scrolls);
        buf_add_str(writer->out, "\">");
    } else {
        buf_add_str(writer->out, "<div class=\"table\">");
    }
    buf_add_str(writer->out, "<table><thead><tr>");
}

/** A row ends where the next one's first cell comes. */
static void
begin_row(struct writer *writer, const struct markdown_block *block)
{
    if (!writer->table) {
        reach_depth(writer, block->level);
        open_table(writer, block);
    } else {
        buf_add_str(writer->out, writer->rows
                                     ? "</tr>\n<tr>"
                                     : "</tr></thead>\n<tbody><tr>");
        writer->rows = true;
    }
}

static void
add_cell(struct writer *writer, const struct markdown *markdown,
         const struct markdown_block *block)
{
    if (block->column == 0 || !writer->table)
        begin_row(writer, block);
    // an empty cell heads nothing
    bool head = block->head && block->len > 0;
    buf_add_str(writer->out, head ? "<th scope=\"col\">" : "<td>");
    add_runs(writer, markdown, block);
    buf_add_str(writer->out, head ? "</th>" : "</td>");
}

static void
add_block(struct writer *writer, const struct markdown *markdown,
          const struct markdown_block *block)
{
    bool begins = block->kind != MARKDOWN_CELL ||
                  (block->head && block->column == 0);
    if (begins)
        close_table(writer);
    switch (block->kind) {
    case MARKDOWN_HEADING:
        add_heading(writer, markdown, block);
        break;
    case MARKDOWN_ITEM:
        open_item(writer, block);
        add_runs(writer, markdown, block);
        break;
    case MARKDOWN_CELL:
        add_cell(writer, markdown, block);
        break;
    case MARKDOWN_RULE:
        reach_depth(writer, block->level);
        buf_add_str(writer->out, "<hr>\n");
        break;
    case MARKDOWN_PARAGRAPH:
        reach_depth(writer, block->level);
        buf_add_str(writer->out, "<p>");
        add_runs(writer, markdown, block);
        buf_add_str(writer->out, "</p>\n");
        break;
    }
}

enum err
html_markdown(struct buf *out, const char *markdown,
              const struct html_body *how, const char **reason)
{
    struct markdown parsed = {0};
    struct writer writer = {.out = out, .how = how};
    enum err err =
        markdown_parse(markdown, strlen(markdown), &parsed, reason);
    if (err != ERR_OK)
        return err;
    for (size_t i = 0; i < parsed.count; i++)
        add_block(&writer, &parsed, &parsed.blocks[i]);
    close_table(&writer);
    close_frames(&writer, 0);
    markdown_clear(&parsed);
    return out->failed ? ERR_NO_MEMORY : ERR_OK;
}
