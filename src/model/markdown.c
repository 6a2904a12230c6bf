// SPDX-License-Identifier: Apache-2.0
#include "model/markdown.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <md4c.h>

#include "model/emphasis.h"
#include "util/buf.h"
#include "util/str.h"
#include "util/utf8.h"

// A depth beyond which lists are still counted, to find their ends.
#define DEPTH_MAX 1000

// What md4c's callbacks share. A text that is added opens the block that
// its surroundings ask for.
struct reader {
    struct markdown *out;
    struct buf text;
    size_t block_size, run_size;     // allocated
    int depth;                       // of lists and quotes
    int number[MARKDOWN_LEVELS + 1]; // next of each list; 0: bulleted
    bool item;                       // an item waits for its first text
    bool open;                       // the last block takes more text
    bool line_end;                   // a soft line end waits for what follows
    int emphasis;                    // depth of it
    size_t emphasis_start;
    int columns, column;
    bool head;
    const char *reason;
    enum err err;
};

static int
fail(struct reader *reader, enum err err, const char *reason)
{
    reader->err = err;
    reader->reason = reason;
    return 1;
}

// Room for one more of `size` bytes in an array of `count`; NULL without.
static void *
grown(void *items, size_t count, size_t *allocated, size_t size)
{
    if (count < *allocated) {
        return items;
    }
    size_t wanted = *allocated ? *allocated * 2 : 32;
    void *more = realloc(items, wanted * size);
    if (more) {
        *allocated = wanted;
    }
    return more;
}

static struct markdown_block *
last_block(const struct reader *reader)
{
    return &reader->out->blocks[reader->out->count - 1];
}

static int
level_of(const struct reader *reader)
{
    return reader->depth < MARKDOWN_LEVELS ? reader->depth : MARKDOWN_LEVELS;
}

static int
add_run(struct reader *reader, size_t start, size_t end)
{
    struct markdown *out = reader->out;
    if (start == end) {
        return 0;
    }
    if (out->run_count == MARKDOWN_RUNS) {
        return fail(reader, ERR_INVALID, "too much emphasis");
    }
    struct markdown_run *runs = grown(out->runs, out->run_count,
                                      &reader->run_size, sizeof(*runs));
    if (!runs) {
        return fail(reader, ERR_NO_MEMORY, "no memory");
    }
    out->runs = runs;
    out->runs[out->run_count++] = (struct markdown_run){start, end - start};
    return 0;
}

static int
open_block(struct reader *reader, enum markdown_kind kind, int level)
{
    struct markdown *out = reader->out;
    if (out->count == MARKDOWN_BLOCKS) {
        return fail(reader, ERR_INVALID, "too many paragraphs");
    }
    struct markdown_block *blocks = grown(
        out->blocks, out->count, &reader->block_size, sizeof(*blocks));
    if (!blocks) {
        return fail(reader, ERR_NO_MEMORY, "no memory");
    }
    out->blocks = blocks;
    out->blocks[out->count++] = (struct markdown_block){
        .kind = kind,
        .level = level,
        .start = reader->text.len,
        .run = out->run_count,
    };
    reader->open = true;
    reader->line_end = false;
    reader->emphasis_start = 0;
    return 0;
}

static int
open_text(struct reader *reader)
{
    int level = level_of(reader);
    if (open_block(reader,
                   reader->item ? MARKDOWN_ITEM : MARKDOWN_PARAGRAPH,
                   level)) {
        return 1;
    }
    if (reader->item && reader->number[level] > 0) {
        last_block(reader)->number = reader->number[level]++;
    }
    reader->item = false;
    return 0;
}

// Spaces at the end of a block are gone, also from its emphasis.
static void
trim_runs(struct markdown *out, const struct markdown_block *block)
{
    while (out->run_count > block->run) {
        struct markdown_run *run = &out->runs[out->run_count - 1];
        if (run->start < block->len) {
            size_t room = block->len - run->start;
            run->len = run->len < room ? run->len : room;
            return;
        }
        out->run_count--;
    }
}

// A block without text is dropped, but for a cell, which keeps its place.
static int
close_block(struct reader *reader)
{
    if (!reader->open) {
        return 0;
    }
    reader->open = false;
    struct markdown_block *block = last_block(reader);
    while (reader->text.len > block->start
           && strchr(" \n", reader->text.data[reader->text.len - 1])) {
        reader->text.len--;
    }
    block->len = reader->text.len - block->start;
    trim_runs(reader->out, block);
    block->run_count = reader->out->run_count - block->run;
    if (block->len == 0 && block->kind != MARKDOWN_CELL
        && block->kind != MARKDOWN_RULE) {
        reader->out->count--;
        return 0;
    }
    return buf_add_char(&reader->text, '\0')
               ? 0
               : fail(reader, ERR_NO_MEMORY, "no memory");
}

