// SPDX-License-Identifier: Apache-2.0
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "model/jsonlogic_convert.h"
#include "model/jsonlogic_operators.h"
#include "util/str.h"

static bool
named(const char *name, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(name, word, length) == 0;
}

// An index as JavaScript writes it: no sign and no zeros before it.
static bool
read_index(const char *name, size_t length, size_t *out)
{
    if (length == 0 || length > 9 || (length > 1 && name[0] == '0')) {
        return false;
    }
    size_t index = 0;
    for (size_t i = 0; i < length; i++) {
        if (name[i] < '0' || name[i] > '9') {
            return false;
        }
        index = index * 10 + (size_t)(name[i] - '0');
    }
    *out = index;
    return true;
}

static struct js_value
member(struct js_run *run, const struct js_value *object, const char *name,
       size_t length)
{
    if (object->origin) {
        return js_read(run, json_object_getn(object->origin, name, length));
    }
    if (named(name, length, "current")) {
        return object->items[0];
    }
    if (named(name, length, "accumulator")) {
        return object->items[1];
    }
    return (struct js_value){0};
}

static struct js_value
element(struct js_run *run, const struct js_value *value, const char *name,
        size_t length)
{
    bool text = value->type == JS_STRING;
    size_t count = text ? js_units(run, value) : value->length;
    size_t index;
    if (named(name, length, "length")) {
        return js_number((double)count);
    }
    if (!read_index(name, length, &index) || index >= count) {
        return (struct js_value){0};
    }
    return text ? js_slice(run, value, index, 1) : value->items[index];
}

static struct js_value
step_into(struct js_run *run, const struct js_value *value,
          const char *name, size_t length)
{
    switch (value->type) {
    case JS_OBJECT:
        return member(run, value, name, length);
    case JS_ARRAY:
    case JS_STRING:
        return element(run, value, name, length);
    case JS_UNDEFINED:
    case JS_NULL:
    case JS_BOOL:
    case JS_NUMBER:
        break;
    }
    return (struct js_value){0};
}

struct js_value
js_lookup(struct js_run *run, const struct js_value *data,
          const struct js_value *path)
{
    bool whole = path->type == JS_UNDEFINED || path->type == JS_NULL
                 || (path->type == JS_STRING && path->length == 0);
    if (whole) {
        return *data;
    }
    struct js_value text = js_to_string(run, path);
    struct js_value at = *data;
    const char *name = text.text, *end = name + text.length;
    if (!js_read_through(run, text.length)) {
        return (struct js_value){0};
    }
    while (js_step(run)) {
        if (at.type == JS_UNDEFINED || at.type == JS_NULL) {
            break;
        }
        const char *dot = memchr(name, '.', (size_t)(end - name));
        size_t length = (size_t)((dot ? dot : end) - name);
        at = step_into(run, &at, name, length);
        if (!dot) {
            return at;
        }
        name = dot + 1;
    }
    return (struct js_value){0};
}
