// SPDX-License-Identifier: Apache-2.0
#ifndef UI_MASK_CACHE_H
#define UI_MASK_CACHE_H

#include <stddef.h>

#include "ui/canvas.h"
#include "util/err.h"

/**
 * Masks by key, the least recently used dropped when the bytes run out.
 * What is dropped is wiped: glyphs and keys can tell of a visitor.
 */
struct mask_cache;

enum err
mask_cache_create(size_t max_bytes, struct mask_cache **out);

void
mask_cache_free(struct mask_cache *cache);

/** Borrowed until the next mask_cache_add or mask_cache_clear; NULL when absent. */
const struct mask *
mask_cache_find(struct mask_cache *cache, const void *key, size_t len);

/**
 * Keep a mask whose `alpha` is on the heap; ownership moves, also on
 * failure. The newest mask stays even when it alone exceeds the bytes.
 * NULL without memory; otherwise as mask_cache_find.
 */
const struct mask *
mask_cache_add(struct mask_cache *cache, const void *key, size_t len,
          struct mask *mask);

/** Drop and wipe everything. */
void
mask_cache_clear(struct mask_cache *cache);

size_t
mask_cache_bytes(const struct mask_cache *cache);

#endif
