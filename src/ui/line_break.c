// SPDX-License-Identifier: Apache-2.0
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <linebreak.h>

#include "ui/text.h"
#include "ui/typeset.h"
#include "util/log.h"
#include "util/str.h"
#include "util/utf8.h"

// A policy body is some kilobytes; what is longer than this is not text.
#define TEXT_MAX ((size_t)1 << 20)

struct breaker {
    struct typesetter *text;
    const struct text_style *style;
    const char *utf8;
    int64_t limit; // of a line, in FONT_EM parts of a px, with one spacing
    struct text_line *out;
    size_t max, count;
    size_t start;  // of the line being filled
    size_t ink_end; // behind its last character that is not a space
    int64_t width; // of all of it
    int64_t ink;   // up to `ink_end`
    bool empty;
};

static void
begin_line(struct breaker *b, size_t at)
{
    b->start = at;
    b->ink_end = at;
    b->width = 0;
    b->ink = 0;
    b->empty = true;
}

static void
end_line(struct breaker *b, size_t next)
{
    int64_t ink = b->ink;

    if (ink > 0) {
        ink -= (int64_t)b->style->spacing * FONT_EM;
    }
    if (b->count < b->max) {
        b->out[b->count] = (struct text_line){
            b->start, b->ink_end - b->start,
            (int)((ink + FONT_EM - 1) / FONT_EM)};
    }
    b->count++;
    begin_line(b, next);
}

static void
append(struct breaker *b, size_t end, int64_t width, int64_t ink)
{
    if (ink > 0) {
        b->ink = b->width + ink;
        b->ink_end = end;
    }
    b->width += width;
    b->empty = false;
}

// A word or a run wider than the line: break it where it is full.
static void
append_by_piece(struct breaker *b, size_t start, size_t end)
{
    const char *cursor = b->utf8 + start;
    struct piece piece;

    while (typeset_next(b->text, b->style->bold, &cursor, b->utf8 + end,
                        &piece)) {
        size_t from = (size_t)(piece.start - b->utf8);
        int64_t width =
            typeset_measure(b->text, b->style, piece.start, piece.len);
        if (!b->empty && b->width + width > b->limit) {
            end_line(b, from);
        }
        append(b, from + piece.len, width, width);
    }
}

// Bytes of `start`..`end` without the spaces and line ends at its end.
static size_t
trimmed_end(const char *utf8, size_t start, size_t end)
{
    while (end > start
           && (utf8[end - 1] == ' ' || utf8[end - 1] == '\n'
               || utf8[end - 1] == '\r')) {
        end--;
    }
    return end;
}

// Text between two places where a line may end.
static void
add_segment(struct breaker *b, size_t start, size_t end)
{
    size_t ink_end = trimmed_end(b->utf8, start, end);
    int64_t ink =
        typeset_measure(b->text, b->style, b->utf8 + start, ink_end - start);
    int64_t space =
        typeset_measure(b->text, b->style, b->utf8 + ink_end, end - ink_end);

    if (!b->empty && b->width + ink > b->limit) {
        end_line(b, start);
    }
    if (b->width + ink > b->limit) {
        append_by_piece(b, start, ink_end);
        append(b, end, space, 0);
    } else {
        append(b, ink_end, ink, ink);
        b->width += space;
    }
}

// What may follow a number as its unit: "10 万元", "540余万元", "3 人".
static bool
is_unit(uint32_t code)
{
    static const char units[] =
        "百千万亿余多元年月日天岁时分秒个名人位项次家份条款批届级类号";
    const char *cursor = units;
    uint32_t unit;

    while (utf8_next(&cursor, units + sizeof(units) - 1, &unit)) {
        if (unit == code) {
            return true;
        }
    }
    return false;
}

#define UNITS_MAX 4 // of one number, as in 540余万元

