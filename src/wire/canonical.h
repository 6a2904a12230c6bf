// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_CANONICAL_H
#define WIRE_CANONICAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"

struct buf;
struct json_t;

// This room's own: what json_canonical, the writer and events are made of.

/** How strictly a tree is written. */
struct canonical {
    bool ascii_keys; // refuse a key that is not printable ASCII
};

/** Append a quoted string with the fewest escapes (RFC 8785 §3.2.2.2). */
bool
canonical_text(struct buf *out, const char *text, size_t len);
bool
canonical_int(struct buf *out, int64_t value);
/**
 * Append what an event's content hash is taken of: its canonical form, or,
 * where it has an origin, that of the event as it stood there. Keys must be
 * ASCII and numbers integers, else ERR_INVALID.
 */
enum err
canonical_event(const struct json_t *event, struct buf *out);

#endif
