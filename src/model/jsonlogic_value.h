// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_JSONLOGIC_VALUE_H
#define MODEL_JSONLOGIC_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/err.h"

struct json_t;

/*
 * Values as JavaScript has them (ECMA-262), as far as JsonLogic can make
 * them. This part of the room is used by jsonlogic*.c alone.
 */

enum js_type {
    JS_UNDEFINED, JS_NULL, JS_BOOL, JS_NUMBER, JS_STRING, JS_ARRAY, JS_OBJECT
};

/** Passed by value; what it points to lives as long as its run. */
struct js_value {
    enum js_type type;
    bool boolean;
    double number;
    const char *text;             // JS_STRING: UTF-8, `length` bytes
    size_t length;
    const struct js_value *items; // JS_ARRAY: `length` of them; JS_OBJECT
                                  // made by `reduce`: current, accumulator
    const struct json_t *origin;  // what it was read from, for identity
};

struct js_block;

/** One evaluation: its memory, its bounds and its first failure. */
struct js_run {
    struct js_block *blocks; // owned
    size_t bytes, steps, max_steps;
    int depth;
    enum err err;
    const char *why; // static text
};

void
js_run_destroy(struct js_run *run);

/** Note the first failure; returns "undefined" to hand on. */
struct js_value
js_fail(struct js_run *run, enum err err, const char *why);

/** Memory until the end of the run; NULL (and failed) beyond the bound. */
void *
js_alloc(struct js_run *run, size_t bytes);

/** Count one step; false when there were too many. */
bool
js_step(struct js_run *run);

/** Count the steps that going through so many bytes of a text is worth. */
bool
js_read_through(struct js_run *run, size_t bytes);

struct js_value
js_null(void);
struct js_value
js_bool(bool value);
struct js_value
js_number(double value);
struct js_value
js_string(const char *text, size_t length);
struct js_value
js_array(const struct js_value *items, size_t count);
/** A list that is the same as no other, as JavaScript's new ones are. */
struct js_value
js_empty_array(struct js_run *run);

/** From JSON; arrays are copied, objects and strings borrowed. */
struct js_value
js_read(struct js_run *run, const struct json_t *json);

/** A new reference, NULL without memory. */
struct json_t *
js_write(struct js_run *run, const struct js_value *value);

#endif
