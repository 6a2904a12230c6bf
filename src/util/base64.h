// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_BASE64_H
#define UTIL_BASE64_H

#include <stdbool.h>
#include <stddef.h>

// Room for the text of `n` bytes with padding and NUL, either alphabet.
#define BASE64_SIZE(n) ((((n) + 2) / 3) * 4 + 1)

/** Standard alphabet, padded (RFC 4648 §4): digests and signatures. */
bool
base64_encode(const void *data, size_t len, char *out, size_t size);

/**
 * The whole text must be canonical: right padding, no spaces, unused bits
 * zero. False when it is not, or longer than `size` bytes decoded.
 */
bool
base64_decode(const char *text, void *out, size_t size, size_t *out_len);

/** URL alphabet without padding (RFC 4648 §5): keys and tokens. */
bool
base64url_encode(const void *data, size_t len, char *out, size_t size);

/** As base64_decode, padding refused. */
bool
base64url_decode(const char *text, void *out, size_t size, size_t *out_len);

/** A key of exactly `len` bytes in base64url; false for any other text. */
bool
base64url_decode_exact(const char *text, void *out, size_t len);

#endif
