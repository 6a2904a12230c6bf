// SPDX-License-Identifier: Apache-2.0
#include "util/utf8.h"

#include <string.h>

// What the first byte promises: length, its own bits, and the least value
// that may be written so (a shorter form of a smaller one is an attack).
struct lead {
    size_t len;
    uint32_t bits;
    uint32_t least;
};

static bool
read_lead(unsigned char byte, struct lead *out)
{
    if (byte < 0x80) {
        *out = (struct lead){1, byte, 0};
    } else if (byte >= 0xC2 && byte < 0xE0) {
        *out = (struct lead){2, byte & 0x1Fu, 0x80};
    } else if (byte >= 0xE0 && byte < 0xF0) {
        *out = (struct lead){3, byte & 0x0Fu, 0x800};
    } else if (byte >= 0xF0 && byte < 0xF5) {
        *out = (struct lead){4, byte & 0x07u, 0x10000};
    } else {
        return false;
    }
    return true;
}

static bool
is_scalar(uint32_t code)
{
    return code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
}

// The length of the well-formed character at `text`, 0 if there is none.
static size_t
decode(const char *text, const char *end, uint32_t *out)
{
    struct lead lead;
    uint32_t code;

    if (!read_lead((unsigned char)*text, &lead)
        || lead.len > (size_t)(end - text)) {
        return 0;
    }
    code = lead.bits;
    for (size_t i = 1; i < lead.len; i++) {
        unsigned char byte = (unsigned char)text[i];

        if ((byte & 0xC0) != 0x80) {
            return 0;
        }
        code = code << 6 | (byte & 0x3Fu);
    }
    if (code < lead.least || !is_scalar(code)) {
        return 0;
    }
    *out = code;
    return lead.len;
}

bool
utf8_next(const char **cursor, const char *end, uint32_t *out)
{
    size_t len;

    if (*cursor >= end) {
        return false;
    }
    len = decode(*cursor, end, out);
    if (len == 0) {
        *out = UTF8_REPLACEMENT;
        len = 1;
    }
    *cursor += len;
    return true;
}

bool
utf8_valid(const char *text, size_t len)
{
    const char *end = text + len;
    uint32_t code;

    while (text < end) {
        size_t step = decode(text, end, &code);

        if (step == 0 || code == 0) {
            return false;
        }
        text += step;
    }
    return true;
}

size_t
utf8_count(const char *text)
{
    const char *end = text + strlen(text);
    uint32_t code;
    size_t count = 0;

    while (utf8_next(&text, end, &code)) {
        count++;
    }
    return count;
}

size_t
utf8_put(uint32_t code, char out[4])
{
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};

    if (!is_scalar(code)) {
        return 0;
    }
    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)(marks[len] | code);
    return len;
}

size_t
utf8_previous(const char *text, size_t len)
{
    if (len > 0) {
        len--;
    }
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80) {
        len--;
    }
    return len;
}

bool
utf8_hidden(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0)
           || code == 0x61C || (code >= 0x200B && code <= 0x200F)
           || (code >= 0x2028 && code <= 0x202E)
           || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF
           || (code >= 0xFFF9 && code <= 0xFFFC)
           || (code >= 0xE0000 && code <= 0xE0FFF);
}
