// SPDX-License-Identifier: Apache-2.0
#ifndef APP_DRIVE_STRING_H
#define APP_DRIVE_STRING_H

#include <stdbool.h>

/**
 * Read the JSON string that begins at `*at` and move behind it. Written
 * here and not by the JSON library because the text may be what a visitor
 * would type, and the library does not wipe what it frees.
 *
 * `out` gets an owned text, for secret_free. False for anything that is no
 * JSON string (RFC 8259): bad escapes, lone surrogates, control characters,
 * U+0000, bytes that are not UTF-8.
 */
bool
drive_string_read(const char **at, const char *end, char **out);

#endif
