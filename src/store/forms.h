// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_FORMS_H
#define STORE_FORMS_H

#include <stdint.h>

#include "model/form.h"
#include "util/err.h"
#include "util/id.h"

struct store;

/** A form and the revision of its record, 0 for a built-in one.
 *  ERR_NOT_FOUND without it. The caller clears `out`. */
enum err
forms_get(struct store *store, const char *id, struct form *out,
          int64_t *rev);

/** The form that a policy leads to when no service does; "" without one. */
enum err
forms_of_policy(struct store *store, const char *policy, char out[ID_SIZE]);

#endif
