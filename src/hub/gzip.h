// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_GZIP_H
#define HUB_GZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"
#include "util/err.h"

/**
 * Adds what `data` holds to `out`, whose maximum bounds it whatever the data
 * claims. ERR_INVALID: not one whole gzip stream; ERR_CONFLICT: more than
 * `out` may hold; ERR_NO_MEMORY.
 */
enum err
gzip_inflate(const void *data, size_t len, struct buf *out);

/** Adds `data`, compressed for speed. ERR_NO_MEMORY. */
enum err
gzip_deflate(const void *data, size_t len, struct buf *out);

/** Does an Accept-Encoding value allow gzip (RFC 9110 §12.5.3)? */
bool
gzip_accepted(const char *accept_encoding);

#endif
