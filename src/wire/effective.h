// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_EFFECTIVE_H
#define WIRE_EFFECTIVE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "wire/fault.h"

struct buf;

/**
 * When a record of the catalogue is shown, and when another body takes its
 * place: the members `effective_from`, `effective_to` and `next` of any
 * body. Milliseconds since 1970 UTC; 0 where nothing is stated.
 */
struct effective {
    int64_t from; // not shown before
    int64_t to;   // not shown from then on
    int64_t next; // when the body `next` takes the place of this one
};

/** True when a body of these times is shown at `now`; `next` apart. */
bool
effective_at(const struct effective *effective, int64_t now);

/**
 * Read the times of a body that was checked before or not. `next` must be
 * an object with its own `effective_from`, and without a `next` in it.
 */
enum err
effective_read(const char *body, size_t len, struct effective *out,
               struct fault *fault);

/** Append the body `next` in canonical form; ERR_NOT_FOUND without one. */
enum err
effective_next(const char *body, size_t len, struct buf *out);

/** What is to stand in a body in place of what stands there. */
struct effective_change {
    const int64_t *from;  // 0 in it takes the member out; NULL: as it was
    const int64_t *to;    // the same
    const char *next;     // a body; "" takes it out; NULL: as it was
};

/** Append the changed body in canonical form. ERR_INVALID: no object. */
enum err
effective_set(const char *body, size_t len,
              const struct effective_change *change, struct buf *out);

#endif
