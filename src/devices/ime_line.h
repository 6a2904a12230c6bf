// SPDX-License-Identifier: Apache-2.0
#ifndef DEVICES_IME_LINE_H
#define DEVICES_IME_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "devices/ime.h"

#define IME_REQUEST_SIZE 257
#define IME_LINE_MAX 4096 // bytes of an answer with its line feed

/** The line that asks; false for letters that cannot be asked. */
bool
ime_line_write(const struct ime_ask *ask, char out[IME_REQUEST_SIZE]);

/** The greeting of a helper that we can speak to. */
bool
ime_line_is_ready(const char *line, size_t length);

/**
 * Read an answer, without its line feed. ERR_INVALID when it breaks the
 * grammar: whoever sent it is not to be trusted. An "error" reads as an
 * answer without words.
 */
enum err
ime_line_read(const char *line, size_t length, struct ime_answer *out);

#endif
