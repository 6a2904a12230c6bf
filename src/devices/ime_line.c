// SPDX-License-Identifier: Apache-2.0
#include "devices/ime_line.h"

#include <inttypes.h>
#include <string.h>

#include "util/str.h"
#include "util/utf8.h"

#define READY "ready 1"
#define TOTAL_MAX 100000

bool
ime_line_write(const struct ime_ask *ask, char out[IME_REQUEST_SIZE])
{
    static const char known[] = "abcdefghijklmnopqrstuvwxyz'";
    size_t length = strlen(ask->letters);
    if (!length || strspn(ask->letters, known) != length
        || !ask->serial || !ask->count || ask->count > IME_WORDS_MAX
        || strpbrk(ask->context, " \t\r\n")) {
        return false;
    }
    return str_format(out, IME_REQUEST_SIZE, "%s %" PRIu32 " %zu %zu %s%s%s\n",
                      ask->rare ? "rare" : "ask", ask->serial, ask->first,
                      ask->count, ask->letters, ask->context[0] ? " " : "",
                      ask->context);
}

bool
ime_line_is_ready(const char *line, size_t length)
{
    return length == strlen(READY) && memcmp(line, READY, length) == 0;
}

/** What is left of a line. */
struct cursor {
    const char *at, *end;
};

// The text up to `stop`, or to the end of the line; moves behind it.
static bool
next_text(struct cursor *cursor, char stop, char *out, size_t size)
{
    size_t left = (size_t)(cursor->end - cursor->at);
    const char *found = memchr(cursor->at, stop, left);
    size_t length = found ? (size_t)(found - cursor->at) : left;
    if (!length || length >= size) {
        return false;
    }
    memcpy(out, cursor->at, length);
    out[length] = '\0';
    cursor->at = found ? found + 1 : cursor->end;
    return true;
}

static bool
next_number(struct cursor *cursor, int64_t max, int64_t *out)
{
    char text[16];
    return next_text(cursor, ' ', text, sizeof(text)) && text[0] != '+'
           && str_parse_int(text, 0, max, out);
}

static bool
read_word(struct cursor *cursor, struct ime_word *out)
{
    int64_t letters = 0;
    if (!next_number(cursor, IME_LETTERS_SIZE - 1, &letters) || !letters
        || !next_text(cursor, '\t', out->text, sizeof(out->text))) {
        return false;
    }
    out->letters = (size_t)letters;
    for (const char *c = out->text; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f) {
            return false;
        }
    }
    return true;
}

static bool
read_split(struct cursor *cursor, char out[IME_SPLIT_SIZE])
{
    if (!next_text(cursor, '\t', out, IME_SPLIT_SIZE)) {
        return false;
    }
    if (strcmp(out, "-") == 0) {
        out[0] = '\0';
    }
    for (char *c = out; *c; c++) {
        if (*c == '\'') {
            *c = ' ';
        } else if (*c < 'a' || *c > 'z') {
            return false;
        }
    }
    return true;
}

static bool
read_words(struct cursor *cursor, struct ime_answer *out)
{
    int64_t total = 0;
    if (!next_number(cursor, TOTAL_MAX, &total)
        || !read_split(cursor, out->split)) {
        return false;
    }
    while (cursor->at < cursor->end) {
        if (out->count == IME_WORDS_MAX
            || !read_word(cursor, &out->words[out->count])) {
            return false;
        }
        out->count++;
    }
    out->total = (size_t)total;
    return out->count <= out->total;
}

enum err
ime_line_read(const char *line, size_t length, struct ime_answer *out)
{
    struct cursor cursor = {line, line + length};
    char kind[8];
    int64_t serial = 0;
    memset(out, 0, sizeof(*out));
    if (length >= IME_LINE_MAX || !utf8_valid(line, length)
        || !next_text(&cursor, ' ', kind, sizeof(kind))
        || !next_number(&cursor, UINT32_MAX, &serial)) {
        return ERR_INVALID;
    }
    out->serial = (uint32_t)serial;
    if (strcmp(kind, "error") == 0) {
        return cursor.at < cursor.end ? ERR_OK : ERR_INVALID;
    }
    if (strcmp(kind, "ok") != 0 || !serial || !read_words(&cursor, out)) {
        memset(out, 0, sizeof(*out));
        return ERR_INVALID;
    }
    return ERR_OK;
}
