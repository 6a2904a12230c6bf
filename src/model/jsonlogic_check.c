// SPDX-License-Identifier: Apache-2.0
#include <jansson.h>
#include <string.h>

#include "model/jsonlogic.h"
#include "model/jsonlogic_operators.h"
#include "util/str.h"

/** Where the look has come to, and what it found. */
struct look {
    int depth;
    const char *why;  // NULL while nothing is wrong
    const char *what; // the operator, borrowed
};

// Every object of JavaScript has these; `var` finds functions there, which
// no other evaluation can.
static const char *const inherited[] = {
    "__defineGetter__", "__defineSetter__", "__lookupGetter__",
    "__lookupSetter__", "__proto__",        "constructor",
    "hasOwnProperty",   "isPrototypeOf",    "propertyIsEnumerable",
    "toLocaleString",   "toString",         "valueOf",
};

static void
check(struct look *look, const struct json_t *rule);

static void
refuse(struct look *look, const char *why, const char *what)
{
    if (!look->why) {
        look->why = why;
        look->what = what;
    }
}

static bool
is_inherited(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof(inherited) / sizeof(*inherited); i++) {
        if (strlen(inherited[i]) == length
            && memcmp(inherited[i], name, length) == 0) {
            return true;
        }
    }
    return false;
}

static void
check_name(struct look *look, const struct json_t *name, const char *what)
{
    if (json_is_integer(name)) {
        return;
    }
    if (!json_is_string(name)) {
        refuse(look, "a name must be a text or an index", what);
        return;
    }
    const char *at = json_string_value(name);
    while (at) {
        const char *dot = strchr(at, '.');
        size_t length = dot ? (size_t)(dot - at) : strlen(at);
        if (is_inherited(at, length)) {
            refuse(look, "this name belongs to JavaScript's objects", what);
        }
        at = dot ? dot + 1 : NULL;
    }
}

static void
check_names(struct look *look, const struct json_t *values, const char *what)
{
    if (!json_is_array(values)) {
        check_name(look, values, what);
        return;
    }
    for (size_t i = 0; i < json_array_size(values); i++) {
        check_name(look, json_array_get(values, i), what);
    }
}

// `var` and `missing` take names that are written in the rule: a name that
// is computed could not be checked, nor asked for.
static void
check_naming(struct look *look, const char *name,
             const struct json_t *values)
{
    bool list = json_is_array(values);
    if (str_equal(name, "var")) {
        const struct json_t *path = list ? json_array_get(values, 0)
                                         : values;
        if (path) {
            check_name(look, path, name);
        }
    } else if (str_equal(name, "missing")) {
        const struct json_t *first = list ? json_array_get(values, 0) : NULL;
        check_names(look, json_is_array(first) ? first : values, name);
    } else if (str_equal(name, "missing_some")) {
        const struct json_t *names = json_array_get(values, 1);
        if (!json_is_array(names)) {
            refuse(look, "the second argument must be a list", name);
            return;
        }
        check_names(look, names, name);
    }
}

static void
check_call(struct look *look, const struct json_t *rule)
{
    void *only = json_object_iter((json_t *)rule);
    const char *name = json_object_iter_key(only);
    const struct json_t *values = json_object_iter_value(only);
    int min, max;
    int count = json_is_array(values) ? (int)json_array_size(values) : 1;
    if (!js_arity(name, &min, &max)) {
        refuse(look, "unknown operator", name);
        return;
    }
    if (count < min || (max >= 0 && count > max)) {
        refuse(look, "this operator takes another number of arguments",
               name);
    }
    check_naming(look, name, values);
    if (json_is_array(values)) {
        for (size_t i = 0; i < json_array_size(values); i++) {
            check(look, json_array_get(values, i));
        }
    } else {
        check(look, values);
    }
}

static void
check(struct look *look, const struct json_t *rule)
{
    if (look->why) {
        return;
    }
    if (look->depth > JSONLOGIC_MAX_DEPTH) {
        refuse(look, "nested too deep", "");
        return;
    }
    look->depth++;
    if (json_is_object(rule) && json_object_size(rule) == 1) {
        check_call(look, rule);
    } else if (json_is_object(rule)) {
        refuse(look, "an object with several keys is no operator", "");
    } else if (json_is_array(rule)) {
        for (size_t i = 0; i < json_array_size(rule); i++) {
            check(look, json_array_get(rule, i));
        }
    }
    look->depth--;
}

enum err
jsonlogic_check(const struct json_t *rule, const char **why,
                const char **what)
{
    struct look look = {.what = ""};
    check(&look, rule);
    if (why) {
        *why = look.why;
    }
    if (what) {
        *what = look.what;
    }
    return look.why ? ERR_INVALID : ERR_OK;
}
