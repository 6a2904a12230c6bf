// SPDX-License-Identifier: Apache-2.0
#include "store/reader.h"

#include <string.h>

#include "model/activity.h"
#include "model/entry.h"
#include "model/form.h"
#include "model/policy.h"
#include "model/rule.h"
#include "model/service.h"
#include "store/facets.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/records.h"
#include "util/buf.h"
#include "util/log.h"
#include "wire/change.h"
#include "wire/record.h"

static enum err
read_service(const char *id, const char *body, size_t len, void *out,
             struct fault *fault)
{
    return record_service(id, body, len, out, fault);
}

static void
clear_service(void *out)
{
    service_clear(out);
}

const struct reader reader_service = {
    "service", sizeof(struct service), read_service, clear_service};

static enum err
read_entry(const char *id, const char *body, size_t len, void *out,
           struct fault *fault)
{
    return record_entry(id, body, len, out, fault);
}

static void
clear_entry(void *out)
{
    entry_clear(out);
}

const struct reader reader_entry = {
    "entry", sizeof(struct entry), read_entry, clear_entry};

static enum err
read_policy(const char *id, const char *body, size_t len, void *out,
            struct fault *fault)
{
    return record_policy(id, body, len, out, fault);
}

static void
clear_policy(void *out)
{
    policy_clear(out);
}

const struct reader reader_policy = {
    "policy", sizeof(struct policy), read_policy, clear_policy};

static enum err
read_topic(const char *id, const char *body, size_t len, void *out,
           struct fault *fault)
{
    return record_topic(id, body, len, out, fault);
}

static void
clear_topic(void *out)
{
    topic_clear(out);
}

const struct reader reader_topic = {
    "topic", sizeof(struct topic), read_topic, clear_topic};

// Its examples were run when it was stored: one that failed is not here.
static enum err
read_rule(const char *id, const char *body, size_t len, void *out,
          struct fault *fault)
{
    return record_rule_proven(id, body, len, out, fault);
}

static void
clear_rule(void *out)
{
    rule_clear(out);
}

const struct reader reader_rule = {
    "rule", sizeof(struct rule), read_rule, clear_rule};

static enum err
read_activity(const char *id, const char *body, size_t len, void *out,
              struct fault *fault)
{
    return record_activity(id, body, len, out, fault);
}

static void
clear_activity(void *out)
{
    activity_clear(out);
}

const struct reader reader_activity = {
    "activity", sizeof(struct activity), read_activity, clear_activity};

static enum err
read_form(const char *id, const char *body, size_t len, void *out,
          struct fault *fault)
{
    return record_form(id, body, len, out, fault);
}

static void
clear_form(void *out)
{
    form_clear(out);
}

const struct reader reader_form = {
    "form", sizeof(struct form), read_form, clear_form};

enum err
reader_one(struct store *store, const struct reader *reader, const char *id,
           void *out)
{
    struct fault fault = {0};
    struct buf body;
    enum err err;

    memset(out, 0, reader->size);
    buf_init(&body, CHANGE_MAX_RECORD);
    err = records_read(store, reader->kind, id, &body);
    if (err == ERR_OK) {
        err = reader->read(id, body.data, body.len, out, &fault);
    }
    buf_clear(&body);
    return err;
}

enum err
reader_take(struct query *query, const struct reader_rows *rows,
            size_t *count)
{
    const struct reader *reader = rows->reader;

    *count = 0;
    while (*count < rows->max && query_step(query)) {
        struct fault fault = {0};
        size_t len;
        const char *id = query_get_text(query, 0, NULL);
        const char *body = query_get_text(query, 1, &len);
        void *out = (char *)rows->out + *count * reader->size;
        enum err err = reader->read(id, body, len, out, &fault);

        if (err == ERR_OK) {
            (*count)++;
            continue;
        }
        reader->clear(out);
        if (err == ERR_INVALID) {
            LOGW("store: %s %s left out: %s %s", reader->kind, id,
                 fault.field, fault.en);
        } else {
            query->err = err;
        }
    }
    return query_end(query);
}

static enum err
count_prefix(struct store *store, const struct reader_page *page,
             size_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT count(*)" FACETS_SHOWN
                " WHERE f.kind = ? AND f.facet = ?"
                " AND substr(f.id, 1, length(?3)) = ?3");
    query_text(&query, page->rows.reader->kind);
    query_text(&query, page->facet);
    query_text(&query, page->prefix);
    if (query_step(&query)) {
        *out = (size_t)query_get_int(&query, 0);
    }
    return query_end(&query);
}

enum err
reader_list(struct store *store, const struct reader_page *page,
            size_t *count, size_t *total)
{
    const char *kind = page->rows.reader->kind;
    struct query query;
    enum err err = page->prefix
                     ? count_prefix(store, page, total)
                     : facets_count(store, kind, page->facet, total);

    *count = 0;
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                "SELECT r.id, r.body" FACETS_SHOWN
                " WHERE f.kind = ?1 AND f.facet = ?2"
                " AND substr(f.id, 1, length(?3)) = ?3"
                " ORDER BY f.place, f.id LIMIT ?4 OFFSET ?5");
    query_text(&query, kind);
    query_text(&query, page->facet);
    query_text(&query, page->prefix ? page->prefix : "");
    query_int(&query, (int64_t)page->rows.max);
    query_int(&query, (int64_t)page->first);
    return reader_take(&query, &page->rows, count);
}
