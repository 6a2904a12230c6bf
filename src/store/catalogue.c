// SPDX-License-Identifier: Apache-2.0
#include "store/catalogue.h"

#include "store/handle.h"
#include "store/place.h"
#include "store/query.h"
#include "store/reader.h"
#include "store/records.h"
#include "util/str.h"

enum err
catalogue_site(struct store *store, const char *profile, struct site *out)
{
    struct place place;
    enum err err;

    // Built-in sites are named after their profile.
    (void)str_copy(store->profile, sizeof(store->profile), profile);
    err = place_load(store, &place);
    *out = place.site;
    place.site = (struct site){0}; // moved to the caller
    if (err == ERR_OK && !place.site_known) {
        err = ERR_NOT_FOUND;
    }
    place_clear(&place);
    return err;
}

enum err
catalogue_service(struct store *store, const char *id, struct service *out)
{
    return reader_one(store, &reader_service, id, out);
}

enum err
catalogue_entry(struct store *store, const char *id, struct entry *out)
{
    return reader_one(store, &reader_entry, id, out);
}

enum err
catalogue_services(struct store *store, const char *site,
                   struct catalogue_range range, struct service *out,
                   size_t *count, size_t *total)
{
    const struct reader_page page = {
        .rows = {.reader = &reader_service, .out = out, .max = range.max},
        .facet = site,
        .first = range.first};

    return reader_list(store, &page, count, total);
}

enum err
catalogue_entries(struct store *store, const struct entry_query *wanted,
                  struct entry *out, size_t *count, size_t *total)
{
    const struct reader_page page = {
        .rows = {.reader = &reader_entry, .out = out, .max = wanted->max},
        .facet = wanted->group,
        .prefix = wanted->prefix,
        .first = wanted->first};

    return reader_list(store, &page, count, total);
}

enum err
catalogue_count(struct store *store, const char *kind, int64_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT count(*)" RECORDS_SHOWN
                " WHERE k.kind = ? AND r.body IS NOT NULL");
    query_text(&query, kind);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

int64_t
catalogue_version(struct store *store)
{
    int64_t version;

    return counter_get(store, COUNTER_VERSION, &version) == ERR_OK ? version
                                                                   : 0;
}
