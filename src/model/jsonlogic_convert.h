// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_JSONLOGIC_CONVERT_H
#define MODEL_JSONLOGIC_CONVERT_H

#include "model/jsonlogic_value.h"

/*
 * JavaScript's conversions and comparisons (ECMA-262, chapter 7), which
 * JsonLogic's operators are defined by. Used by jsonlogic*.c alone.
 */

/** JavaScript's own idea of true: an empty array is. */
bool
js_boolean(const struct js_value *value);

/** JsonLogic's: as above, but an empty array is not. */
bool
js_truthy(const struct js_value *value);

double
js_to_number(struct js_run *run, const struct js_value *value);

/** parseFloat: the number that a text begins with. */
double
js_parse_float(struct js_run *run, const struct js_value *value);

/** True for an object whose own member has this name. */
bool
js_has_own(const struct js_value *value, const char *name);

/** JS_STRING; arrays are joined by commas. */
struct js_value
js_to_string(struct js_run *run, const struct js_value *value);

/** The texts of all, one after the other; null and undefined are "". */
struct js_value
js_join(struct js_run *run, const struct js_value *items, size_t count,
        const char *between);

/** === and ==. */
bool
js_same(struct js_run *run, const struct js_value *a,
        const struct js_value *b);
bool
js_equal(struct js_run *run, struct js_value a, struct js_value b);

/** a < b, or a <= b with `or_equal`; false where they have no order. */
bool
js_less(struct js_run *run, struct js_value a, struct js_value b,
        bool or_equal);

/** UTF-16 units of a text, which JavaScript counts in. */
size_t
js_units(struct js_run *run, const struct js_value *text);

/**
 * `count` units from `start`. JavaScript can cut a character beyond U+FFFF
 * in two; half of one is no text in UTF-8, so the run fails.
 */
struct js_value
js_slice(struct js_run *run, const struct js_value *text, size_t start,
         size_t count);

#endif
