// SPDX-License-Identifier: Apache-2.0
#include "model/jsonlogic.h"

#include <jansson.h>
#include <stdlib.h>

#include "model/jsonlogic_convert.h"
#include "model/jsonlogic_operators.h"
#include "util/str.h"

/** The arguments of an operator, not yet evaluated. */
struct call {
    const struct json_t *values; // an array, or the only argument itself
    size_t count;
    const struct js_value *data;
};

typedef struct js_value
form_rule(struct js_run *run, const struct call *call);

static struct js_value
evaluate(struct js_run *run, const struct json_t *rule,
         const struct js_value *data);

// {"op": x} means {"op": [x]}.
static const struct json_t *
value_at(const struct call *call, size_t i)
{
    if (i >= call->count) {
        return NULL;
    }
    return json_is_array(call->values) ? json_array_get(call->values, i)
                                       : call->values;
}

static struct js_value
evaluate_at(struct js_run *run, const struct call *call, size_t i)
{
    return evaluate(run, value_at(call, i), call->data);
}

static struct js_value
decide(struct js_run *run, const struct call *call)
{
    size_t i = 0;
    for (; i + 1 < call->count; i += 2) {
        struct js_value condition = evaluate_at(run, call, i);
        if (js_truthy(&condition)) {
            return evaluate_at(run, call, i + 1);
        }
    }
    return i < call->count ? evaluate_at(run, call, i) : js_null();
}

static struct js_value
until(struct js_run *run, const struct call *call, bool truth)
{
    struct js_value value = {0};
    for (size_t i = 0; i < call->count && !run->err; i++) {
        value = evaluate_at(run, call, i);
        if (js_truthy(&value) == truth) {
            break;
        }
    }
    return value;
}

static struct js_value
every(struct js_run *run, const struct call *call)
{
    return until(run, call, false);
}

static struct js_value
either(struct js_run *run, const struct call *call)
{
    return until(run, call, true);
}

static struct js_value
filter(struct js_run *run, const struct call *call)
{
    struct js_value list = evaluate_at(run, call, 0);
    size_t used = 0;
    if (list.type != JS_ARRAY) {
        return js_empty_array(run);
    }
    struct js_value *out = js_alloc(run, (list.length + 1) * sizeof(*out));
    for (size_t i = 0; out && i < list.length && !run->err; i++) {
        struct js_value keep
            = evaluate(run, value_at(call, 1), &list.items[i]);
        if (js_truthy(&keep)) {
            out[used++] = list.items[i];
        }
    }
    return js_array(out, used);
}

static struct js_value
map(struct js_run *run, const struct call *call)
{
    struct js_value list = evaluate_at(run, call, 0);
    size_t used = 0;
    if (list.type != JS_ARRAY) {
        return js_empty_array(run);
    }
    struct js_value *out = js_alloc(run, (list.length + 1) * sizeof(*out));
    for (size_t i = 0; out && i < list.length && !run->err; i++) {
        out[used++] = evaluate(run, value_at(call, 1), &list.items[i]);
    }
    return js_array(out, used);
}

static struct js_value
reduce(struct js_run *run, const struct call *call)
{
    struct js_value list = evaluate_at(run, call, 0);
    struct js_value sum = call->count > 2 ? evaluate_at(run, call, 2)
                                          : js_null();
    for (size_t i = 0; list.type == JS_ARRAY && i < list.length; i++) {
        struct js_value *scope = js_alloc(run, 2 * sizeof(*scope));
        if (!scope || run->err) {
            break;
        }
        scope[0] = list.items[i];
        scope[1] = sum;
        struct js_value data = {.type = JS_OBJECT, .items = scope};
        sum = evaluate(run, value_at(call, 1), &data);
    }
    return sum;
}

static struct js_value
all(struct js_run *run, const struct call *call)
{
    struct js_value list = evaluate_at(run, call, 0);
    if (list.type != JS_ARRAY || list.length == 0) {
        return js_bool(false);
    }
    for (size_t i = 0; i < list.length && !run->err; i++) {
        struct js_value yes
            = evaluate(run, value_at(call, 1), &list.items[i]);
        if (!js_truthy(&yes)) {
            return js_bool(false);
        }
    }
    return js_bool(true);
}

// As far as the first: what stands behind it is not evaluated.
static bool
any(struct js_run *run, const struct call *call)
{
    struct js_value list = evaluate_at(run, call, 0);
    for (size_t i = 0; list.type == JS_ARRAY && i < list.length; i++) {
        struct js_value yes
            = evaluate(run, value_at(call, 1), &list.items[i]);
        if (run->err || js_truthy(&yes)) {
            return true;
        }
    }
    return false;
}

static struct js_value
none(struct js_run *run, const struct call *call)
{
    return js_bool(!any(run, call));
}

static struct js_value
some(struct js_run *run, const struct call *call)
{
    return js_bool(any(run, call));
}

