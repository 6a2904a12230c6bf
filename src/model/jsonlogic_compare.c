// SPDX-License-Identifier: Apache-2.0
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "model/jsonlogic_convert.h"
#include "util/utf8.h"

static bool
same_text(struct js_run *run, const struct js_value *a,
          const struct js_value *b)
{
    return a->length == b->length && js_read_through(run, a->length)
           && memcmp(a->text, b->text, a->length) == 0;
}

bool
js_same(struct js_run *run, const struct js_value *a,
        const struct js_value *b)
{
    if (a->type != b->type) {
        return false;
    }
    switch (a->type) {
    case JS_BOOL:
        return a->boolean == b->boolean;
    case JS_NUMBER:
        return a->number == b->number;
    case JS_STRING:
        return same_text(run, a, b);
    case JS_ARRAY:
    case JS_OBJECT:
        // Two of them are the same only when they are one.
        return a->origin ? a->origin == b->origin
                         : a->items && a->items == b->items && !b->origin;
    case JS_UNDEFINED:
    case JS_NULL:
        break;
    }
    return true;
}

static bool
is_nothing(const struct js_value *value)
{
    return value->type == JS_UNDEFINED || value->type == JS_NULL;
}

static struct js_value
primitive(struct js_run *run, struct js_value value)
{
    bool object = value.type == JS_ARRAY || value.type == JS_OBJECT;
    return object ? js_to_string(run, &value) : value;
}

bool
js_equal(struct js_run *run, struct js_value a, struct js_value b)
{
    if (is_nothing(&a) || is_nothing(&b)) {
        return is_nothing(&a) && is_nothing(&b);
    }
    if (a.type == b.type) {
        return js_same(run, &a, &b);
    }
    if (a.type != JS_BOOL && b.type != JS_BOOL) {
        bool objects = a.type >= JS_ARRAY && b.type >= JS_ARRAY;
        if (objects) {
            return false;
        }
    }
    a = primitive(run, a);
    b = primitive(run, b);
    if (a.type == JS_STRING && b.type == JS_STRING) {
        return same_text(run, &a, &b);
    }
    return js_to_number(run, &a) == js_to_number(run, &b);
}

// The first UTF-16 unit of a character: pairs sort before U+E000.
static uint32_t
first_unit(uint32_t code)
{
    return code >= 0x10000 ? 0xD7C0 + (code >> 10) : code;
}

// By UTF-16 units, as JavaScript orders texts.
static int
compare_text(const struct js_value *a, const struct js_value *b)
{
    const char *at = a->text, *bt = b->text;
    const char *a_end = at + a->length, *b_end = bt + b->length;
    uint32_t x, y;
    for (;;) {
        bool more = utf8_next(&at, a_end, &x);
        if (!utf8_next(&bt, b_end, &y)) {
            return more ? 1 : 0;
        }
        if (!more) {
            return -1;
        }
        if (x != y) {
            uint32_t u = first_unit(x), v = first_unit(y);
            return u != v ? (u < v ? -1 : 1) : (x < y ? -1 : 1);
        }
    }
}

bool
js_less(struct js_run *run, struct js_value a, struct js_value b,
        bool or_equal)
{
    a = primitive(run, a);
    b = primitive(run, b);
    if (a.type == JS_STRING && b.type == JS_STRING) {
        size_t shorter = a.length < b.length ? a.length : b.length;
        if (!js_read_through(run, shorter)) {
            return false;
        }
        int order = compare_text(&a, &b);
        return or_equal ? order <= 0 : order < 0;
    }
    double x = js_to_number(run, &a), y = js_to_number(run, &b);
    return or_equal ? x <= y : x < y;
}

size_t
js_units(struct js_run *run, const struct js_value *text)
{
    const char *at = text->text, *end = at + text->length;
    size_t count = 0;
    uint32_t code;
    if (!js_read_through(run, text->length)) {
        return 0;
    }
    while (utf8_next(&at, end, &code)) {
        count += code >= 0x10000 ? 2 : 1;
    }
    return count;
}

// The byte at which a unit begins; false when it is a character's second.
static bool
byte_of_unit(const struct js_value *text, size_t unit, size_t *out)
{
    const char *at = text->text, *end = at + text->length;
    size_t passed = 0;
    uint32_t code;
    *out = 0;
    while (passed < unit && utf8_next(&at, end, &code)) {
        passed += code >= 0x10000 ? 2 : 1;
        *out = (size_t)(at - text->text);
    }
    return passed <= unit;
}

struct js_value
js_slice(struct js_run *run, const struct js_value *text, size_t start,
         size_t count)
{
    size_t from, to;
    if (!js_read_through(run, text->length)) {
        return js_string("", 0);
    }
    if (!byte_of_unit(text, start, &from)
        || !byte_of_unit(text, start + count, &to)) {
        return js_fail(run, ERR_INVALID, "a character would be cut in two");
    }
    return js_string(text->text + from, to - from);
}
