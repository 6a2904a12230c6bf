// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_UTF8_H
#define UTIL_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/**
 * Read the character at `*cursor` and move behind it. False at `end`.
 * A malformed byte reads as UTF8_REPLACEMENT and moves one byte on, so a
 * loop always ends.
 */
bool
utf8_next(const char **cursor, const char *end, uint32_t *out);

/** True when all `len` bytes are well-formed UTF-8 (RFC 3629), no NUL. */
bool
utf8_valid(const char *text, size_t len);

/** Characters (code points) in a C string. */
size_t
utf8_count(const char *text);

/** Write `code` as 1–4 bytes, no NUL; returns how many, 0 if not a scalar. */
size_t
utf8_put(uint32_t code, char out[4]);

/** The byte offset at which the last character of `len` bytes starts. */
size_t
utf8_previous(const char *text, size_t len);

/** True for what nobody sees but that changes what is read: control
 * characters, invisible marks, changes of direction. A line end is one. */
bool
utf8_hidden(uint32_t code);

#endif
