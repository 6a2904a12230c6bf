// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_JSONLOGIC_H
#define MODEL_JSONLOGIC_H

#include <stdbool.h>

#include "util/err.h"

struct json_t; // jansson's value

/**
 * Rules as data: JsonLogic (https://jsonlogic.com), with the results of its
 * reference in JavaScript, conversions between types included.
 *
 * A rule comes from the hub, so evaluating it is bounded: it ends with
 * ERR_INVALID instead of nesting too deep, taking too many steps or too
 * much memory. Thread-safe; keeps nothing.
 */

/** Deepest nesting of a rule, of its data and of a value it makes. */
#define JSONLOGIC_MAX_DEPTH 64
/** Values looked at in one evaluation. */
#define JSONLOGIC_MAX_STEPS 100000
/** Bytes of values made in one evaluation. */
#define JSONLOGIC_MAX_BYTES (4 * 1024 * 1024)

/**
 * Evaluate `rule` on `data` (NULL: null). `out` gets a new reference;
 * numbers that JSON cannot say (NaN, infinities) and "undefined" become
 * null, as JSON.stringify writes them. ERR_INVALID for an unknown operator,
 * missing arguments or a bound; `why` (may be NULL) then gets a static
 * text.
 */
enum err
jsonlogic_apply(const struct json_t *rule, const struct json_t *data,
                struct json_t **out, const char **why);

/** True where JsonLogic takes the value for yes: all but false, null, 0,
 *  "" and []. */
bool
jsonlogic_truthy(const struct json_t *value);

/**
 * Look at a rule without evaluating it: known operators with a number of
 * arguments that they can have, names that are texts, no name of a property
 * that only JavaScript's objects have, no deeper than the bound.
 * ERR_INVALID with `why` (a static text) and `what` (the operator, borrowed
 * from the rule, or ""); both may be NULL.
 */
enum err
jsonlogic_check(const struct json_t *rule, const char **why,
                const char **what);

#endif
