// SPDX-License-Identifier: Apache-2.0
#include "app/drive_string.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/str.h"
#include "util/utf8.h"

/** Four hexadecimal digits; moves behind them. */
static bool
read_hex4(const char **at, const char *end, uint32_t *out)
{
    uint32_t value = 0;
    if (end - *at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        const char *digit =
            memchr(digits, *(*at)++, sizeof digits - 1);
        if (!digit)
            return false;
        value = value * 16 + (uint32_t)((digit - digits) % 16);
    }
    *out = value;
    return true;
}

/** What follows "\u": one code point, from two escapes beyond U+FFFF. */
static bool
read_code(const char **at, const char *end, uint32_t *out)
{
    uint32_t low;
    if (!read_hex4(at, end, out) || *out == 0)
        return false;
    if (*out < 0xD800 || *out > 0xDFFF)
        return true;
    if (*out > 0xDBFF || end - *at < 6 || (*at)[0] != '\\' ||
        (*at)[1] != 'u')
        return false;
    *at += 2;
    if (!read_hex4(at, end, &low) || low < 0xDC00 || low > 0xDFFF)
        return false;
    *out = 0x10000 + ((*out - 0xD800) << 10) + (low - 0xDC00);
    return true;
}

/** What follows a backslash, as UTF-8; returns its bytes, 0 if wrong. */
static size_t
read_escape(const char **at, const char *end, char out[4])
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    uint32_t code;
    if (*at == end)
        return 0;
    char name = *(*at)++;
    if (name == 'u')
        return read_code(at, end, &code) ? utf8_put(code, out) : 0;
    const char *found = name ? strchr(names, name) : NULL;
    if (!found)
        return 0;
    out[0] = values[found - names];
    return 1;
}

/** Fill `out`, which is as long as the source: no escape grows. */
static bool
read_body(const char **at, const char *end, char *out, size_t *length)
{
    char bytes[4];
    while (*at < end && **at != '"') {
        if ((unsigned char)**at < 0x20)
            return false;
        if (**at != '\\') {
            out[(*length)++] = *(*at)++;
            continue;
        }
        (*at)++;
        size_t count = read_escape(at, end, bytes);
        if (!count)
            return false;
        memcpy(out + *length, bytes, count);
        *length += count;
    }
    return *at < end;
}

bool
drive_string_read(const char **at, const char *end, char **out)
{
    size_t length = 0;
    if (*at == end || **at != '"')
        return false;
    (*at)++;
    size_t room = (size_t)(end - *at) + 1;
    char *text = calloc(1, room);
    if (!text)
        return false;
    if (!read_body(at, end, text, &length) || !utf8_valid(text, length)) {
        secret_wipe(text, length);
        free(text);
        return false;
    }
    (*at)++;
    *out = text;
    return true;
}
