// SPDX-License-Identifier: Apache-2.0
#include "model/jsonlogic_operators.h"

#include <math.h>
#include <string.h>

#include "model/jsonlogic_convert.h"
#include "util/str.h"

static struct js_value
argument(const struct js_arguments *arguments, size_t i)
{
    return i < arguments->count ? arguments->items[i]
                                : (struct js_value){0};
}

static double
number_at(struct js_run *run, const struct js_arguments *arguments, size_t i)
{
    struct js_value value = argument(arguments, i);
    return js_to_number(run, &value);
}

static struct js_value
equal(struct js_run *run, const struct js_arguments *a)
{
    return js_bool(js_equal(run, argument(a, 0), argument(a, 1)));
}

static struct js_value
not_equal(struct js_run *run, const struct js_arguments *a)
{
    return js_bool(!js_equal(run, argument(a, 0), argument(a, 1)));
}

static struct js_value
same(struct js_run *run, const struct js_arguments *a)
{
    struct js_value x = argument(a, 0), y = argument(a, 1);
    return js_bool(js_same(run, &x, &y));
}

static struct js_value
not_same(struct js_run *run, const struct js_arguments *a)
{
    struct js_value x = argument(a, 0), y = argument(a, 1);
    return js_bool(!js_same(run, &x, &y));
}

static struct js_value
greater(struct js_run *run, const struct js_arguments *a)
{
    return js_bool(js_less(run, argument(a, 1), argument(a, 0), false));
}

static struct js_value
greater_or_equal(struct js_run *run, const struct js_arguments *a)
{
    return js_bool(js_less(run, argument(a, 1), argument(a, 0), true));
}

// With a third argument: the second lies between the others.
static struct js_value
between(struct js_run *run, const struct js_arguments *a, bool or_equal)
{
    bool yes = js_less(run, argument(a, 0), argument(a, 1), or_equal);
    if (yes && argument(a, 2).type != JS_UNDEFINED) {
        yes = js_less(run, argument(a, 1), argument(a, 2), or_equal);
    }
    return js_bool(yes);
}

static struct js_value
less(struct js_run *run, const struct js_arguments *a)
{
    return between(run, a, false);
}

static struct js_value
less_or_equal(struct js_run *run, const struct js_arguments *a)
{
    return between(run, a, true);
}

static struct js_value
truth(struct js_run *run, const struct js_arguments *a)
{
    struct js_value value = argument(a, 0);
    (void)run;
    return js_bool(js_truthy(&value));
}

static struct js_value
not_truth(struct js_run *run, const struct js_arguments *a)
{
    struct js_value value = argument(a, 0);
    (void)run;
    return js_bool(!js_truthy(&value));
}

static struct js_value
remainder_of(struct js_run *run, const struct js_arguments *a)
{
    return js_number(fmod(number_at(run, a, 0), number_at(run, a, 1)));
}

static struct js_value
add(struct js_run *run, const struct js_arguments *a)
{
    double sum = 0;
    for (size_t i = 0; i < a->count; i++) {
        sum += js_parse_float(run, &a->items[i]);
    }
    return js_number(sum);
}

// The reference hands a single factor back as it is, a text too. From the
// third on it reads the product before through a text, where -0 is "0".
static struct js_value
multiply(struct js_run *run, const struct js_arguments *a)
{
    if (a->count == 0) {
        return js_fail(run, ERR_INVALID, "\"*\" needs an argument");
    }
    if (a->count == 1) {
        return a->items[0];
    }
    double product = js_parse_float(run, &a->items[0]);
    for (size_t i = 1; i < a->count; i++) {
        product = i > 1 ? product + 0.0 : product;
        product *= js_parse_float(run, &a->items[i]);
    }
    return js_number(product);
}

static struct js_value
subtract(struct js_run *run, const struct js_arguments *a)
{
    if (argument(a, 1).type == JS_UNDEFINED) {
        return js_number(-number_at(run, a, 0));
    }
    return js_number(number_at(run, a, 0) - number_at(run, a, 1));
}

