// SPDX-License-Identifier: Apache-2.0
#include "store/catalogue.h"

#include "store/handle.h"
#include "store/place.h"
#include "store/query.h"
#include "store/records.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/record.h"

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

// The body of one record, for its reader.
static enum err
read_body(struct store *store, const char *kind, const char *id,
          struct buf *out)
{
    buf_init(out, CHANGE_MAX_RECORD);
    return records_read(store, kind, id, out);
}

enum err
catalogue_service(struct store *store, const char *id, struct service *out)
{
    struct fault fault = {0};
    struct buf body;

    *out = (struct service){0};
    enum err err = read_body(store, "service", id, &body);
    if (err == ERR_OK) {
        err = record_service(id, body.data, body.len, out, &fault);
    }
    buf_clear(&body);
    return err;
}

enum err
catalogue_entry(struct store *store, const char *id, struct entry *out)
{
    struct fault fault = {0};
    struct buf body;

    *out = (struct entry){0};
    enum err err = read_body(store, "entry", id, &body);
    if (err == ERR_OK) {
        err = record_entry(id, body.data, body.len, out, &fault);
    }
    buf_clear(&body);
    return err;
}

static enum err
count_facet(struct store *store, const char *kind, const char *facet,
            const char *prefix, size_t *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT count(*) FROM facets f CROSS JOIN records r"
                " ON r.rec = f.rec JOIN kinds k ON k.kind = r.kind"
                " AND k.shown = r.set_no WHERE f.kind = ? AND f.facet = ?"
                " AND substr(f.id, 1, length(?3)) = ?3");
    query_text(&query, kind);
    query_text(&query, facet);
    query_text(&query, prefix);
    if (query_step(&query)) {
        *out = (size_t)query_get_int(&query, 0);
    }
    return query_end(&query);
}

// One page of the shown records of a facet, in their order.
struct facet_page {
    const char *kind;
    const char *facet;
    const char *prefix; // "" for all
    size_t first;
    size_t max;
    void *out; // the caller's array
    // Reads a body into place `at` of `out`, which is empty when it fails.
    enum err (*read)(void *out, size_t at, const char *id, const char *body,
                     size_t len);
};

static void
begin_page(struct query *query, struct store *store,
           const struct facet_page *page)
{
    query_begin(query, store->db,
                "SELECT r.id, r.body FROM facets f CROSS JOIN records r"
                " ON r.rec = f.rec JOIN kinds k ON k.kind = r.kind"
                " AND k.shown = r.set_no WHERE f.kind = ?1 AND f.facet = ?2"
                " AND substr(f.id, 1, length(?3)) = ?3"
                " ORDER BY f.place, f.id LIMIT ?4 OFFSET ?5");
    query_text(query, page->kind);
    query_text(query, page->facet);
    query_text(query, page->prefix);
    query_int(query, (int64_t)page->max);
    query_int(query, (int64_t)page->first);
}

static enum err
read_page(struct store *store, const struct facet_page *page, size_t *count,
          size_t *total)
{
    struct query query;
    enum err err;

    *count = 0;
    *total = 0;
    err = count_facet(store, page->kind, page->facet, page->prefix, total);
    if (err != ERR_OK) {
        return err;
    }
    begin_page(&query, store, page);
    while (err == ERR_OK && *count < page->max && query_step(&query)) {
        size_t len;
        const char *body = query_get_text(&query, 1, &len);

        err = page->read(page->out, *count, query_get_text(&query, 0, NULL),
                         body, len);
        if (err == ERR_OK) {
            (*count)++;
            continue;
        }
        // One that an older program let in must not hide the others.
        err = err == ERR_INVALID ? ERR_OK : err;
    }
    return query_end(&query) == ERR_OK ? err : query.err;
}

static enum err
read_service(void *out, size_t at, const char *id, const char *body,
             size_t len)
{
    struct service *service = (struct service *)out + at;
    struct fault fault = {0};
    enum err err = record_service(id, body, len, service, &fault);

    if (err != ERR_OK) {
        service_clear(service);
    }
    return err;
}

static enum err
read_entry(void *out, size_t at, const char *id, const char *body, size_t len)
{
    struct entry *entry = (struct entry *)out + at;
    struct fault fault = {0};
    enum err err = record_entry(id, body, len, entry, &fault);

    if (err != ERR_OK) {
        entry_clear(entry);
    }
    return err;
}

enum err
catalogue_services(struct store *store, const char *site,
                   struct catalogue_range range, struct service *out,
                   size_t *count, size_t *total)
{
    const struct facet_page page = {
        .kind = "service", .facet = site, .prefix = "",
        .first = range.first, .max = range.max,
        .out = out, .read = read_service};

    return read_page(store, &page, count, total);
}

enum err
catalogue_entries(struct store *store, const struct entry_query *wanted,
                  struct entry *out, size_t *count, size_t *total)
{
    const struct facet_page page = {
        .kind = "entry", .facet = wanted->group,
        .prefix = wanted->prefix ? wanted->prefix : "",
        .first = wanted->first, .max = wanted->max,
        .out = out, .read = read_entry};

    return read_page(store, &page, count, total);
}

enum err
catalogue_count(struct store *store, const char *kind, int64_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT count(*) FROM kinds k JOIN records r"
                " ON r.kind = k.kind AND r.set_no = k.shown"
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
