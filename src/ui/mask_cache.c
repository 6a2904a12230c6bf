// SPDX-License-Identifier: Apache-2.0
#include "ui/mask_cache.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/log.h"
#include "util/str.h"

#define BUCKETS 1024u

struct entry {
    struct entry *next_in_bucket;
    struct entry *newer, *older;
    size_t bucket;
    size_t bytes; // all that dropping it gives back
    struct mask mask;
    size_t key_len;
    unsigned char key[];
};

struct mask_cache {
    struct entry *buckets[BUCKETS];
    struct entry *newest, *oldest;
    size_t bytes, max_bytes;
};

// FNV-1a; keys are ours, so nobody can aim for collisions worth much.
static size_t
bucket_of(const unsigned char *key, size_t len)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ key[i]) * 16777619u;
    }
    return (hash ^ (hash >> 15)) % BUCKETS;
}

static void
unlink_use(struct mask_cache *cache, struct entry *entry)
{
    if (entry->newer) {
        entry->newer->older = entry->older;
    } else {
        cache->newest = entry->older;
    }
    if (entry->older) {
        entry->older->newer = entry->newer;
    } else {
        cache->oldest = entry->newer;
    }
}

static void
link_newest(struct mask_cache *cache, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    if (cache->newest) {
        cache->newest->newer = entry;
    } else {
        cache->oldest = entry;
    }
    cache->newest = entry;
}

static void
mask_wipe(struct mask *mask)
{
    if (mask->alpha) {
        secret_wipe(mask->alpha, (size_t)mask->w * (size_t)mask->h);
        free(mask->alpha);
        mask->alpha = NULL;
    }
}

static void
drop(struct mask_cache *cache, struct entry *entry)
{
    struct entry **link = &cache->buckets[entry->bucket];
    while (*link != entry) {
        assert(*link);
        link = &(*link)->next_in_bucket;
    }
    *link = entry->next_in_bucket;
    unlink_use(cache, entry);
    assert(cache->bytes >= entry->bytes);
    cache->bytes -= entry->bytes;
    mask_wipe(&entry->mask);
    secret_wipe(entry, sizeof(*entry) + entry->key_len);
    free(entry);
}

enum err
mask_cache_create(size_t max_bytes, struct mask_cache **out)
{
    struct mask_cache *cache = calloc(1, sizeof(*cache));
    if (!cache) {
        LOGE("ui: no memory for a cache");
        return ERR_NO_MEMORY;
    }
    cache->max_bytes = max_bytes;
    *out = cache;
    return ERR_OK;
}

void
mask_cache_free(struct mask_cache *cache)
{
    if (cache) {
        mask_cache_clear(cache);
        free(cache);
    }
}

const struct mask *
mask_cache_find(struct mask_cache *cache, const void *key, size_t len)
{
    struct entry *entry = cache->buckets[bucket_of(key, len)];
    while (entry
           && (entry->key_len != len || memcmp(entry->key, key, len) != 0)) {
        entry = entry->next_in_bucket;
    }
    if (!entry) {
        return NULL;
    }
    if (entry != cache->newest) {
        unlink_use(cache, entry);
        link_newest(cache, entry);
    }
    return &entry->mask;
}

const struct mask *
mask_cache_add(struct mask_cache *cache, const void *key, size_t len,
          struct mask *mask)
{
    struct entry *entry = calloc(1, sizeof(*entry) + len);
    if (!entry) {
        LOGE("ui: no memory for a mask");
        mask_wipe(mask);
        return NULL;
    }
    entry->mask = *mask;
    mask->alpha = NULL; // owned by the entry from here on
    entry->key_len = len;
    memcpy(entry->key, key, len);
    entry->bucket = bucket_of(key, len);
    entry->bytes = sizeof(*entry) + len
                   + (size_t)entry->mask.w * (size_t)entry->mask.h;
    while (cache->oldest
           && cache->bytes + entry->bytes > cache->max_bytes) {
        drop(cache, cache->oldest);
    }
    entry->next_in_bucket = cache->buckets[entry->bucket];
    cache->buckets[entry->bucket] = entry;
    link_newest(cache, entry);
    cache->bytes += entry->bytes;
    return &entry->mask;
}

void
mask_cache_clear(struct mask_cache *cache)
{
    while (cache->oldest) {
        drop(cache, cache->oldest);
    }
}

size_t
mask_cache_bytes(const struct mask_cache *cache)
{
    return cache->bytes;
}
