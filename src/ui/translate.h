// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TRANSLATE_H
#define UI_TRANSLATE_H

#include <stddef.h>

#include "util/err.h"

/**
 * The messages of one language, from a GNU .mo file.
 *
 * The file is read whole; every offset and length in it is checked before
 * a message is handed out, so that a damaged file can at worst leave texts
 * in Chinese.
 */
struct translation;

/** ERR_NOT_FOUND without the file, ERR_INVALID when it is not sound. */
enum err
translation_load(const char *path, struct translation **out);

/** The same from memory; `data` is copied. */
enum err
translation_read(const void *data, size_t size, struct translation **out);

void
translation_free(struct translation *translation);

/** NULL where the file has no such message, or an empty one. */
const char *
translation_find(const struct translation *translation, const char *source);

/**
 * Put `args` where `template` says {1} … {9}; a place without its argument
 * stays empty. Cut between characters when `out` is too small.
 */
void
translation_fill(char *out, size_t size, const char *template,
                 const char *const *args, size_t count);

#endif
