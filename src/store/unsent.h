// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_UNSENT_H
#define STORE_UNSENT_H

#include <stdint.h>

#include "store/outbox.h"
#include "util/err.h"

struct store;

/**
 * The next events that the hub has not acknowledged, pending or set aside,
 * for a bundle. `place` is 0 to begin with and moves behind what was
 * given. Events of one epoch; `count` is 0 at the end. Changes nothing.
 */
enum err
unsent_next(struct store *store, int64_t *place,
            const struct outbox_limits *limits, struct outbox_batch *out);

#endif
