// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_JSONLOGIC_OPERATORS_H
#define MODEL_JSONLOGIC_OPERATORS_H

#include "model/jsonlogic_value.h"

/** Evaluated arguments of an operator, and what `var` reads from. */
struct js_arguments {
    const struct js_value *items;
    size_t count;
    const struct js_value *data;
};

typedef struct js_value
js_operation(struct js_run *run, const struct js_arguments *arguments);

/** An operator whose arguments are all evaluated first. */
struct js_operator {
    const char *name;
    js_operation *operate;
    int min, max; // arguments it can sensibly have; -1: any number
};

/** NULL for an unknown name, and for those that decide themselves what to
 *  evaluate (if, and, or, filter, map, reduce, all, none, some). */
const struct js_operator *
js_operator_find(const char *name);

/** How many arguments any operator takes (`max` -1: any number); false
 *  for an unknown name. In jsonlogic.c. */
bool
js_arity(const char *name, int *min, int *max);

/** What `var` finds under a path in `data`; "undefined" for nothing. */
struct js_value
js_lookup(struct js_run *run, const struct js_value *data,
          const struct js_value *path);

#endif
