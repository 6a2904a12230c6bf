// SPDX-License-Identifier: Apache-2.0
#include "store/facets.h"

#include "model/activity.h"
#include "model/entry.h"
#include "model/form.h"
#include "model/policy.h"
#include "model/rule.h"
#include "model/service.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/records.h"
#include "util/base64.h"
#include "util/hash.h"
#include "util/str.h"
#include "wire/people.h"
#include "wire/record.h"
#include "wire/record_case.h"

static enum err
add_facet(struct store *store, const struct record_row *row, int64_t rec,
          const char *facet, int64_t place)
{
    struct query query;

    query_begin(&query, store->db,
                "INSERT OR IGNORE INTO facets(kind, facet, place, id, rec)"
                " VALUES(?, ?, ?, ?, ?)");
    query_text(&query, row->kind);
    query_text(&query, facet);
    query_int(&query, place);
    query_text(&query, row->id);
    query_int(&query, rec);
    return query_run(&query);
}

static enum err
index_service(struct store *store, const struct record_row *row, int64_t rec)
{
    struct service service = {0};
    struct fault fault = {0};
    size_t i;
    enum err err = record_service(row->id, row->body, row->len, &service,
                                  &fault);

    for (i = 0; err == ERR_OK && i < service.sites.count; i++) {
        err = add_facet(store, row, rec, service.sites.items[i],
                        service.order);
    }
    service_clear(&service);
    return err;
}

static enum err
index_entry(struct store *store, const struct record_row *row, int64_t rec)
{
    struct entry entry = {0};
    struct fault fault = {0};
    enum err err = record_entry(row->id, row->body, row->len, &entry,
                                &fault);

    if (err == ERR_OK) {
        err = add_facet(store, row, rec, entry_group_name(entry.group), 0);
    }
    entry_clear(&entry);
    return err;
}

/*
 * Ascending: the newest source first, then those without a day, expired
 * ones last.
 */
static int64_t
policy_place(const struct policy *policy)
{
    int64_t day = 0;
    const char *at;

    for (at = policy->source.date; *at != '\0'; at++) {
        if (*at != '-') {
            day = day * 10 + (*at - '0');
        }
    }
    return (policy->state == SOURCE_EXPIRED ? 200000000 : 100000000) - day;
}

static enum err
index_policy(struct store *store, const struct record_row *row, int64_t rec)
{
    struct policy policy = {0};
    struct fault fault = {0};
    int64_t place;
    size_t i;
    enum err err = record_policy(row->id, row->body, row->len, &policy,
                                 &fault);

    place = policy_place(&policy);
    if (err == ERR_OK) {
        err = add_facet(store, row, rec, "", place);
    }
    for (i = 0; err == ERR_OK && i < policy.topics.count; i++) {
        err = add_facet(store, row, rec, policy.topics.items[i], place);
    }
    policy_clear(&policy);
    return err;
}

static enum err
index_topic(struct store *store, const struct record_row *row, int64_t rec)
{
    struct topic topic = {0};
    struct fault fault = {0};
    enum err err = record_topic(row->id, row->body, row->len, &topic,
                                &fault);

    if (err == ERR_OK) {
        err = add_facet(store, row, rec, "", topic.order);
    }
    topic_clear(&topic);
    return err;
}

// It was proven before it is put; see store/staging.h.
static enum err
index_rule(struct store *store, const struct record_row *row, int64_t rec)
{
    struct rule rule = {0};
    struct fault fault = {0};
    enum err err = record_rule_proven(row->id, row->body, row->len, &rule,
                                      &fault);

    if (err == ERR_OK) {
        err = add_facet(store, row, rec, "", rule.order);
    }
    rule_clear(&rule);
    return err;
}

// The next one first, those without a published day last, in their order.
static int64_t
activity_place(const struct activity *activity)
{
    return activity->starts_ms ? activity->starts_ms
                               : (INT64_C(1) << 50) + activity->order;
}

