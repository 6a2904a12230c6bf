// SPDX-License-Identifier: Apache-2.0
#include "store/policies.h"

#include "store/facets.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/reader.h"

enum err
policies_get(struct store *store, const char *id, struct policy *out)
{
    return reader_one(store, &reader_policy, id, out);
}

/*
 * Within a day, by the place of the policy's first topic, then by title.
 * Only the policies of the days that a page shows are sorted.
 */
static void
begin_list(struct query *query, struct store *store,
           const struct policies_query *wanted)
{
    query_begin(query, store->db,
                "SELECT r.id, r.body" FACETS_SHOWN
                " WHERE f.kind = 'policy' AND f.facet = ?1"
                " ORDER BY f.place, coalesce((SELECT o.place FROM kinds tk"
                "  JOIN records t ON t.kind = tk.kind"
                "  AND t.set_no = tk.shown"
                "  AND t.id = json_extract(r.body, '$.topics[0]')"
                "  JOIN facets o ON o.rec = t.rec WHERE tk.kind = 'topic'),"
                "  1 << 40), json_extract(r.body, '$.title.zh'), f.id"
                " LIMIT ?2 OFFSET ?3");
    query_text(query, wanted->topic ? wanted->topic : "");
    query_int(query, (int64_t)wanted->max);
    query_int(query, (int64_t)wanted->first);
}

enum err
policies_list(struct store *store, const struct policies_query *wanted,
              struct policy *out, size_t *count, size_t *total)
{
    const struct reader_rows rows = {
        .reader = &reader_policy, .out = out, .max = wanted->max};
    struct query query;
    enum err err = facets_count(store, "policy",
                                wanted->topic ? wanted->topic : "", total);

    *count = 0;
    if (err != ERR_OK) {
        return err;
    }
    begin_list(&query, store, wanted);
    return reader_take(&query, &rows, count);
}

enum err
policies_topics(struct store *store, struct policies_range range,
                struct topic *out, size_t *count, size_t *total)
{
    const struct reader_page page = {
        .rows = {.reader = &reader_topic, .out = out, .max = range.max},
        .facet = "",
        .first = range.first};

    return reader_list(store, &page, count, total);
}