static struct js_value
divide(struct js_run *run, const struct js_arguments *a)
{
    return js_number(number_at(run, a, 0) / number_at(run, a, 1));
}

static bool
is_beyond(double number, double out, bool greatest)
{
    if (number == out) {
        return greatest ? signbit(out) != 0 : signbit(number) != 0;
    }
    return greatest ? number > out : number < out;
}

// Math.min and Math.max: NaN wins, -0 is less than 0, and nothing leaves
// the infinity.
static struct js_value
extreme(struct js_run *run, const struct js_arguments *a, bool greatest)
{
    double out = greatest ? -INFINITY : INFINITY;
    for (size_t i = 0; i < a->count; i++) {
        double number = number_at(run, a, i);
        if (isnan(number) || isnan(out)) {
            out = NAN;
        } else if (is_beyond(number, out, greatest)) {
            out = number;
        }
    }
    return js_number(out);
}

static struct js_value
least(struct js_run *run, const struct js_arguments *a)
{
    return extreme(run, a, false);
}

static struct js_value
greatest(struct js_run *run, const struct js_arguments *a)
{
    return extreme(run, a, true);
}

static struct js_value
join(struct js_run *run, const struct js_arguments *a)
{
    return js_join(run, a->items, a->count, "");
}

// A position or a length in UTF-16 units, cut to what a text can have.
static double
whole(double number)
{
    return isnan(number) ? 0 : trunc(number);
}

static struct js_value
cut(struct js_run *run, const struct js_value *text, double start,
    double count)
{
    double length = (double)js_units(run, text);
    start = start < 0 ? fmax(length + start, 0) : fmin(start, length);
    count = fmax(fmin(count, length - start), 0);
    return js_slice(run, text, (size_t)start, (size_t)count);
}

// A negative third argument leaves that many off the end. One that is no
// number is joined to the length as a text there, which is no number then.
static struct js_value
part(struct js_run *run, const struct js_arguments *a)
{
    struct js_value source = argument(a, 0), end = argument(a, 2);
    struct js_value text = js_to_string(run, &source);
    double start = whole(number_at(run, a, 1));
    if (end.type == JS_UNDEFINED) {
        return cut(run, &text, start, INFINITY);
    }
    double count = js_to_number(run, &end);
    if (count < 0 && end.type != JS_NUMBER) {
        return js_string("", 0);
    }
    if (count < 0) {
        struct js_value rest = cut(run, &text, start, INFINITY);
        double length = whole((double)js_units(run, &rest) + count);
        return cut(run, &rest, 0, length);
    }
    return cut(run, &text, start, whole(count));
}

static bool
holds_text(struct js_run *run, const struct js_value *text,
           const struct js_value *part)
{
    if (part->length == 0) {
        return true;
    }
    if (!js_read_through(run, text->length + part->length)) {
        return false;
    }
    return memmem(text->text, text->length, part->text, part->length)
           != NULL;
}

static struct js_value
holds(struct js_run *run, const struct js_arguments *a)
{
    struct js_value what = argument(a, 0), where = argument(a, 1);
    if (!js_boolean(&where)) {
        return js_bool(false);
    }
    if (where.type == JS_STRING) {
        what = js_to_string(run, &what);
        return js_bool(holds_text(run, &where, &what));
    }
    if (js_has_own(&where, "indexOf")) {
        return js_fail(run, ERR_INVALID, "\"indexOf\" cannot be called");
    }
    for (size_t i = 0; where.type == JS_ARRAY && i < where.length; i++) {
        if (js_step(run) && js_same(run, &where.items[i], &what)) {
            return js_bool(true);
        }
    }
    return js_bool(false);
}

