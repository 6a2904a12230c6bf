// SPDX-License-Identifier: Apache-2.0
#ifndef UI_CACHE_H
#define UI_CACHE_H

#include <stddef.h>

#include "ui/canvas.h"
#include "util/err.h"

/**
 * Masks by key, the least recently used dropped when the bytes run out.
 * What is dropped is wiped: glyphs and keys can tell of a visitor.
 */
struct cache;

enum err
cache_create(size_t max_bytes, struct cache **out);

void
cache_free(struct cache *cache);

/** Borrowed until the next cache_add or cache_clear; NULL when absent. */
const struct mask *
cache_find(struct cache *cache, const void *key, size_t len);

/**
 * Keep a mask whose `alpha` is on the heap; ownership moves, also on
 * failure. The newest mask stays even when it alone exceeds the bytes.
 * NULL without memory; otherwise as cache_find.
 */
const struct mask *
cache_add(struct cache *cache, const void *key, size_t len,
          struct mask *mask);

/** Drop and wipe everything. */
void
cache_clear(struct cache *cache);

size_t
cache_bytes(const struct cache *cache);

#endif
