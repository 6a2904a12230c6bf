// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_CATALOGUE_H
#define STORE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/entry.h"
#include "model/service.h"
#include "model/site.h"
#include "util/err.h"

struct store;

/**
 * Load the built-in catalogue (a folder of JSON records, see
 * assets/catalogue/README.md) into a store that never pulled one.
 */
enum err
catalogue_load_built_in(struct store *store, const char *folder);

/** The kiosk's own site; before enrolment the one of `profile` ("hall" or
 *  "hospital"). The caller clears `out`. */
enum err
catalogue_site(struct store *store, const char *profile, struct site *out);

/** ERR_NOT_FOUND without such a service. The caller clears `out`. */
enum err
catalogue_service(struct store *store, const char *id, struct service *out);

/** ERR_NOT_FOUND without such an entry. The caller clears `out`. */
enum err
catalogue_entry(struct store *store, const char *id, struct entry *out);

/** Which part of a list is wanted: at most `max` from number `first` on. */
struct catalogue_range {
    size_t first;
    size_t max;
};

/**
 * One page of the services of a site, in `order`, then id. `count` gets
 * how many of `out` were filled, `total` how many there are. The caller
 * clears each.
 */
enum err
catalogue_services(struct store *store, const char *site,
                   struct catalogue_range range, struct service *out,
                   size_t *count, size_t *total);

/** As catalogue_services, for entries of one group ("programme", …). `prefix` keeps only
 *  ids that start with it; NULL for all. */
struct entry_query {
    const char *group;
    const char *prefix;
    size_t first;
    size_t max;
};
enum err
catalogue_entries(struct store *store, const struct entry_query *query,
                  struct entry *out, size_t *count, size_t *total);

/** How many records of a kind there are, e.g. "policy". */
enum err
catalogue_count(struct store *store, const char *kind, int64_t *out);

/**
 * Let the bodies whose time has come stand in place of those before, as
 * their records say (wire/effective.h); search and lists follow. `changed`
 * when there were any; `next_ms` gets when to come back (clock_now_ms), 0
 * for never. Nothing is done while the time was never known.
 */
enum err
catalogue_take_over(struct store *store, bool *changed, int64_t *next_ms);

/** Grows with each commit that changed what screens show (catalogue,
 *  people, tickets), by any thread of this process or another. */
int64_t
catalogue_version(struct store *store);

#endif