static struct js_value
merge(struct js_run *run, const struct js_arguments *a)
{
    size_t total = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct js_value *item = &a->items[i];
        total += item->type == JS_ARRAY ? item->length : 1;
    }
    struct js_value *out = js_alloc(run, (total + 1) * sizeof(*out));
    if (!out) {
        return (struct js_value){0};
    }
    size_t used = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct js_value *item = &a->items[i];
        if (item->type != JS_ARRAY) {
            out[used++] = *item;
        } else if (item->length > 0) {
            memcpy(out + used, item->items, item->length * sizeof(*out));
            used += item->length;
        }
    }
    return js_array(out, used);
}

static struct js_value
variable(struct js_run *run, const struct js_arguments *a)
{
    struct js_value path = argument(a, 0);
    struct js_value found = js_lookup(run, a->data, &path);
    if (found.type != JS_UNDEFINED) {
        return found;
    }
    // Without a path the data themselves are meant, whatever they are.
    bool whole_data = path.type == JS_UNDEFINED || path.type == JS_NULL
                      || (path.type == JS_STRING && path.length == 0);
    if (whole_data) {
        return found;
    }
    return argument(a, 1).type == JS_UNDEFINED ? js_null() : argument(a, 1);
}

static bool
is_missing(struct js_run *run, const struct js_arguments *a,
           const struct js_value *key)
{
    struct js_arguments ask = {key, 1, a->data};
    if (key->type == JS_ARRAY) {
        ask.items = key->items;
        ask.count = key->length;
    }
    struct js_value value = variable(run, &ask);
    return value.type == JS_NULL
           || (value.type == JS_STRING && value.length == 0);
}

static struct js_value
missing(struct js_run *run, const struct js_arguments *a)
{
    const struct js_value *keys = a->items;
    size_t count = a->count, used = 0;
    if (count > 0 && keys[0].type == JS_ARRAY) {
        count = keys[0].length;
        keys = keys[0].items;
    }
    struct js_value *out = js_alloc(run, (count + 1) * sizeof(*out));
    for (size_t i = 0; out && i < count && js_step(run); i++) {
        if (is_missing(run, a, &keys[i])) {
            out[used++] = keys[i];
        }
    }
    return js_array(out, out ? used : 0);
}

static struct js_value
missing_some(struct js_run *run, const struct js_arguments *a)
{
    struct js_value options = argument(a, 1);
    struct js_arguments ask = {&options, 1, a->data};
    double length = NAN;
    if (options.type == JS_ARRAY) {
        ask.items = options.items;
        ask.count = options.length;
        length = (double)options.length;
    } else if (options.type == JS_STRING) {
        length = (double)js_units(run, &options);
    }
    struct js_value lacking = missing(run, &ask);
    bool enough = length - (double)lacking.length >= number_at(run, a, 0);
    return enough ? js_empty_array(run) : lacking;
}

static const struct js_operator operators[] = {
    {"==", equal, 2, 2},
    {"===", same, 2, 2},
    {"!=", not_equal, 2, 2},
    {"!==", not_same, 2, 2},
    {">", greater, 2, 2},
    {">=", greater_or_equal, 2, 2},
    {"<", less, 2, 3},
    {"<=", less_or_equal, 2, 3},
    {"!!", truth, 1, 1},
    {"!", not_truth, 1, 1},
    {"%", remainder_of, 2, 2},
    {"+", add, 1, -1},
    {"*", multiply, 1, -1},
    {"-", subtract, 1, 2},
    {"/", divide, 2, 2},
    {"min", least, 1, -1},
    {"max", greatest, 1, -1},
    {"cat", join, 0, -1},
    {"substr", part, 2, 3},
    {"in", holds, 2, 2},
    {"merge", merge, 0, -1},
    {"var", variable, 0, 2},
    {"missing", missing, 0, -1},
    {"missing_some", missing_some, 2, 2},
};

const struct js_operator *
js_operator_find(const char *name)
{
    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (str_equal(operators[i].name, name)) {
            return &operators[i];
        }
    }
    return NULL;
}