// Numbers that a callback gives are checked, as what it read is foreign.
static int
list_number(const MD_BLOCK_OL_DETAIL *detail)
{
    return detail->start > 0 && detail->start < 100000 ? (int)detail->start
                                                       : 1;
}

static int
go_deeper(struct reader *reader, int number)
{
    if (close_block(reader)) {
        return 1;
    }
    if (reader->depth == DEPTH_MAX) {
        return fail(reader, ERR_INVALID, "too deep");
    }
    reader->depth++;
    reader->number[level_of(reader)] = number;
    return 0;
}

static int
begin_table(struct reader *reader, const MD_BLOCK_TABLE_DETAIL *detail)
{
    reader->columns = (int)detail->col_count;
    if (detail->col_count > MARKDOWN_COLUMNS) {
        return fail(reader, ERR_INVALID, "table with too many columns");
    }
    return close_block(reader);
}

static int
begin_cell(struct reader *reader, bool head)
{
    if (open_block(reader, MARKDOWN_CELL, level_of(reader))) {
        return 1;
    }
    struct markdown_block *block = last_block(reader);
    block->column = reader->column++;
    block->columns = reader->columns;
    block->head = head;
    return 0;
}

static int
begin_text(struct reader *reader)
{
    return close_block(reader) || open_text(reader);
}

static int
begin_rule(struct reader *reader)
{
    return close_block(reader)
           || open_block(reader, MARKDOWN_RULE, level_of(reader))
           || close_block(reader);
}

static int
begin_heading(struct reader *reader, const MD_BLOCK_H_DETAIL *detail)
{
    reader->item = false;
    return close_block(reader)
           || open_block(reader, MARKDOWN_HEADING, (int)detail->level);
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    struct reader *reader = userdata;

    switch (type) {
    case MD_BLOCK_UL:
        return go_deeper(reader, 0);
    case MD_BLOCK_OL:
        return go_deeper(reader, list_number(detail));
    case MD_BLOCK_QUOTE:
        return go_deeper(reader, 0);
    case MD_BLOCK_LI:
        reader->item = true;
        return 0;
    case MD_BLOCK_H:
        return begin_heading(reader, detail);
    case MD_BLOCK_HR:
        return begin_rule(reader);
    case MD_BLOCK_P:
    case MD_BLOCK_CODE:
        return begin_text(reader);
    case MD_BLOCK_TABLE:
        return begin_table(reader, detail);
    case MD_BLOCK_TR:
        reader->column = 0;
        return 0;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        return begin_cell(reader, type == MD_BLOCK_TH);
    default:
        return 0;
    }
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    struct reader *reader = userdata;

    (void)detail;
    switch (type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_QUOTE:
        reader->depth--;
        return close_block(reader);
    case MD_BLOCK_LI:
        reader->item = false;
        return close_block(reader);
    default:
        return close_block(reader);
    }
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    struct reader *reader = userdata;

    (void)detail;
    if (type != MD_SPAN_EM && type != MD_SPAN_STRONG) {
        return 0;
    }
    if (!reader->open && open_text(reader)) {
        return 1;
    }
    if (reader->emphasis++ == 0) {
        reader->emphasis_start
            = reader->text.len - last_block(reader)->start;
    }
    return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    struct reader *reader = userdata;

    (void)detail;
    if ((type != MD_SPAN_EM && type != MD_SPAN_STRONG)
        || reader->emphasis == 0 || --reader->emphasis > 0
        || !reader->open) {
        return 0;
    }
    return add_run(reader, reader->emphasis_start,
                   reader->text.len - last_block(reader)->start);
}

// What must not reach the page: it would show as nothing, or turn round
// what stands beside it (Unicode TR 36).
static bool
is_wide(uint32_t code)
{
    return code >= 0x2E80;
}

static int
put(struct reader *reader, uint32_t code)
{
    char bytes[4];
    return buf_add(&reader->text, bytes, utf8_put(code, bytes))
               ? 0
               : fail(reader, ERR_NO_MEMORY, "no memory");
}

static uint32_t
last_code(const struct reader *reader)
{
    const struct markdown_block *block = last_block(reader);
    size_t len = reader->text.len - block->start;
    if (len == 0) {
        return '\n';
    }
    const char *text = reader->text.data + block->start;
    const char *cursor = text + utf8_previous(text, len);
    uint32_t code = '\n';
    (void)utf8_next(&cursor, text + len, &code);
    return code;
}

