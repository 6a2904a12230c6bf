// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include "util/err.h"

struct store;
struct place;
struct service;

/**
 * The place and the services last used, parsed; internal, one a connection.
 * What is handed out is borrowed until the next call, and as new as the
 * transaction that asks.
 */
struct cache;

/** A site that is not in the catalogue is no error, see place_load. */
enum err
cache_place(struct store *store, const struct place **out);

/** ERR_NOT_FOUND without such a service. */
enum err
cache_service(struct store *store, const char *id,
              const struct service **out);

void
cache_free(struct cache *cache);

#endif
