// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/request.h"

#include <string.h>

/** What is left of a line. */
struct cursor {
    const char *at, *end;
};

/** The next word, up to a space or the end; false when there is none. */
static bool
next_word(struct cursor *cursor, const char **word, size_t *length)
{
    const char *start = cursor->at;
    if (start >= cursor->end)
        return false;
    const char *stop = memchr(start, ' ', (size_t)(cursor->end - start));
    *word = start;
    *length = (size_t)((stop ? stop : cursor->end) - start);
    cursor->at = stop ? stop + 1 : cursor->end;
    return *length > 0;
}

static bool
next_number(struct cursor *cursor, uint32_t max, uint32_t *out)
{
    const char *word;
    size_t length;
    uint64_t value = 0;
    if (!next_word(cursor, &word, &length) || length > 10)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (word[i] < '0' || word[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(word[i] - '0');
    }
    if (value > max)
        return false;
    *out = (uint32_t)value;
    return true;
}

static bool
next_letters(struct cursor *cursor, char out[REQUEST_LETTERS_MAX + 1])
{
    const char *word;
    size_t length;
    if (!next_word(cursor, &word, &length) || length > REQUEST_LETTERS_MAX)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((word[i] < 'a' || word[i] > 'z') && word[i] != '\'')
            return false;
    memcpy(out, word, length);
    out[length] = '\0';
    return out[0] != '\'';
}

/** True for one whole character of the Chinese planes at `at`; moves on. */
static bool
skip_hanzi(const unsigned char **at, const unsigned char *end)
{
    size_t left = (size_t)(end - *at);
    const unsigned char *c = *at;
    size_t length = *c >= 0xf0 ? 4 : 3;
    // E3 90 .. to E9: U+3400 to U+9FFF; F0 A0 .. to F0 B3: planes 2 and 3.
    bool lead = (*c == 0xe3 && left > 1 && c[1] >= 0x90) ||
                (*c >= 0xe4 && *c <= 0xe9) ||
                (*c == 0xf0 && left > 1 && c[1] >= 0xa0 && c[1] <= 0xb3);
    if (!lead || left < length)
        return false;
    for (size_t i = 1; i < length; i++)
        if ((c[i] & 0xc0) != 0x80)
            return false;
    *at += length;
    return true;
}

/** The rest of the line: hanzi alone, or nothing. */
static bool
take_context(struct cursor *cursor, char out[REQUEST_CONTEXT_MAX + 1])
{
    size_t length = (size_t)(cursor->end - cursor->at);
    const unsigned char *at = (const unsigned char *)cursor->at;
    const unsigned char *end = (const unsigned char *)cursor->end;
    if (length > REQUEST_CONTEXT_MAX)
        return false;
    while (at < end)
        if (!skip_hanzi(&at, end))
            return false;
    memcpy(out, cursor->at, length);
    out[length] = '\0';
    return true;
}

const char *
request_parse(const char *line, size_t length, struct request *out)
{
    struct cursor cursor = {line, line + length};
    const char *verb;
    size_t verb_length;
    uint32_t id, first, count;
    memset(out, 0, sizeof *out);
    if (!next_word(&cursor, &verb, &verb_length))
        return "verb";
    bool ask = verb_length == 3 && memcmp(verb, "ask", 3) == 0;
    if (!ask && (verb_length != 4 || memcmp(verb, "rare", 4) != 0))
        return "verb";
    out->verb = ask ? REQUEST_ASK : REQUEST_RARE;
    if (!next_number(&cursor, UINT32_MAX, &id) || !id)
        return "id";
    out->id = id;
    if (!next_number(&cursor, REQUEST_FIRST_MAX, &first))
        return "first";
    if (!next_number(&cursor, REQUEST_COUNT_MAX, &count) || !count)
        return "count";
    out->first = first;
    out->count = count;
    if (!next_letters(&cursor, out->letters))
        return "letters";
    return take_context(&cursor, out->context) ? NULL : "context";
}
