// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_RULES_H
#define STORE_RULES_H

#include <stddef.h>

#include "model/rule.h"
#include "util/err.h"

struct store;

/** Rules of eligibility that a kiosk asks about at most. */
#define RULES_MAX 64

/**
 * The rules for sites of `profile` ("hall" or "hospital"), in `order`, then
 * id, among the first RULES_MAX of all sites. Their examples were run when
 * they were stored. `out` has room for RULES_MAX; the caller clears the
 * first `count`, also after a failure.
 */
enum err
rules_list(struct store *store, const char *profile, struct rule *out,
           size_t *count);

#endif
