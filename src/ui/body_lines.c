// SPDX-License-Identifier: Apache-2.0
#include "ui/body_lines.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ui/build.h"
#include "ui/text.h"
#include "util/log.h"
#include "util/str.h"
#include "util/utf8.h"

// What is longer than this is cut: nobody reads a thousand pages standing.
#define ROWS_MAX 32768u
#define PIECES_MAX (ROWS_MAX * 2)

#define LEVEL_W 44   // an item's text from the left of its mark
#define MARK_GAP 12
#define COLUMN_GAP 24
#define BLOCK_GAP 12
#define HEADING_GAP 24
#define TABLE_GAP 10 // above and below a table's row
#define RULE_H 24
#define CELL_LINES 64

struct setter {
    struct ui *ui;
    const struct markdown *markdown;
    const struct body_setting *setting;
    struct body_lines *out;
    size_t row_size, piece_size; // allocated
    struct text_line *lines;     // owned; one block's
    size_t line_size;
    struct theme theme;
    int columns[MARKDOWN_COLUMNS]; // widths of the table that is being set
    int y;
    bool failed;
};

static void *
grown(void *items, size_t count, size_t *allocated, size_t size)
{
    if (count < *allocated) {
        return items;
    }
    size_t wanted = *allocated ? *allocated * 2 : 64;
    void *more = realloc(items, wanted * size);
    if (more) {
        *allocated = wanted;
    }
    return more;
}

static struct body_row *
add_row(struct setter *setter, int h)
{
    struct body_lines *out = setter->out;
    struct body_row *rows = out->count < ROWS_MAX
                                ? grown(out->rows, out->count,
                                        &setter->row_size, sizeof(*rows))
                                : NULL;
    if (!rows) {
        setter->failed = true;
        return NULL;
    }
    out->rows = rows;
    rows[out->count] = (struct body_row){
        .y = setter->y, .h = h, .piece = out->piece_count,
    };
    setter->y += h;
    return &rows[out->count++];
}

static void
add_piece(struct setter *setter, struct body_row *row,
          const struct body_piece *piece)
{
    struct body_lines *out = setter->out;
    struct body_piece *pieces
        = out->piece_count < PIECES_MAX
              ? grown(out->pieces, out->piece_count, &setter->piece_size,
                      sizeof(*pieces))
              : NULL;
    if (!pieces) {
        setter->failed = true;
        return;
    }
    out->pieces = pieces;
    pieces[out->piece_count++] = *piece;
    row->count++;
}

bool
body_is_bold(const struct markdown_block *block)
{
    return block->kind == MARKDOWN_HEADING || block->head;
}

void
body_mark(const struct markdown_block *block, char *out, size_t size)
{
    if (block->number > 0) {
        str_format(out, size, "%d.", block->number);
    } else {
        str_copy(out, size, "•");
    }
}

static struct text_style
style_of(const struct setter *setter, const struct markdown_block *block)
{
    // Bold Latin is wider: a block with some of it is broken as bold.
    return (struct text_style){
        .step = setter->setting->step,
        .bold = body_is_bold(block) || block->run_count > 0,
        .theme = &setter->theme,
    };
}

// Break a block into setter->lines; returns how many.
static size_t
break_block(struct setter *setter, const struct text_style *style,
            const char *text, int width)
{
    struct typesetter *typesetter = ui_typesetter(setter->ui);
    size_t count = text_break(typesetter, style, text, width, setter->lines,
                              setter->line_size);
    if (count <= setter->line_size) {
        return count;
    }
    struct text_line *lines
        = realloc(setter->lines, count * sizeof(*lines));
    if (!lines) {
        setter->failed = true;
        return 0;
    }
    setter->lines = lines;
    setter->line_size = count;
    return text_break(typesetter, style, text, width, lines, count);
}

static bool
begins_chinese(const char *text)
{
    const char *cursor = text;
    uint32_t code = 0;
    (void)utf8_next(&cursor, text + strlen(text), &code);
    return code >= 0x2E80 || (code >= 0x2014 && code <= 0x2026);
}