static enum err
index_activity(struct store *store, const struct record_row *row,
               int64_t rec)
{
    struct activity activity = {0};
    struct fault fault = {0};
    int i;
    enum err err = record_activity(row->id, row->body, row->len, &activity,
                                   &fault);
    int64_t place = activity_place(&activity);

    if (err == ERR_OK) {
        err = add_facet(store, row, rec, "", place);
    }
    for (i = 0; err == ERR_OK && i < ACTIVITY_CLASS_COUNT; i++) {
        if (activity.classes[i]) {
            err = add_facet(store, row, rec,
                            names_get(activity_class_names, i), place);
        }
    }
    if (err == ERR_OK && activity.checkin != ACTIVITY_NO_CHECKIN) {
        err = add_facet(store, row, rec, FACETS_CHECKIN, place);
    }
    activity_clear(&activity);
    return err;
}

static enum err
index_talent(struct store *store, const struct record_row *row, int64_t rec)
{
    struct talent_key keys[PEOPLE_MAX_KEYS];
    struct fault fault = {0};
    size_t count = 0;
    size_t i;
    enum err err = record_talent_keys(row->body, row->len, keys, &count,
                                      &fault);

    for (i = 0; err == ERR_OK && i < count; i++) {
        struct query query;

        query_begin(&query, store->db,
                    "INSERT OR IGNORE INTO talent_keys(h, k, rec)"
                    " VALUES(?, ?, ?)");
        query_blob(&query, keys[i].h, sizeof(keys[i].h));
        query_text(&query, keys[i].k);
        query_int(&query, rec);
        err = query_run(&query);
    }
    return err;
}

// By the hash of its receipt number.
static enum err
index_case(struct store *store, const struct record_row *row, int64_t rec)
{
    char h[BASE64_SIZE(HASH_SIZE)];
    struct case_file file;
    struct fault fault = {0};
    enum err err = record_case(row->id, row->body, row->len, &file, &fault);

    if (err == ERR_OK
        && !base64url_encode(file.receipt_hash, sizeof(file.receipt_hash), h,
                             sizeof(h))) {
        err = ERR_BUG;
    }
    if (err == ERR_OK) {
        err = add_facet(store, row, rec, h, 0);
    }
    case_clear(&file);
    return err;
}

// By the policy it is for, when no service leads to it.
static enum err
index_form(struct store *store, const struct record_row *row, int64_t rec)
{
    struct form form;
    struct fault fault = {0};
    enum err err = record_form(row->id, row->body, row->len, &form, &fault);

    if (err == ERR_OK && form.policy && !form.service) {
        err = add_facet(store, row, rec, form.policy, 0);
    }
    form_clear(&form);
    return err;
}

struct indexer {
    const char *const kind;
    enum err (*const index)(struct store *store,
                            const struct record_row *row, int64_t rec);
};

enum err
facets_index(struct store *store, const struct record_row *row, int64_t rec)
{
    static const struct indexer indexers[] = {
        {"service", index_service}, {"entry", index_entry},
        {"policy", index_policy},   {"topic", index_topic},
        {"rule", index_rule},       {"activity", index_activity},
        {"talent", index_talent},   {"case", index_case},
        {"form", index_form},
    };
    size_t i;

    for (i = 0; row->body && i < sizeof(indexers) / sizeof(*indexers); i++) {
        if (str_equal(row->kind, indexers[i].kind)) {
            return indexers[i].index(store, row, rec);
        }
    }
    return ERR_OK;
}

enum err
facets_one_set(struct store *store, const char *kind, bool *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT EXISTS(SELECT 1 FROM kinds k JOIN records r"
                " ON r.kind = k.kind AND r.set_no < k.shown"
                " WHERE k.kind = ?1) OR EXISTS(SELECT 1 FROM kinds k"
                " JOIN records r ON r.kind = k.kind AND r.set_no > k.shown"
                " WHERE k.kind = ?1)");
    query_text(&query, kind);
    *out = query_step(&query) && query_get_int(&query, 0) == 0;
    return query_end(&query);
}

enum err
facets_count(struct store *store, const char *kind, const char *facet,
             size_t *out)
{
    // The index alone, unless some of it belongs to rows not shown.
    static const char of_all[] =
        "SELECT count(*) FROM facets WHERE kind = ? AND facet = ?";
    static const char of_shown[] =
        "SELECT count(*)" FACETS_SHOWN " WHERE f.kind = ? AND f.facet = ?";
    struct query query;
    bool one;
    enum err err = facets_one_set(store, kind, &one);

    *out = 0;
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db, one ? of_all : of_shown);
    query_text(&query, kind);
    query_text(&query, facet);
    if (query_step(&query)) {
        *out = (size_t)query_get_int(&query, 0);
    }
    return query_end(&query);
}