enum amount_part {
    AMOUNT_NONE,
    AMOUNT_LETTERS,        // capitals, maybe of "CNY 100,000"
    AMOUNT_CURRENCY_SPACE, // the space behind three of them
    AMOUNT_DIGITS,
    AMOUNT_SPACE,          // between number and unit
    AMOUNT_UNIT
};

// A space may belong to the amount before it.
static enum amount_part
space_part(enum amount_part before, int letters)
{
    if (before == AMOUNT_DIGITS) {
        return AMOUNT_SPACE;
    }
    return before == AMOUNT_LETTERS && letters == 3 ? AMOUNT_CURRENCY_SPACE
                                                    : AMOUNT_NONE;
}

static bool
unit_may_follow(enum amount_part before, int units)
{
    return before == AMOUNT_DIGITS || before == AMOUNT_SPACE
           || (before == AMOUNT_UNIT && units < UNITS_MAX);
}

// The part of an amount that `code` is, after the part before it; `run`
// counts capitals or units.
static enum amount_part
next_part(enum amount_part before, uint32_t code, int *run)
{
    enum amount_part part = AMOUNT_NONE;

    if (code == ' ' || code == 0xA0) {
        return space_part(before, *run);
    }
    if ((code >= '0' && code <= '9')
        || (before == AMOUNT_DIGITS && (code == '.' || code == ','))) {
        return AMOUNT_DIGITS;
    }
    if (code >= 'A' && code <= 'Z') {
        part = AMOUNT_LETTERS;
    } else if (unit_may_follow(before, *run) && is_unit(code)) {
        part = AMOUNT_UNIT;
    }
    *run = part == before ? *run + 1 : 1;
    return part;
}

/*
 * Unicode lets a line end between digits and a Chinese unit and at every
 * space; an amount that is torn apart reads as another one.
 */
static void
keep_amounts(const char *utf8, size_t len, char *breaks)
{
    enum amount_part part = AMOUNT_NONE;
    const char *cursor = utf8, *start = utf8;
    int run = 0;
    uint32_t code;

    while (utf8_next(&cursor, utf8 + len, &code)) {
        enum amount_part before = part;
        part = next_part(before, code, &run);
        if (part == AMOUNT_UNIT
            || (part == AMOUNT_DIGITS && before == AMOUNT_CURRENCY_SPACE)) {
            breaks[start - utf8 - 1] = LINEBREAK_NOBREAK;
        }
        start = cursor;
    }
}

static void
fill_lines(struct breaker *b, const char *breaks, size_t len)
{
    size_t start = 0;

    for (size_t i = 0; i < len; i++) {
        bool last = i + 1 == len;
        if (!last && breaks[i] != LINEBREAK_ALLOWBREAK
            && breaks[i] != LINEBREAK_MUSTBREAK) {
            continue;
        }
        add_segment(b, start, i + 1);
        start = i + 1;
        if (last || breaks[i] == LINEBREAK_MUSTBREAK) {
            end_line(b, start);
        }
    }
}

size_t
text_break(struct typesetter *text, const struct text_style *style,
           const char *utf8, int width, struct text_line *out, size_t max)
{
    size_t len = strlen(utf8);

    assert(width > 0);
    if (len == 0) {
        return 0;
    }
    char *breaks = len <= TEXT_MAX ? malloc(len) : NULL;
    if (!breaks) {
        LOGE("ui: no memory to break %zu bytes", len);
        return 0;
    }
    // With "zh" the curly quotes open and close as Chinese ones do.
    set_linebreaks_utf8((const utf8_t *)utf8, len, "zh", breaks);
    keep_amounts(utf8, len, breaks);
    struct breaker b = {
        .text = text,
        .style = style,
        .utf8 = utf8,
        .limit = ((int64_t)width + style->spacing) * FONT_EM,
        .out = out,
        .max = max,
    };
    begin_line(&b, 0);
    b.width = (int64_t)style->indent * FONT_EM;
    b.ink = b.width;
    fill_lines(&b, breaks, len);
    secret_wipe(breaks, len); // it mirrors the shape of what was typed
    free(breaks);
    return b.count;
}