// Those that decide themselves what to evaluate.
static const struct form {
    const char *name;
    form_rule *evaluate;
    int min, max;
} forms[] = {
    {"if", decide, 1, -1},  {"?:", decide, 1, -1}, {"and", every, 1, -1},
    {"or", either, 1, -1},  {"filter", filter, 2, 2}, {"map", map, 2, 2},
    {"reduce", reduce, 2, 3}, {"all", all, 2, 2},  {"none", none, 2, 2},
    {"some", some, 2, 2},
};

static const struct form *
find_form(const char *name)
{
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (str_equal(forms[i].name, name)) {
            return &forms[i];
        }
    }
    return NULL;
}

static struct js_value
evaluate_list(struct js_run *run, const struct json_t *list,
              const struct js_value *data)
{
    size_t count = json_array_size(list);
    struct js_value *out = js_alloc(run, (count + 1) * sizeof(*out));
    for (size_t i = 0; out && i < count; i++) {
        out[i] = evaluate(run, json_array_get(list, i), data);
    }
    return js_array(out, out ? count : 0);
}

static struct js_value
operate(struct js_run *run, const struct js_operator *operator,
        const struct call *call)
{
    struct js_value *items = js_alloc(run, (call->count + 1)
                                               * sizeof(*items));
    if (!items) {
        return (struct js_value){0};
    }
    for (size_t i = 0; i < call->count; i++) {
        items[i] = evaluate_at(run, call, i);
    }
    struct js_arguments arguments = {items, call->count, call->data};
    return run->err ? (struct js_value){0}
                    : operator->operate(run, &arguments);
}

static struct js_value
evaluate_call(struct js_run *run, const struct json_t *rule,
              const struct js_value *data)
{
    void *only = json_object_iter((json_t *)rule);
    const char *name = json_object_iter_key(only);
    const struct json_t *values = json_object_iter_value(only);
    struct call call = {
        .values = values,
        .count = json_is_array(values) ? json_array_size(values) : 1,
        .data = data,
    };
    const struct form *form = find_form(name);
    if (form) {
        return form->evaluate(run, &call);
    }
    const struct js_operator *operator = js_operator_find(name);
    if (!operator) {
        return js_fail(run, ERR_INVALID, "unknown operator");
    }
    return operate(run, operator, &call);
}

// Only an object with exactly one key is an operator.
static bool
is_call(const struct json_t *rule)
{
    return json_is_object(rule) && json_object_size(rule) == 1;
}

static struct js_value
evaluate(struct js_run *run, const struct json_t *rule,
         const struct js_value *data)
{
    struct js_value out;
    if (run->depth > JSONLOGIC_MAX_DEPTH) {
        return js_fail(run, ERR_INVALID, "nested too deep");
    }
    if (!js_step(run)) {
        return (struct js_value){0};
    }
    run->depth++;
    if (is_call(rule)) {
        out = evaluate_call(run, rule, data);
    } else if (json_is_array(rule)) {
        out = evaluate_list(run, rule, data);
    } else {
        out = js_read(run, rule);
    }
    run->depth--;
    return out;
}

enum err
jsonlogic_apply(const struct json_t *rule, const struct json_t *data,
                struct json_t **out, const char **why)
{
    int steps = JSONLOGIC_MAX_STEPS;
    return jsonlogic_apply_within(rule, data, &steps, out, why);
}

enum err
jsonlogic_apply_within(const struct json_t *rule, const struct json_t *data,
                       int *steps, struct json_t **out, const char **why)
{
    struct js_run run = {.max_steps = (size_t)(*steps > 0 ? *steps : 0)};
    struct js_value scope = data ? js_read(&run, data) : js_null();
    struct js_value value = evaluate(&run, rule, &scope);
    struct json_t *written = run.err ? NULL : js_write(&run, &value);
    if (!written && !run.err) {
        run.err = ERR_NO_MEMORY;
        run.why = "out of memory";
    }
    if (run.err) {
        json_decref(written);
        written = NULL;
    }
    if (why) {
        *why = run.why;
    }
    *out = written;
    *steps = run.steps < run.max_steps ? (int)(run.max_steps - run.steps)
                                       : 0;
    js_run_destroy(&run);
    return run.err;
}

bool
jsonlogic_truthy(const struct json_t *value)
{
    switch (value ? json_typeof(value) : JSON_NULL) {
    case JSON_TRUE:
    case JSON_OBJECT:
        return true;
    case JSON_INTEGER:
    case JSON_REAL:
        return json_number_value(value) != 0;
    case JSON_STRING:
        return json_string_length(value) > 0;
    case JSON_ARRAY:
        return json_array_size(value) > 0;
    case JSON_FALSE:
    case JSON_NULL:
        break;
    }
    return false;
}

bool
js_arity(const char *name, int *min, int *max)
{
    const struct form *form = find_form(name);
    const struct js_operator *operator = js_operator_find(name);
    if (!form && !operator) {
        return false;
    }
    *min = form ? form->min : operator->min;
    *max = form ? form->max : operator->max;
    return true;
}