static int
mark_width(struct setter *setter, const struct markdown_block *block)
{
    struct text_style style = style_of(setter, block);
    char mark[16];
    body_mark(block, mark, sizeof(mark));
    int width = text_width(ui_typesetter(setter->ui), &style, mark);
    return width + MARK_GAP > LEVEL_W ? width + MARK_GAP : LEVEL_W;
}

static int
gap_above(const struct setter *setter, size_t i)
{
    const struct markdown_block *block = &setter->markdown->blocks[i];
    if (setter->out->count == 0) {
        return 0;
    }
    if (block->kind == MARKDOWN_HEADING) {
        return HEADING_GAP;
    }
    // What a heading names stands right below it, and indented paragraphs
    // are told apart by their first lines.
    const struct markdown_block *before = block - 1;
    bool indented = setter->setting->indent
                    && block->kind == MARKDOWN_PARAGRAPH
                    && before->kind == MARKDOWN_PARAGRAPH
                    && block->level == 0 && before->level == 0;
    return before->kind == MARKDOWN_HEADING || indented ? 0 : BLOCK_GAP;
}

// Paragraphs, headings and items.
static void
set_block(struct setter *setter, size_t i)
{
    const struct markdown_block *block = &setter->markdown->blocks[i];
    const char *text = markdown_text(setter->markdown, block);
    struct text_style style = style_of(setter, block);
    bool item = block->kind == MARKDOWN_ITEM;
    int x = block->kind == MARKDOWN_HEADING ? 0 : block->level * LEVEL_W;
    if (item) {
        x += mark_width(setter, block) - LEVEL_W;
    } else if (setter->setting->indent && x == 0 && begins_chinese(text)) {
        style.indent = 2 * theme_type(&setter->theme, style.step).size;
    }
    setter->y += gap_above(setter, i);
    int w = setter->setting->width > x ? setter->setting->width - x : 1;
    size_t count = break_block(setter, &style, text, w);
    for (size_t k = 0; k < count && !setter->failed; k++) {
        struct body_row *row = add_row(setter, setter->setting->line);
        if (!row) {
            return;
        }
        row->keep = block->kind == MARKDOWN_HEADING;
        if (item && k == 0) {
            struct body_piece mark = {
                .block = i, .x = (block->level - 1) * LEVEL_W, .mark = true,
            };
            add_piece(setter, row, &mark);
        }
        struct body_piece piece = {
            .block = i,
            .start = setter->lines[k].start,
            .len = setter->lines[k].length,
            .x = x + (k == 0 ? style.indent : 0),
        };
        add_piece(setter, row, &piece);
    }
}

struct cell {
    struct text_line lines[CELL_LINES];
    size_t count;
};

// Widest text of each column, from the row at `first` to the table's end;
// what is longer than the page counts as three pages.
static void
measure_columns(const struct setter *setter, size_t first, int *natural)
{
    const struct markdown *markdown = setter->markdown;
    const struct markdown_block *blocks = markdown->blocks;
    int most = 3 * setter->setting->width;
    for (size_t i = first; i < markdown->count
                           && blocks[i].kind == MARKDOWN_CELL; i++) {
        int c = blocks[i].column;
        if (blocks[i].head && c == 0 && i > first) {
            return; // another table
        }
        struct text_style style = style_of(setter, &blocks[i]);
        int w = text_width(ui_typesetter(setter->ui), &style,
                           markdown_text(markdown, &blocks[i]));
        w = w < most ? w : most;
        natural[c] = w > natural[c] ? w : natural[c];
    }
}

// Columns that need less than their equal share get what they need; the
// others share the rest, half of it by what they would need.
static void
set_columns(struct setter *setter, size_t first)
{
    int natural[MARKDOWN_COLUMNS] = {0};
    bool settled[MARKDOWN_COLUMNS] = {false};
    int count = setter->markdown->blocks[first].columns, open = count;
    int left = setter->setting->width - (count - 1) * COLUMN_GAP;
    measure_columns(setter, first, natural);
    for (int c = 0; c < count && open > 0; c++) {
        if (!settled[c] && natural[c] <= left / open) {
            setter->columns[c] = natural[c];
            settled[c] = true;
            left -= natural[c];
            open--;
            c = -1; // the shares of the others have grown
        }
    }
    int needed = 0;
    for (int c = 0; c < count; c++) {
        needed += settled[c] ? 0 : natural[c];
    }
    for (int c = 0; c < count; c++) {
        if (settled[c]) {
            // Where all are narrow the table still spans the page.
            setter->columns[c] += open == 0 ? left / count : 0;
        } else {
            setter->columns[c]
                = left / open / 2
                  + (int)((int64_t)(left / 2) * natural[c] / needed);
        }
    }
}

