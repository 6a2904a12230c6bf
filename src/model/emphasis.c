// SPDX-License-Identifier: Apache-2.0
#include "model/emphasis.h"

#include <stdint.h>
#include <string.h>

#include "util/buf.h"
#include "util/utf8.h"

// Where in a text we are, and what stands open there.
struct scan {
    const char *cursor, *end;
    uint32_t before; // the character before the cursor; '\n' at the start
    bool open;       // an emphasis
    bool code;       // a code span, whose asterisks are plain
    struct buf *out;
};

static bool
is_space(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\n' || code == '\r'
           || code == 0xA0 || code == 0x3000
           || (code >= 0x2000 && code <= 0x200A);
}

static bool
is_ascii_mark(uint32_t code)
{
    return code > ' ' && code < 0x7F && !(code >= '0' && code <= '9')
           && !((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
}

// Punctuation as Unicode has it, as far as our texts use it.
static bool
is_mark(uint32_t code)
{
    return is_ascii_mark(code) || code == 0xB7
           || (code >= 0x2010 && code <= 0x205E)
           || (code >= 0x3001 && code <= 0x301F)
           || (code >= 0xFF01 && code <= 0xFF0F)
           || (code >= 0xFF1A && code <= 0xFF20)
           || (code >= 0xFF3B && code <= 0xFF40)
           || (code >= 0xFF5B && code <= 0xFF65);
}

static uint32_t
peek(const char *cursor, const char *end)
{
    uint32_t code = '\n';
    (void)utf8_next(&cursor, end, &code);
    return code;
}

// Emphasis does not go from one paragraph, item or cell to the next.
static bool
begins_block(const char *cursor, const char *end)
{
    while (cursor < end && (*cursor == ' ' || *cursor == '\t')) {
        cursor++;
    }
    if (cursor == end || *cursor == '\n' || *cursor == '\r') {
        return true;
    }
    if (*cursor >= '0' && *cursor <= '9') {
        return true;
    }
    bool marked = memchr("-+*#>|", *cursor, 6) != NULL;
    return marked && (cursor + 1 == end || cursor[1] == ' '
                      || *cursor == '#' || *cursor == '|');
}

static bool
put_space(struct scan *scan)
{
    char bytes[4];
    size_t count = utf8_put(EMPHASIS_SPACE, bytes);
    return buf_add(scan->out, bytes, count);
}

// A run of asterisks from `start` to the cursor.
static bool
put_marks(struct scan *scan, const char *start)
{
    uint32_t next = peek(scan->cursor, scan->end);
    size_t len = (size_t)(scan->cursor - start);
    bool opens = !scan->open && !is_space(next);
    bool closes = scan->open && !is_space(scan->before);

    if (opens) {
        scan->open = true;
        if (is_mark(next) && !is_space(scan->before)
            && !is_mark(scan->before) && !put_space(scan)) {
            return false;
        }
    }
    if (!buf_add(scan->out, start, len)) {
        return false;
    }
    if (!opens && closes) {
        scan->open = false;
        return !is_mark(scan->before) || is_space(next) || is_mark(next)
               || put_space(scan);
    }
    return true;
}

static bool
step(struct scan *scan)
{
    const char *start = scan->cursor;
    uint32_t code;

    (void)utf8_next(&scan->cursor, scan->end, &code);
    if (code == '*' && !scan->code) {
        while (scan->cursor < scan->end && *scan->cursor == '*') {
            scan->cursor++;
        }
        bool put = put_marks(scan, start);
        scan->before = code;
        return put;
    }
    if (code == '\\' && scan->cursor < scan->end && !scan->code) {
        (void)utf8_next(&scan->cursor, scan->end, &code);
    } else if (code == '`') {
        scan->code = !scan->code;
    } else if (code == '|') {
        scan->open = false;
    }
    scan->before = code;
    if (code == '\n' && begins_block(scan->cursor, scan->end)) {
        scan->open = false;
        scan->code = false;
    }
    return buf_add(scan->out, start, (size_t)(scan->cursor - start));
}

bool
emphasis_prepare(const char *text, size_t len, struct buf *out)
{
    struct scan scan = {
        .cursor = text, .end = text + len, .before = '\n', .out = out,
    };
    while (scan.cursor < scan.end) {
        if (!step(&scan)) {
            return false;
        }
    }
    return true;
}
