// SPDX-License-Identifier: Apache-2.0
#include "hub/csv.h"

#include <string.h>

#include "util/str.h"
#include "util/utf8.h"

static bool
put(struct csv *csv, char c)
{
    if (csv->used + 1 >= sizeof(csv->text))
        return false;
    csv->text[csv->used++] = c;
    return true;
}

/** Step over one line break, if `at` stands on one. */
static bool
take_break(struct csv *csv)
{
    if (csv->at == csv->end || (*csv->at != '\r' && *csv->at != '\n'))
        return false;
    bool pair = *csv->at == '\r' && csv->end - csv->at > 1
                && csv->at[1] == '\n';
    csv->at += pair ? 2 : 1;
    csv->line++;
    return true;
}

static bool
at_field_end(const struct csv *csv)
{
    return csv->at == csv->end || *csv->at == ',' || *csv->at == '\r'
           || *csv->at == '\n';
}

/** Take the text of a quoted field; `at` stands behind its first quote. */
static const char *
read_quoted(struct csv *csv)
{
    while (csv->at < csv->end) {
        char c = *csv->at;
        if (c == '"') {
            csv->at++;
            if (csv->at == csv->end || *csv->at != '"')
                return at_field_end(csv) ? NULL
                                         : "text follows a closing quote";
        }
        if (c == '\n' || (c == '\r' && (csv->end - csv->at < 2
                                        || csv->at[1] != '\n')))
            csv->line++;
        if (!put(csv, c))
            return "the record is too long";
        csv->at++;
    }
    return "a quote is never closed";
}

static const char *
read_plain(struct csv *csv)
{
    while (!at_field_end(csv)) {
        if (*csv->at == '"')
            return "a quote stands inside a field that is not quoted";
        if (!put(csv, *csv->at))
            return "the record is too long";
        csv->at++;
    }
    return NULL;
}

static const char *
read_field(struct csv *csv)
{
    if (csv->count == CSV_MAX_FIELDS)
        return "too many fields";
    if (csv->used + 1 >= sizeof(csv->text))
        return "the record is too long";
    struct csv_field *field = &csv->fields[csv->count];
    field->text = csv->text + csv->used;
    field->line = csv->line;
    csv->count++;
    const char *what;
    if (csv->at < csv->end && *csv->at == '"') {
        csv->at++;
        what = read_quoted(csv);
    } else {
        what = read_plain(csv);
    }
    if (!what)
        csv->text[csv->used++] = '\0';
    return what;
}

void
csv_init(struct csv *csv, const char *data, size_t len)
{
    memset(csv, 0, sizeof(*csv));
    // A byte order mark is what spreadsheets begin UTF-8 with.
    if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        len -= 3;
    }
    csv->at = data;
    csv->end = data + len;
    csv->line = 1;
}

enum err
csv_next(struct csv *csv)
{
    csv_clear(csv);
    while (take_break(csv))
        continue;
    if (csv->at == csv->end)
        return ERR_NOT_FOUND;
    for (;;) {
        int64_t line = csv->line;
        int column = (int)csv->count + 1;
        const char *begin = csv->at;
        const char *what = read_field(csv);
        if (what) {
            csv->what = what;
            csv->column = column;
            // A quote that is never closed must not swallow the rest of
            // the file: go on behind the line on which it was opened.
            csv->at = begin;
            csv->line = line;
            while (csv->at < csv->end && *csv->at != '\n'
                   && *csv->at != '\r')
                csv->at++;
            return ERR_INVALID;
        }
        if (csv->at == csv->end || *csv->at != ',') {
            take_break(csv);
            return ERR_OK;
        }
        csv->at++;
    }
}

void
csv_clear(struct csv *csv)
{
    secret_wipe(csv->text, csv->used < sizeof(csv->text)
                               ? csv->used + 1 : sizeof(csv->text));
    csv->used = 0;
    csv->count = 0;
    csv->column = 0;
    csv->what = NULL;
}

static bool
within(unsigned char c, unsigned char first, unsigned char last)
{
    return c >= first && c <= last;
}

/** Bytes of the GB 18030 character at `at` (GBK is a part of it), or 0. */
static size_t
gb18030_len(const unsigned char *at, size_t left)
{
    if (at[0] < 0x80)
        return 1;
    if (!within(at[0], 0x81, 0xFE) || left < 2)
        return 0;
    if (within(at[1], 0x40, 0x7E) || within(at[1], 0x80, 0xFE))
        return 2;
    bool four = left >= 4 && within(at[1], 0x30, 0x39)
                && within(at[2], 0x81, 0xFE) && within(at[3], 0x30, 0x39);
    return four ? 4 : 0;
}

static bool
looks_gb18030(const unsigned char *at, size_t left)
{
    while (left > 0) {
        size_t len = gb18030_len(at, left);
        if (len == 0)
            return false;
        at += len;
        left -= len;
    }
    return true;
}

/** The first line that is not UTF-8. */
static int64_t
bad_line(const char *data, size_t len)
{
    int64_t line = 1;
    const char *at = data;
    const char *end = data + len;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t part = (size_t)((stop ? stop : end) - at);
        if (!utf8_valid(at, part))
            return line;
        if (!stop)
            break;
        at = stop + 1;
        line++;
    }
    return line;
}

enum csv_encoding
csv_encoding(const char *data, size_t len, int64_t *line)
{
    *line = 1;
    if (len >= 2 && (memcmp(data, "\xFF\xFE", 2) == 0
                     || memcmp(data, "\xFE\xFF", 2) == 0))
        return CSV_UTF16;
    if (utf8_valid(data, len))
        return CSV_UTF8;
    *line = bad_line(data, len);
    if (memchr(data, '\0', len))
        return CSV_BINARY;
    return looks_gb18030((const unsigned char *)data, len) ? CSV_GB18030
                                                           : CSV_BINARY;
}
