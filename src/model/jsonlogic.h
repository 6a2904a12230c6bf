// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_JSONLOGIC_H
#define MODEL_JSONLOGIC_H

#include <stdbool.h>

#include "util/err.h"

struct json_t; // jansson's value

/**
 * Rules as data: JsonLogic (https://jsonlogic.com), with the results of its
 * reference in JavaScript (json-logic-js 2.0.5), conversions between types
 * included. tests/npm/jsonlogic.js compares the two on random rules.
 *
 * A rule comes from the hub, so evaluating it is bounded: it ends with
 * ERR_INVALID instead of nesting too deep, taking too many steps or too
 * much memory. Thread-safe; keeps nothing.
 *
 * These are all the differences from the reference. Reading a rule
 * (wire/rule.h, wire/record.h) or jsonlogic_check refuses each of them:
 *
 *  1. `log` is no operator: there is no console.
 *  2. A name that JavaScript's values inherit ("constructor", "t.trim")
 *     finds nothing; the reference finds a function.
 *  3. `missing` and `missing_some` take their names as they are; the
 *     reference evaluates a name that is computed once more.
 *  4. Half of a character beyond U+FFFF is no text: cutting one ends the
 *     evaluation. A rule that cuts texts (`substr`, a position in a text)
 *     may not hold such a character.
 *  5. A text or name may not hold U+0000 or a lone surrogate.
 *  6. An object may not have a name twice; the reference takes the last.
 *  7. A number beyond a double's range, or in a record beyond 64 bits, is
 *     refused.
 *  8. A record knows no negative zero: it may not say -0.
 *  9. The bounds below. The reference has those of its machine.
 */

/** Deepest nesting of a rule, of its data and of a value it makes. */
#define JSONLOGIC_MAX_DEPTH 64
/** Values looked at in one evaluation. */
#define JSONLOGIC_MAX_STEPS 100000
/** Bytes of values made in one evaluation. */
#define JSONLOGIC_MAX_BYTES (4 * 1024 * 1024)
/** "-1.7976931348623157e+308", the zeros of whole numbers and a NUL. */
#define JSONLOGIC_NUMBER_SIZE 48

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

/**
 * The same in at most `*steps` steps, which are taken off: a bound for many
 * evaluations together.
 */
enum err
jsonlogic_apply_within(const struct json_t *rule, const struct json_t *data,
                       int *steps, struct json_t **out, const char **why);

/** A number as JavaScript writes it: "0.1", "1e+21", "NaN". */
void
jsonlogic_number(double number, char out[JSONLOGIC_NUMBER_SIZE]);

/** True where JsonLogic takes the value for yes: all but false, null, 0,
 *  "" and []. */
bool
jsonlogic_truthy(const struct json_t *value);

/**
 * Look at a rule without evaluating it: known operators with a number of
 * arguments that they can have, names that are texts, none of the
 * differences above, no deeper than the bound.
 * ERR_INVALID with `why` (a static text) and `what` (the operator, borrowed
 * from the rule, or ""); both may be NULL.
 */
enum err
jsonlogic_check(const struct json_t *rule, const char **why,
                const char **what);

#endif
