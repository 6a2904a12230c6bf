// SPDX-License-Identifier: Apache-2.0
#include "wire/scan.h"
#include <jansson.h>
#include <stdint.h>
#include <string.h>
#include "util/utf8.h"

#define KEY_MAX 64 // longer than any name that is asked for

static const char *
skip_space(const char *at, const char *end)
{
    while (at < end &&
           (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
        at++;
    return at;
}

static bool
is_digit(const char *at, const char *end)
{
    return at < end && *at >= '0' && *at <= '9';
}

static const char *
skip_digits(const char *at, const char *end)
{
    while (is_digit(at, end))
        at++;
    return at;
}

// All skip_ functions return NULL where the grammar is broken.
static const char *
skip_number(const char *at, const char *end)
{
    if (at < end && *at == '-')
        at++;
    if (!is_digit(at, end))
        return NULL;
    at = *at == '0' ? at + 1 : skip_digits(at, end);
    if (at < end && *at == '.') {
        if (!is_digit(at + 1, end))
            return NULL;
        at = skip_digits(at + 1, end);
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-'))
            at++;
        if (!is_digit(at, end))
            return NULL;
        at = skip_digits(at, end);
    }
    return at;
}

static const char *
skip_escape(const char *at, const char *end)
{
    if (end - at < 2)
        return NULL;
    if (at[1] != 'u')
        return strchr("\"\\/bfnrt", at[1]) && at[1] ? at + 2 : NULL;
    if (end - at < 6)
        return NULL;
    for (int i = 2; i < 6; i++)
        if (!strchr("0123456789abcdefABCDEF", at[i]) || !at[i])
            return NULL;
    return at + 6;
}

static const char *
skip_string(const char *at, const char *end)
{
    const char *begin = ++at;
    bool wide = false;
    while (at && at < end && *at != '"') {
        unsigned char c = (unsigned char)*at;
        if (c < 0x20)
            return NULL;
        wide = wide || c >= 0x80;
        at = c == '\\' ? skip_escape(at, end) : at + 1;
    }
    if (!at || at >= end)
        return NULL;
    if (wide && !utf8_valid(begin, (size_t)(at - begin)))
        return NULL;
    return at + 1;
}

static const char *
skip_word(const char *at, const char *end)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < 3; i++) {
        size_t len = strlen(words[i]);
        if ((size_t)(end - at) >= len && !memcmp(at, words[i], len))
            return at + len;
    }
    return NULL;
}

static const char *
skip_scalar(const char *at, const char *end)
{
    if (at >= end)
        return NULL;
    if (*at == '"')
        return skip_string(at, end);
    if (*at == '-' || is_digit(at, end))
        return skip_number(at, end);
    return skip_word(at, end);
}

static const char *
skip_key(const char *at, const char *end)
{
    if (at >= end || *at != '"' || !(at = skip_string(at, end)))
        return NULL;
    at = skip_space(at, end);
    if (at >= end || *at != ':')
        return NULL;
    return skip_space(at + 1, end);
}

// The brackets that are open, one bit each: set for an object.
struct nest {
    uint64_t bits[SCAN_MAX_DEPTH / 64];
    size_t depth;
    size_t max;
};

static bool
nest_is_object(const struct nest *nest)
{
    size_t top = nest->depth - 1;
    return nest->bits[top / 64] >> (top % 64) & 1;
}

static bool
nest_push(struct nest *nest, bool object)
{
    if (nest->depth >= nest->max)
        return false;
    uint64_t bit = (uint64_t)1 << (nest->depth % 64);
    uint64_t *word = &nest->bits[nest->depth / 64];
    *word = object ? *word | bit : *word & ~bit;
    nest->depth++;
    return true;
}

// Behind a value: pass closing brackets and up to the start of the next
// value. Leaves depth 0 when the outermost value is complete.
static const char *
skip_after(struct nest *nest, const char *at, const char *end)
{
    while (at && nest->depth > 0) {
        bool object = nest_is_object(nest);
        at = skip_space(at, end);
        if (at >= end)
            return NULL;
        if (*at == ',') {
            at = skip_space(at + 1, end);
            return object ? skip_key(at, end) : at;
        }
        if (*at != (object ? '}' : ']'))
            return NULL;
        nest->depth--;
        at++;
    }
    return at;
}

// Enter a bracket; passes an empty one whole (then `done` is set).
static const char *
skip_open(struct nest *nest, const char *at, const char *end, bool *done)
{
    bool object = *at == '{';
    *done = false;
    if (!nest_push(nest, object))
        return NULL;
    at = skip_space(at + 1, end);
    if (at >= end)
        return NULL;
    if (*at == (object ? '}' : ']')) {
        nest->depth--;
        *done = true;
        return at + 1;
    }
    return object ? skip_key(at, end) : at;
}

