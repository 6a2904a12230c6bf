// SPDX-License-Identifier: Apache-2.0
#include "model/jsonlogic_convert.h"

#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/jsonlogic.h"
#include "util/str.h"
#include "util/utf8.h"

#define NUMBER_DIGITS 17

bool
js_boolean(const struct js_value *value)
{
    switch (value->type) {
    case JS_UNDEFINED:
    case JS_NULL:
        return false;
    case JS_BOOL:
        return value->boolean;
    case JS_NUMBER:
        return value->number != 0 && !isnan(value->number);
    case JS_STRING:
        return value->length > 0;
    case JS_ARRAY:
    case JS_OBJECT:
        break;
    }
    return true;
}

bool
js_has_own(const struct js_value *value, const char *name)
{
    return value->type == JS_OBJECT && value->origin
           && json_object_get(value->origin, name);
}

bool
js_truthy(const struct js_value *value)
{
    if (value->type == JS_ARRAY) {
        return value->length > 0;
    }
    return js_boolean(value);
}

// The white space of ECMA-262, as far as it is one byte or common.
static size_t
space_at(const char *text, size_t length)
{
    const char *at = text;
    uint32_t code;
    if (!utf8_next(&at, text + length, &code)) {
        return 0;
    }
    bool space = code == ' ' || (code >= 9 && code <= 13) || code == 0xA0
                 || code == 0xFEFF || code == 0x1680
                 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028
                 || code == 0x2029 || code == 0x202F || code == 0x205F
                 || code == 0x3000;
    return space ? (size_t)(at - text) : 0;
}

