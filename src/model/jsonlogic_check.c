// SPDX-License-Identifier: Apache-2.0
#include <jansson.h>
#include <string.h>

#include "model/jsonlogic.h"
#include "model/jsonlogic_operators.h"
#include "util/str.h"

/** Where the look has come to, and what it found. */
struct look {
    int depth;
    int scopes;       // of filter, map and so on: data may be any value
    bool cuts;        // a text may be cut somewhere
    bool wide;        // it holds a character beyond U+FFFF
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

// Texts, lists and numbers have these too, in any engine up to now.
static const char *const of_values[] = {
    "anchor", "at", "big", "blink", "bold", "charAt", "charCodeAt",
    "codePointAt", "concat", "copyWithin", "endsWith", "entries", "every",
    "fill", "filter", "find", "findIndex", "findLast", "findLastIndex",
    "fixed", "flat", "flatMap", "fontcolor", "fontsize", "forEach",
    "includes", "indexOf", "isWellFormed", "italics", "join", "keys",
    "lastIndexOf", "link", "localeCompare", "map", "match", "matchAll",
    "normalize", "padEnd", "padStart", "pop", "push", "reduce",
    "reduceRight", "repeat", "replace", "replaceAll", "reverse", "search",
    "shift", "slice", "small", "some", "sort", "splice", "split",
    "startsWith", "strike", "sub", "substr", "substring", "sup",
    "toExponential", "toFixed", "toLocaleLowerCase", "toLocaleUpperCase",
    "toLowerCase", "toPrecision", "toReversed", "toSorted", "toSpliced",
    "toUpperCase", "toWellFormed", "trim", "trimEnd", "trimLeft",
    "trimRight", "trimStart", "unshift", "values", "with",
};

// Their second argument is evaluated on something else than the data.
static const char *const scoping[] = {
    "filter", "map", "reduce", "all", "none", "some",
};
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

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
is_among(const char *const *words, size_t count, const char *name,
         size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i]) == length
            && memcmp(words[i], name, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool
is_index(const char *name, size_t length)
{
    return length > 0 && strspn(name, "0123456789") >= length;
}

// One part of a path. The first reads from the data, which is an object
// unless something like `map` hands over its items.
static void
check_part(struct look *look, const char *name, size_t length, bool first,
           const char *what)
{
    bool any = !first || look->scopes > 0;
    if (is_among(inherited, COUNT(inherited), name, length)
        || (any && is_among(of_values, COUNT(of_values), name, length))) {
        refuse(look, "this name belongs to JavaScript's objects", what);
    }
    look->cuts = look->cuts || (any && is_index(name, length));
}

static void
check_name(struct look *look, const struct json_t *name, const char *what)
{
    if (json_is_integer(name)) {
        look->cuts = true;
        return;
    }
    if (!json_is_string(name)) {
        refuse(look, "a name must be a text or an index", what);
        return;
    }
    const char *at = json_string_value(name);
    for (bool first = true; at; first = false) {
        const char *dot = strchr(at, '.');
        size_t length = dot ? (size_t)(dot - at) : strlen(at);
        check_part(look, at, length, first, what);
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
check_arguments(struct look *look, const char *name,
                const struct json_t *values)
{
    if (!json_is_array(values)) {
        check(look, values);
        return;
    }
    bool scope = is_among(scoping, COUNT(scoping), name, strlen(name));
    for (size_t i = 0; i < json_array_size(values); i++) {
        look->scopes += scope && i == 1;
        check(look, json_array_get(values, i));
        look->scopes -= scope && i == 1;
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
    look->cuts = look->cuts || str_equal(name, "substr");
    check_arguments(look, name, values);
}

// A character of four bytes stands beyond U+FFFF.
static bool
is_wide(const char *text)
{
    while (*text && (unsigned char)*text < 0xF0) {
        text++;
    }
    return *text;
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
    } else if (json_is_string(rule)) {
        look->wide = look->wide || is_wide(json_string_value(rule));
    }
    look->depth--;
}

enum err
jsonlogic_check(const struct json_t *rule, const char **why,
                const char **what)
{
    struct look look = {.what = ""};
    check(&look, rule);
    if (look.cuts && look.wide) {
        refuse(&look, "a character beyond U+FFFF could be cut in two", "");
    }
    if (why) {
        *why = look.why;
    }
    if (what) {
        *what = look.what;
    }
    return look.why ? ERR_INVALID : ERR_OK;
}
