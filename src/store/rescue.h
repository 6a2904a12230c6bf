// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_RESCUE_H
#define STORE_RESCUE_H

#include <stddef.h>
#include <stdint.h>

#include "store/marks.h"
#include "util/err.h"

struct store;

/**
 * Bring the unacknowledged events of a damaged database at `path` into the
 * store, row by row, as far as they can be read; internal. They keep their
 * epoch and seq. `count` gets how many. `marks` names the epoch that was
 * written to last, should the file not tell.
 */
enum err
rescue_events(struct store *store, const char *path,
              const struct marks *marks, int64_t *count);

#endif
