// SPDX-License-Identifier: Apache-2.0
#ifndef UI_DEFLATE_H
#define UI_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"

/**
 * Append `len` bytes as a zlib stream (RFC 1950): one deflate block
 * (RFC 1951) with the fixed codes, matches found by a hash of four bytes.
 * False when `out` cannot take it or without memory.
 */
bool
deflate_zlib(const unsigned char *data, size_t len, struct buf *out);

#endif