static int
column_width(const struct setter *setter, int column)
{
    int w = setter->columns[column];
    return w > 0 ? w : 1;
}

// The `k`-th lines of the cells of a row side by side.
static void
add_cell_lines(struct setter *setter, struct body_row *row, size_t first,
               const struct cell *cells, size_t k)
{
    int x = 0;
    for (size_t c = 0; c < MARKDOWN_COLUMNS; c++) {
        if (k < cells[c].count) {
            struct body_piece piece = {
                .block = first + c,
                .start = cells[c].lines[k].start,
                .len = cells[c].lines[k].length,
                .x = x,
            };
            add_piece(setter, row, &piece);
        }
        x += column_width(setter, (int)c) + COLUMN_GAP;
    }
}

// One row of a table. Returns the block behind it.
static size_t
set_table_row(struct setter *setter, size_t first)
{
    const struct markdown *markdown = setter->markdown;
    const struct markdown_block *head = &markdown->blocks[first];
    if (head->head || first == 0 || head[-1].kind != MARKDOWN_CELL) {
        set_columns(setter, first);
    }
    struct cell cells[MARKDOWN_COLUMNS] = {0};
    size_t rows = 1, end = first;
    for (int c = 0; c < head->columns && end < markdown->count; c++, end++) {
        const struct markdown_block *block = &markdown->blocks[end];
        if (block->kind != MARKDOWN_CELL || block->column != c) {
            break;
        }
        struct text_style style = style_of(setter, block);
        cells[c].count = text_break(
            ui_typesetter(setter->ui), &style,
            markdown_text(markdown, block), column_width(setter, c),
            cells[c].lines, CELL_LINES);
        if (cells[c].count > CELL_LINES) {
            cells[c].count = CELL_LINES;
        }
        rows = cells[c].count > rows ? cells[c].count : rows;
    }
    setter->y += TABLE_GAP;
    for (size_t k = 0; k < rows; k++) {
        struct body_row *row = add_row(setter, setter->setting->line);
        if (!row) {
            return end;
        }
        row->rule = k == 0 && !head->head;
        row->keep = head->head;
        add_cell_lines(setter, row, first, cells, k);
    }
    setter->y += TABLE_GAP;
    return end > first ? end : first + 1;
}

static void
set_rule(struct setter *setter)
{
    struct body_row *row = add_row(setter, RULE_H);
    if (row) {
        row->rule = true;
    }
}

enum err
body_lines_make(struct ui *ui, const struct markdown *markdown,
                const struct body_setting *setting, struct body_lines *out)
{
    struct setter setter = {
        .ui = ui, .markdown = markdown, .setting = setting, .out = out,
    };
    *out = (struct body_lines){0};
    setter.theme.large = setting->large;
    for (size_t i = 0; i < markdown->count && !setter.failed;) {
        switch (markdown->blocks[i].kind) {
        case MARKDOWN_CELL:
            i = set_table_row(&setter, i);
            break;
        case MARKDOWN_RULE:
            set_rule(&setter);
            i++;
            break;
        default:
            set_block(&setter, i++);
            break;
        }
    }
    free(setter.lines);
    out->height = setter.y;
    if (setter.failed && out->count < ROWS_MAX) {
        LOGE("ui: no memory to set a text");
        body_lines_clear(out);
        return ERR_NO_MEMORY;
    }
    if (setter.failed) {
        LOGW("ui: a text is cut after %u lines", ROWS_MAX);
    }
    return ERR_OK;
}

void
body_lines_clear(struct body_lines *lines)
{
    free(lines->rows);
    free(lines->pieces);
    *lines = (struct body_lines){0};
}

size_t
body_lines_at(const struct body_lines *lines, int y)
{
    size_t low = 0, high = lines->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct body_row *row = &lines->rows[middle];
        if (row->y + row->h > y) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}
