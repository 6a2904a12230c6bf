// SPDX-License-Identifier: Apache-2.0
#include "store/policies.h"

#include "store/facets.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/records.h"
#include "util/buf.h"
#include "wire/change.h"
#include "wire/record.h"

enum err
policies_get(struct store *store, const char *id, struct policy *out)
{
    struct fault fault = {0};
    struct buf body;
    enum err err;

    *out = (struct policy){0};
    buf_init(&body, CHANGE_MAX_RECORD);
    err = records_read(store, "policy", id, &body);
    if (err == ERR_OK) {
        err = record_policy(id, body.data, body.len, out, &fault);
    }
    buf_clear(&body);
    return err;
}

enum err
policies_topic(struct store *store, const char *id, struct topic *out)
{
    struct fault fault = {0};
    struct buf body;
    enum err err;

    *out = (struct topic){0};
    buf_init(&body, CHANGE_MAX_RECORD);
    err = records_read(store, "topic", id, &body);
    if (err == ERR_OK) {
        err = record_topic(id, body.data, body.len, out, &fault);
    }
    buf_clear(&body);
    return err;
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
                "SELECT r.id, r.body FROM facets f CROSS JOIN records r"
                " ON r.rec = f.rec JOIN kinds k ON k.kind = r.kind"
                " AND k.shown = r.set_no"
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
    struct query query;
    enum err err;

    *count = 0;
    err = facets_count(store, "policy",
                       wanted->topic ? wanted->topic : "", total);
    if (err != ERR_OK) {
        return err;
    }
    begin_list(&query, store, wanted);
    while (*count < wanted->max && query_step(&query)) {
        struct fault fault = {0};
        size_t len;
        const char *body = query_get_text(&query, 1, &len);
        struct policy *policy = &out[*count];

        err = record_policy(query_get_text(&query, 0, NULL), body, len,
                            policy, &fault);
        if (err == ERR_OK) {
            (*count)++;
            continue;
        }
        policy_clear(policy);
        // One that an older program let in must not hide the others.
        if (err != ERR_INVALID) {
            query.err = err;
        }
    }
    return query_end(&query);
}

enum err
policies_topics(struct store *store, struct policies_range range,
                struct topic *out, size_t *count, size_t *total)
{
    struct query query;
    enum err err = facets_count(store, "topic", "", total);

    *count = 0;
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                "SELECT r.id, r.body FROM facets f CROSS JOIN records r"
                " ON r.rec = f.rec JOIN kinds k ON k.kind = r.kind"
                " AND k.shown = r.set_no"
                " WHERE f.kind = 'topic' AND f.facet = ''"
                " ORDER BY f.place, f.id LIMIT ? OFFSET ?");
    query_int(&query, (int64_t)range.max);
    query_int(&query, (int64_t)range.first);
    while (*count < range.max && query_step(&query)) {
        struct fault fault = {0};
        size_t len;
        const char *body = query_get_text(&query, 1, &len);
        struct topic *topic = &out[*count];

        err = record_topic(query_get_text(&query, 0, NULL), body, len, topic,
                           &fault);
        if (err == ERR_OK) {
            (*count)++;
            continue;
        }
        topic_clear(topic);
        if (err != ERR_INVALID) {
            query.err = err;
        }
    }
    return query_end(&query);
}
