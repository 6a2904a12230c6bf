// SPDX-License-Identifier: Apache-2.0
#include "store/cache.h"

#include <stdlib.h>

#include "model/service.h"
#include "store/catalogue.h"
#include "store/handle.h"
#include "store/place.h"
#include "util/str.h"

#define SERVICES_MAX 16

struct cache {
    int64_t records;  // COUNTER_RECORDS of what is kept
    char profile[16]; // store->profile of the place
    bool place_ready;
    struct place place;
    struct service services[SERVICES_MAX];
    size_t count;
    size_t next; // place of the next service once all are taken
};

static void
forget(struct cache *cache)
{
    size_t i;

    place_clear(&cache->place);
    for (i = 0; i < cache->count; i++) {
        service_clear(&cache->services[i]);
    }
    *cache = (struct cache){0};
}

// The cache of the store, emptied when something it holds has changed.
static enum err
fresh(struct store *store, struct cache **out)
{
    int64_t records;
    enum err err = counter_get(store, COUNTER_RECORDS, &records);

    if (err != ERR_OK) {
        return err;
    }
    if (!store->cache) {
        store->cache = calloc(1, sizeof(*store->cache));
        if (!store->cache) {
            return ERR_NO_MEMORY;
        }
    }
    if (store->cache->records != records
        || !str_equal(store->cache->profile, store->profile)) {
        forget(store->cache);
        store->cache->records = records;
        (void)str_copy(store->cache->profile, sizeof(store->cache->profile),
                       store->profile);
    }
    *out = store->cache;
    return ERR_OK;
}

enum err
cache_place(struct store *store, const struct place **out)
{
    struct cache *cache;
    enum err err = fresh(store, &cache);

    *out = NULL;
    if (err == ERR_OK && !cache->place_ready) {
        err = place_load(store, &cache->place);
        if (err != ERR_OK) {
            place_clear(&cache->place);
            return err;
        }
        cache->place_ready = true;
    }
    if (err == ERR_OK) {
        *out = &cache->place;
    }
    return err;
}

enum err
cache_service(struct store *store, const char *id,
              const struct service **out)
{
    struct cache *cache;
    struct service service;
    size_t i;
    enum err err = fresh(store, &cache);

    *out = NULL;
    for (i = 0; err == ERR_OK && i < cache->count; i++) {
        if (str_equal(cache->services[i].id, id)) {
            *out = &cache->services[i];
            return ERR_OK;
        }
    }
    if (err == ERR_OK) {
        err = catalogue_service(store, id, &service);
        if (err != ERR_OK) {
            service_clear(&service);
        }
    }
    if (err != ERR_OK) {
        return err;
    }
    i = cache->next;
    service_clear(&cache->services[i]);
    cache->services[i] = service;
    cache->next = (i + 1) % SERVICES_MAX;
    cache->count += cache->count < SERVICES_MAX;
    *out = &cache->services[i];
    return ERR_OK;
}

void
cache_free(struct cache *cache)
{
    if (cache) {
        forget(cache);
        free(cache);
    }
}