static struct js_value
trim(struct js_value text)
{
    size_t step;
    while ((step = space_at(text.text, text.length)) > 0) {
        text.text += step;
        text.length -= step;
    }
    while (text.length > 0) {
        size_t last = utf8_previous(text.text, text.length);
        if (!space_at(text.text + last, text.length - last)) {
            break;
        }
        text.length = last;
    }
    return text;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// The position behind a sign at `i`, if there is one.
static size_t
skip_sign(const char *text, size_t length, size_t i)
{
    return i < length && (text[i] == '+' || text[i] == '-') ? i + 1 : i;
}

static size_t
skip_digits(const char *text, size_t length, size_t i)
{
    while (i < length && is_digit(text[i])) {
        i++;
    }
    return i;
}

// Bytes of the decimal number that the text begins with, 0 for none.
static size_t
decimal_length(const char *text, size_t length)
{
    size_t start = skip_sign(text, length, 0);
    if (length - start >= 8 && memcmp(text + start, "Infinity", 8) == 0) {
        return start + 8;
    }
    size_t end = skip_digits(text, length, start);
    size_t digits = end - start;
    if (end < length && text[end] == '.') {
        size_t point = end + 1;
        end = skip_digits(text, length, point);
        digits += end - point;
    }
    if (digits == 0) {
        return 0;
    }
    if (end < length && (text[end] == 'e' || text[end] == 'E')) {
        size_t power = skip_sign(text, length, end + 1);
        size_t behind = skip_digits(text, length, power);
        end = behind > power ? behind : end;
    }
    return end;
}

static double
decimal(struct js_run *run, const char *text, size_t length)
{
    // strtod needs an end, and reads more than JavaScript does.
    char *copy = js_alloc(run, length + 1);
    if (!copy) {
        return NAN;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    return strtod(copy, NULL);
}

static int
digit_of(char c)
{
    if (is_digit(c)) {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
}

// 0x, 0o and 0b; NAN for anything else. Bits beyond the 60 that are kept
// count only as being there, so that the whole is rounded once.
static double
prefixed(const char *text, size_t length)
{
    char kind = (char)(text[1] | 0x20);
    int bits = kind == 'x' ? 4 : kind == 'o' ? 3 : kind == 'b' ? 1 : 0;
    uint64_t first = 0;
    int more = 0;
    for (size_t i = 2; i < length && bits; i++) {
        int digit = digit_of(text[i]);
        if (digit >= 1 << bits) {
            return NAN;
        }
        if (first >> (64 - 4 - bits) == 0) {
            first = first << bits | (unsigned)digit;
        } else {
            first |= digit > 0;
            more += bits;
        }
    }
    return bits && length > 2 ? ldexp((double)first, more) : NAN;
}

static double
number_of_text(struct js_run *run, struct js_value text)
{
    if (!js_read_through(run, text.length)) {
        return NAN;
    }
    text = trim(text);
    if (text.length == 0) {
        return 0;
    }
    size_t used = decimal_length(text.text, text.length);
    if (used == text.length) {
        return decimal(run, text.text, used);
    }
    return text.length > 2 && text.text[0] == '0'
               ? prefixed(text.text, text.length)
               : NAN;
}

double
js_to_number(struct js_run *run, const struct js_value *value)
{
    switch (value->type) {
    case JS_UNDEFINED:
        return NAN;
    case JS_NULL:
        return 0;
    case JS_BOOL:
        return value->boolean ? 1 : 0;
    case JS_NUMBER:
        return value->number;
    case JS_STRING:
    case JS_ARRAY:
    case JS_OBJECT:
        break;
    }
    return number_of_text(run, js_to_string(run, value));
}

double
js_parse_float(struct js_run *run, const struct js_value *value)
{
    if (value->type == JS_NUMBER) {
        return value->number + 0.0; // its text has no sign for -0
    }
    struct js_value text = trim(js_to_string(run, value));
    if (!js_read_through(run, text.length)) {
        return NAN;
    }
    size_t used = decimal_length(text.text, text.length);
    return used ? decimal(run, text.text, used) : NAN;
}

// Digits and exponent of the shortest text that reads back as `number`:
// d.ddd × 10^exponent.
static int
shortest(double number, char digits[NUMBER_DIGITS + 1])
{
    char text[JSONLOGIC_NUMBER_SIZE];
    for (int i = 0; i < NUMBER_DIGITS; i++) {
        str_format(text, sizeof(text), "%.*e", i, number);
        if (strtod(text, NULL) == number) {
            break;
        }
    }
    size_t count = 0;
    const char *at = text;
    for (; *at != 'e'; at++) {
        if (is_digit(*at)) {
            digits[count++] = *at;
        }
    }
    digits[count] = '\0';
    return (int)strtol(at + 1, NULL, 10);
}

// Number::toString of ECMA-262, for a positive finite number.
static void
write_digits(double number, char *out, size_t size)
{
    char digits[NUMBER_DIGITS + 1];
    int point = shortest(number, digits) + 1;
    int count = (int)strlen(digits);
    static const char zeros[] = "00000000000000000000";
    if (point > 21 || point < -5) {
        str_format(out, size, "%c%s%se%c%d", digits[0],
                   count > 1 ? "." : "", digits + 1, point > 0 ? '+' : '-',
                   abs(point - 1));
    } else if (point >= count) {
        str_format(out, size, "%s%.*s", digits, point - count, zeros);
    } else if (point > 0) {
        str_format(out, size, "%.*s.%s", point, digits, digits + point);
    } else {
        str_format(out, size, "0.%.*s%s", -point, zeros, digits);
    }
}

void
jsonlogic_number(double number, char out[JSONLOGIC_NUMBER_SIZE])
{
    size_t size = JSONLOGIC_NUMBER_SIZE;
    if (isnan(number) || number == 0) {
        str_copy(out, size, number == 0 ? "0" : "NaN");
        return;
    }
    if (isinf(number)) {
        str_copy(out, size, number > 0 ? "Infinity" : "-Infinity");
        return;
    }
    out[0] = '-';
    char *digits = number < 0 ? out + 1 : out;
    write_digits(fabs(number), digits, size - 1);
}

static struct js_value
text_of_number(struct js_run *run, double number)
{
    char *out = js_alloc(run, JSONLOGIC_NUMBER_SIZE);
    if (!out) {
        return js_string("", 0);
    }
    jsonlogic_number(number, out);
    return js_string(out, strlen(out));
}

struct js_value
js_to_string(struct js_run *run, const struct js_value *value)
{
    switch (value->type) {
    case JS_UNDEFINED:
        return js_string("undefined", 9);
    case JS_NULL:
        return js_string("null", 4);
    case JS_BOOL:
        return value->boolean ? js_string("true", 4) : js_string("false", 5);
    case JS_NUMBER:
        return text_of_number(run, value->number);
    case JS_STRING:
        return *value;
    case JS_ARRAY:
        return js_join(run, value->items, value->length, ",");
    case JS_OBJECT:
        break;
    }
    if (js_has_own(value, "toString")) {
        js_fail(run, ERR_INVALID, "\"toString\" cannot be called");
    }
    return js_string("[object Object]", 15);
}

struct js_value
js_join(struct js_run *run, const struct js_value *items, size_t count,
        const char *between)
{
    size_t gap = strlen(between), total = 0;
    struct js_value *texts = js_alloc(run, (count + 1) * sizeof(*texts));
    if (!texts || run->depth > JSONLOGIC_MAX_DEPTH) {
        js_fail(run, ERR_INVALID, "nested too deep");
        return js_string("", 0);
    }
    run->depth++;
    for (size_t i = 0; i < count && js_step(run); i++) {
        bool nothing = items[i].type == JS_UNDEFINED
                       || items[i].type == JS_NULL;
        texts[i] = nothing ? js_string("", 0) : js_to_string(run, &items[i]);
        total += texts[i].length + gap;
    }
    run->depth--;
    char *out = run->err ? NULL : js_alloc(run, total + 1);
    if (!out) {
        return js_string("", 0);
    }
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            memcpy(out + used, between, gap);
            used += gap;
        }
        memcpy(out + used, texts[i].text, texts[i].length);
        used += texts[i].length;
    }
    return js_string(out, used);
}
