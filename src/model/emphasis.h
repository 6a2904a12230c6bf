// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_EMPHASIS_H
#define MODEL_EMPHASIS_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/**
 * What to put outside of emphasis marks that Chinese punctuation touches.
 *
 * CommonMark tells an opening ** from a closing one by the spaces around
 * it. Chinese has none, so that "中文**《标题》**后文" would show its
 * asterisks. A hair space outside of the mark makes it count; it is never
 * shown.
 */
#define EMPHASIS_SPACE 0x200Au

/** Copy Markdown with such spaces added; false when `out` is full. */
bool
emphasis_prepare(const char *text, size_t len, struct buf *out);

#endif