static const char *
skip_value(const char *at, const char *end, size_t depth)
{
    struct nest nest = {.max = depth};
    do {
        bool complete = true;
        if (at < end && (*at == '{' || *at == '['))
            at = skip_open(&nest, at, end, &complete);
        else
            at = skip_scalar(at, end);
        if (at && complete)
            at = skip_after(&nest, at, end);
    } while (at && nest.depth > 0);
    return at;
}

bool
scan_enter(struct scan *scan, struct scan_span span, char open)
{
    scan->end = span.text + span.len;
    scan->at = skip_space(span.text, scan->end);
    scan->close = open == '{' ? '}' : ']';
    scan->first = true;
    if (scan->at >= scan->end || *scan->at != open)
        return false;
    scan->at++;
    return true;
}

// The text behind the last bracket must be blank.
static enum scan_step
scan_finish(struct scan *scan)
{
    scan->at = skip_space(scan->at + 1, scan->end);
    return scan->at == scan->end ? SCAN_END : SCAN_BAD;
}

enum scan_step
scan_next(struct scan *scan, struct scan_span *key, struct scan_span *value)
{
    const char *at = skip_space(scan->at, scan->end);
    if (at < scan->end && *at == scan->close) {
        scan->at = at;
        return scan_finish(scan);
    }
    if (!scan->first) {
        if (at >= scan->end || *at != ',')
            return SCAN_BAD;
        at = skip_space(at + 1, scan->end);
    }
    scan->first = false;
    if (scan->close == '}') {
        const char *begin = at;
        at = skip_key(at, scan->end);
        if (!at)
            return SCAN_BAD;
        *key = (struct scan_span){begin, (size_t)(at - begin)};
    }
    const char *end = skip_value(at, scan->end, SCAN_MAX_DEPTH);
    if (!end)
        return SCAN_BAD;
    *value = (struct scan_span){at, (size_t)(end - at)};
    scan->at = end;
    return SCAN_ITEM;
}

// A string with escapes in it is rare here: let the parser decode it.
static bool
decode(struct scan_span span, char *out, size_t size)
{
    json_t *json = json_loadb(span.text, span.len,
                              JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, NULL);
    const char *text = json_string_value(json);
    bool fits = text && strlen(text) < size;
    if (fits)
        memcpy(out, text, strlen(text) + 1);
    json_decref(json);
    return fits;
}

bool
scan_key_is(struct scan_span span, const char *name)
{
    size_t len = strlen(name);
    char decoded[KEY_MAX];
    if (memchr(span.text, '\\', span.len))
        return decode(span, decoded, sizeof(decoded)) &&
               !strcmp(decoded, name);
    return span.len > len + 1 && !memcmp(span.text + 1, name, len) &&
           span.text[len + 1] == '"';
}

bool
scan_text(struct scan_span span, char *out, size_t size)
{
    if (span.len < 2 || span.text[0] != '"')
        return false;
    if (memchr(span.text, '\\', span.len))
        return decode(span, out, size);
    if (span.len - 2 >= size)
        return false;
    memcpy(out, span.text + 1, span.len - 2);
    out[span.len - 2] = '\0';
    return true;
}

bool
scan_document(struct scan_span span, size_t depth)
{
    const char *end = span.text + span.len;
    if (depth > SCAN_MAX_DEPTH)
        depth = SCAN_MAX_DEPTH;
    const char *at = skip_value(skip_space(span.text, end), end, depth);
    return at && skip_space(at, end) == end;
}

// Behind the string that begins at `at`, or the end.
static const char *
pass_string(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++) {
        if (*at == '\\')
            at++;
    }
    return at < end ? at + 1 : end;
}

const char *
scan_too_deep(struct scan_span span, size_t depth)
{
    const char *at = span.text, *end = span.text + span.len;
    size_t open = 0;
    while (at < end) {
        if (*at == '"') {
            at = pass_string(at, end);
            continue;
        }
        bool opens = *at == '{' || *at == '[';
        bool closes = *at == '}' || *at == ']';
        open += opens;
        open -= closes && open > 0;
        if (open > depth)
            return at;
        at++;
    }
    return NULL;
}

bool
scan_minus_zero(struct scan_span span)
{
    const char *at = span.text, *end = span.text + span.len;
    char before = ' ';
    while (at < end) {
        if (*at == '"') {
            at = pass_string(at, end);
            continue;
        }
        bool power = before == 'e' || before == 'E';
        if (*at == '-' && !power && end - at > 1 && at[1] == '0'
            && (end - at == 2 || !strchr(".eE0123456789", at[2])))
            return true;
        before = *at++;
    }
    return false;
}