// A line end of the source is a space between words, and nothing between
// hanzi.
static int
put_line_end(struct reader *reader, uint32_t next)
{
    reader->line_end = false;
    uint32_t before = last_code(reader);
    if (before == '\n' || before == ' ' || is_wide(before)
        || is_wide(next)) {
        return 0;
    }
    return put(reader, ' ');
}

static int
add_code(struct reader *reader, uint32_t code)
{
    code = code == '\t' ? ' ' : code;
    if (code != '\n' && utf8_hidden(code)) {
        reader->out->removed++;
        return 0;
    }
    if (code == EMPHASIS_SPACE) {
        return 0;
    }
    if (reader->line_end && put_line_end(reader, code)) {
        return 1;
    }
    return put(reader, code);
}

static int
add_text(struct reader *reader, const char *text, size_t len)
{
    const char *cursor = text;
    uint32_t code;

    while (utf8_next(&cursor, text + len, &code)) {
        if (add_code(reader, code)) {
            return 1;
        }
    }
    return 0;
}

// The character that "&amp;" or "&#183;" stands for; 0 when unknown.
static uint32_t
entity_code(const char *name)
{
    static const char *const names[] = {"amp",  "lt",   "gt",    "quot",
                                        "apos", "nbsp", "middot"};
    static const uint32_t codes[] = {'&', '<', '>', '"', '\'', 0xA0, 0xB7};
    int64_t number = 0;
    char bytes[4];

    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        if (strcmp(names[i], name) == 0) {
            return codes[i];
        }
    }
    bool numeric = name[0] == '#'
                   && str_parse_int(name + 1, 1, 0x10FFFF, &number)
                   && utf8_put((uint32_t)number, bytes) > 0;
    return numeric ? (uint32_t)number : 0;
}

// What we do not know stays as it was written.
static int
add_entity(struct reader *reader, const char *text, size_t len)
{
    char name[16];

    if (len > 2 && len < sizeof(name)) {
        memcpy(name, text + 1, len - 2);
        name[len - 2] = '\0';
        uint32_t code = entity_code(name);
        if (code != 0) {
            return add_code(reader, code);
        }
    }
    return add_text(reader, text, len);
}

static int
take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size,
          void *userdata)
{
    struct reader *reader = userdata;

    if (!reader->open && open_text(reader)) {
        return 1;
    }
    switch (type) {
    case MD_TEXT_NULLCHAR:
        reader->out->removed++;
        return 0;
    case MD_TEXT_SOFTBR:
        reader->line_end = true;
        return 0;
    case MD_TEXT_BR:
        return put(reader, '\n');
    case MD_TEXT_ENTITY:
        return add_entity(reader, text, size);
    default:
        return add_text(reader, text, size);
    }
}

static void
read_prepared(struct reader *reader, const struct buf *prepared)
{
    const MD_PARSER parser = {
        .flags = MD_FLAG_NOHTML | MD_FLAG_TABLES
                 | MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = take_text,
    };
    if (md_parse(buf_text(prepared), (MD_SIZE)prepared->len, &parser, reader)
            != 0
        && reader->err == ERR_OK) {
        (void)fail(reader, ERR_NO_MEMORY, "no memory");
    }
}

enum err
markdown_parse(const char *text, size_t len, struct markdown *out,
               const char **reason)
{
    struct reader reader = {.out = out};
    struct buf prepared;

    *out = (struct markdown){0};
    // Hair spaces and entities can make it longer, line ends shorter.
    buf_init(&reader.text, MARKDOWN_BYTES * 4);
    buf_init(&prepared, MARKDOWN_BYTES * 4);
    if (len > MARKDOWN_BYTES) {
        (void)fail(&reader, ERR_INVALID, "too long");
    } else if (!utf8_valid(text, len)) {
        (void)fail(&reader, ERR_INVALID, "not UTF-8");
    } else if (!emphasis_prepare(text, len, &prepared)) {
        (void)fail(&reader, ERR_NO_MEMORY, "no memory");
    } else {
        read_prepared(&reader, &prepared);
    }
    buf_clear(&prepared);
    if (reader.err == ERR_OK && out->count > 0) {
        out->text = buf_take(&reader.text);
        if (!out->text) {
            (void)fail(&reader, ERR_NO_MEMORY, "no memory");
        }
    }
    buf_clear(&reader.text);
    if (reader.err != ERR_OK) {
        markdown_clear(out);
        if (reason) {
            *reason = reader.reason;
        }
    }
    return reader.err;
}

const char *
markdown_text(const struct markdown *markdown,
              const struct markdown_block *block)
{
    return markdown->text ? markdown->text + block->start : "";
}

void
markdown_clear(struct markdown *markdown)
{
    if (markdown) {
        free(markdown->text);
        free(markdown->blocks);
        free(markdown->runs);
        *markdown = (struct markdown){0};
    }
}
