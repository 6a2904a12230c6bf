// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_STR_H
#define UTIL_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Copy into a buffer of `size` bytes, cutting between UTF-8 characters.
 * NULL copies as "". False when it did not fit.
 */
bool
str_copy(char *dst, size_t size, const char *src);

/** Format into a buffer of `size` bytes; false when it did not fit. */
bool
str_format(char *dst, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** A heap copy, owned by the caller; NULL for NULL or without memory. */
char *
str_dup(const char *text);

/** The first `len` bytes as a heap string, owned by the caller. */
char *
str_dup_len(const char *text, size_t len);

/** True when both are NULL or both read the same. */
bool
str_equal(const char *a, const char *b);

/** ASCII case ignored; NULL equals only NULL. */
bool
str_equal_nocase(const char *a, const char *b);

bool
str_starts(const char *text, const char *prefix);

bool
str_ends(const char *text, const char *suffix);

/** Remove ASCII white space at both ends, in place; returns `text`. */
char *
str_trim(char *text);

/**
 * Parse a whole decimal number, optional sign, no spaces. False, with `out`
 * untouched, when it is not one or lies outside `min`..`max`.
 */
bool
str_parse_int(const char *text, int64_t min, int64_t max, int64_t *out);

/** Overwrite memory that held a number, a PIN or a key; NULL is fine. */
void
secret_wipe(void *data, size_t len);

/** Wipe a heap string and free it; NULL is fine. */
void
secret_free(char *text);

#endif
