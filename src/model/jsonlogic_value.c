// SPDX-License-Identifier: Apache-2.0
#include "model/jsonlogic_value.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/jsonlogic.h"

// Integers up to here are the same in JSON and in a double.
#define EXACT_MAX 9007199254740991.0
#define BLOCK_BYTES ((size_t)16 * 1024)
#define STEP_BYTES 64 // of a text, which pass in the time of a step

struct js_block {
    struct js_block *next; // owned
    size_t used, size;
    _Alignas(max_align_t) unsigned char bytes[];
};

void
js_run_destroy(struct js_run *run)
{
    if (!run) {
        return;
    }
    while (run->blocks) {
        struct js_block *next = run->blocks->next;
        free(run->blocks);
        run->blocks = next;
    }
}

struct js_value
js_fail(struct js_run *run, enum err err, const char *why)
{
    if (!run->err) {
        run->err = err;
        run->why = why;
    }
    return (struct js_value){0};
}

void *
js_alloc(struct js_run *run, size_t bytes)
{
    size_t align = _Alignof(max_align_t);
    size_t size = (bytes + align - 1) / align * align;
    if (bytes > JSONLOGIC_MAX_BYTES
        || run->bytes + size > JSONLOGIC_MAX_BYTES) {
        js_fail(run, ERR_INVALID, "the rule makes too large values");
        return NULL;
    }
    struct js_block *block = run->blocks;
    if (!block || block->size - block->used < size) {
        size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
        block = malloc(sizeof(*block) + room);
        if (!block) {
            js_fail(run, ERR_NO_MEMORY, "out of memory");
            return NULL;
        }
        *block = (struct js_block){.next = run->blocks, .size = room};
        run->blocks = block;
    }
    void *out = block->bytes + block->used;
    block->used += size;
    run->bytes += size;
    return out;
}

bool
js_step(struct js_run *run)
{
    if (++run->steps > run->max_steps) {
        js_fail(run, ERR_INVALID, "the rule takes too many steps");
    }
    return !run->err;
}

bool
js_read_through(struct js_run *run, size_t bytes)
{
    run->steps += bytes / STEP_BYTES;
    return js_step(run);
}

struct js_value
js_null(void)
{
    return (struct js_value){.type = JS_NULL};
}

struct js_value
js_bool(bool value)
{
    return (struct js_value){.type = JS_BOOL, .boolean = value};
}

struct js_value
js_number(double value)
{
    return (struct js_value){.type = JS_NUMBER, .number = value};
}

struct js_value
js_string(const char *text, size_t length)
{
    return (struct js_value){
        .type = JS_STRING, .text = text, .length = length,
    };
}

struct js_value
js_array(const struct js_value *items, size_t count)
{
    return (struct js_value){
        .type = JS_ARRAY, .items = items, .length = count,
    };
}

struct js_value
js_empty_array(struct js_run *run)
{
    return js_array(js_alloc(run, sizeof(struct js_value)), 0);
}

static struct js_value
read_array(struct js_run *run, const struct json_t *json)
{
    size_t count = json_array_size(json);
    struct js_value *items = NULL;
    if (count > 0) {
        if (count > JSONLOGIC_MAX_STEPS) {
            return js_fail(run, ERR_INVALID, "a list is too long");
        }
        items = js_alloc(run, count * sizeof(*items));
        if (!items) {
            return (struct js_value){0};
        }
    }
    run->depth++;
    for (size_t i = 0; i < count; i++) {
        items[i] = js_read(run, json_array_get(json, i));
    }
    run->depth--;
    struct js_value out = js_array(items, count);
    out.origin = json;
    return out;
}

struct js_value
js_read(struct js_run *run, const struct json_t *json)
{
    if (!json) {
        return (struct js_value){0};
    }
    if (run->depth > JSONLOGIC_MAX_DEPTH) {
        return js_fail(run, ERR_INVALID, "nested too deep");
    }
    if (!js_step(run)) {
        return (struct js_value){0};
    }
    switch (json_typeof(json)) {
    case JSON_TRUE:
    case JSON_FALSE:
        return js_bool(json_is_true(json));
    case JSON_INTEGER:
    case JSON_REAL:
        return js_number(json_number_value(json));
    case JSON_STRING:
        return js_string(json_string_value(json), json_string_length(json));
    case JSON_ARRAY:
        return read_array(run, json);
    case JSON_OBJECT:
        return (struct js_value){.type = JS_OBJECT, .origin = json};
    case JSON_NULL:
        break;
    }
    return js_null();
}

static struct json_t *
write_number(double number)
{
    if (!isfinite(number)) {
        return json_null();
    }
    if (number == floor(number) && fabs(number) <= EXACT_MAX) {
        return json_integer((json_int_t)number);
    }
    return json_real(number);
}

static struct json_t *
write_array(struct js_run *run, const struct js_value *value)
{
    struct json_t *array = json_array();
    for (size_t i = 0; array && i < value->length; i++) {
        struct json_t *item = js_write(run, &value->items[i]);
        if (!item || json_array_append_new(array, item)) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

// What is undefined is no member.
static bool
write_member(struct js_run *run, struct json_t *object, const char *name,
             const struct js_value *value)
{
    return value->type == JS_UNDEFINED
           || json_object_set_new(object, name, js_write(run, value)) == 0;
}

static struct json_t *
write_object(struct js_run *run, const struct js_value *value)
{
    struct json_t *object = json_object();
    bool done = object != NULL;
    if (done && !value->origin) {
        done = write_member(run, object, "current", &value->items[0])
               && write_member(run, object, "accumulator", &value->items[1]);
    }
    void *at = value->origin ? json_object_iter((json_t *)value->origin)
                             : NULL;
    while (done && at) {
        struct js_value member = js_read(run, json_object_iter_value(at));
        done = js_read_through(run, strlen(json_object_iter_key(at)))
               && write_member(run, object, json_object_iter_key(at),
                               &member);
        at = json_object_iter_next((json_t *)value->origin, at);
    }
    if (!done) {
        json_decref(object);
        return NULL;
    }
    return object;
}

// The same text may be written many times over.
static struct json_t *
write_string(struct js_run *run, const struct js_value *value)
{
    run->bytes += value->length;
    if (run->bytes > JSONLOGIC_MAX_BYTES) {
        js_fail(run, ERR_INVALID, "the rule makes too large values");
        return NULL;
    }
    return json_stringn(value->text, value->length);
}

static struct json_t *
write_value(struct js_run *run, const struct js_value *value)
{
    switch (value->type) {
    case JS_BOOL:
        return json_boolean(value->boolean);
    case JS_NUMBER:
        return write_number(value->number);
    case JS_STRING:
        return write_string(run, value);
    case JS_ARRAY:
        return write_array(run, value);
    case JS_OBJECT:
        return write_object(run, value);
    case JS_UNDEFINED:
    case JS_NULL:
        break;
    }
    return json_null();
}

struct json_t *
js_write(struct js_run *run, const struct js_value *value)
{
    // The same list may stand in a list many times over: written out it
    // can be larger than what was made.
    if (run->depth > JSONLOGIC_MAX_DEPTH) {
        js_fail(run, ERR_INVALID, "nested too deep");
        return NULL;
    }
    if (!js_step(run)) {
        return NULL;
    }
    run->depth++;
    struct json_t *out = write_value(run, value);
    run->depth--;
    return out;
}
