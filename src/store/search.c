// SPDX-License-Identifier: Apache-2.0
#include "store/search.h"

#include <assert.h>

#include "store/facets.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/search_index.h"
#include "store/search_words.h"
#include "util/buf.h"
#include "util/log.h"
#include "wire/record.h"

#define MATCH_MAX 32768
// Transactions that a visitor's search may wait for.
#define REPAIR_LIMIT 4

// While a kind is fetched anew, the index holds more than is shown.
#define SHOWN                                                                \
    " CROSS JOIN search_docs d ON d.doc = i.rowid CROSS JOIN records r"      \
    " ON r.rec = d.rec JOIN kinds k ON k.kind = r.kind"                      \
    " AND k.shown = r.set_no"

static const char newest_all[] =
    "SELECT i.rowid FROM policy_index i WHERE i.policy_index MATCH ?1"
    " ORDER BY i.rowid DESC LIMIT ?2 OFFSET ?3";
static const char newest_shown[] =
    "SELECT i.rowid FROM policy_index i" SHOWN
    " WHERE i.policy_index MATCH ?1"
    " ORDER BY i.rowid DESC LIMIT ?2 OFFSET ?3";
static const char best_all[] =
    "SELECT i.rowid FROM policy_index i WHERE i.policy_index MATCH ?1"
    " AND i.rowid >= ?4 ORDER BY search_rank(i.policy_index) DESC,"
    " i.rowid DESC LIMIT ?2 OFFSET ?3";
static const char best_shown[] =
    "SELECT i.rowid FROM policy_index i" SHOWN
    " WHERE i.policy_index MATCH ?1"
    " AND i.rowid >= ?4 ORDER BY search_rank(i.policy_index) DESC,"
    " i.rowid DESC LIMIT ?2 OFFSET ?3";
static const char count_all[] =
    "SELECT count(*) FROM (SELECT 1 FROM policy_index i"
    " WHERE i.policy_index MATCH ?1 LIMIT ?2)";
static const char count_shown[] =
    "SELECT count(*) FROM (SELECT 1 FROM policy_index i" SHOWN
    " WHERE i.policy_index MATCH ?1 LIMIT ?2)";

// One question put to the index.
struct asking {
    struct store *store;
    const struct search_query *query;
    bool settled;       // the index holds exactly what is shown
    struct buf title;   // for FTS5: titles that answer
    struct buf any;     // texts that answer anywhere
    struct buf rest;    // texts that answer, but not in their title
    int64_t docs[SEARCH_PAGE_MAX];
    size_t count;
};

static enum err
count_hits(struct asking *asking, const struct buf *match, size_t max,
           size_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, asking->store->db,
                asking->settled ? count_all : count_shown);
    query_text(&query, buf_text(match));
    query_int(&query, (int64_t)max);
    if (query_step(&query)) {
        *out = (size_t)query_get_int(&query, 0);
    }
    return query_end(&query);
}

// The oldest of the newest SEARCH_HITS_MAX hits.
static enum err
find_floor(struct asking *asking, const struct buf *match, int64_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, asking->store->db, newest_all);
    query_text(&query, buf_text(match));
    query_int(&query, 1);
    query_int(&query, SEARCH_HITS_MAX - 1);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

static enum err
collect(struct asking *asking, const struct buf *match, size_t first,
        size_t max)
{
    struct query query;
    int64_t lowest = 0;
    bool best = asking->query->best;
    enum err err = ERR_OK;

    if (best) {
        err = find_floor(asking, match, &lowest);
    }
    if (err != ERR_OK) {
        return err;
    }
    if (best) {
        query_begin(&query, asking->store->db,
                    asking->settled ? best_all : best_shown);
    } else {
        query_begin(&query, asking->store->db,
                    asking->settled ? newest_all : newest_shown);
    }
    query_text(&query, buf_text(match));
    query_int(&query, (int64_t)max);
    query_int(&query, (int64_t)first);
    if (best) {
        query_int(&query, lowest);
    }
    while (asking->count < SEARCH_PAGE_MAX && query_step(&query)) {
        asking->docs[asking->count++] = query_get_int(&query, 0);
    }
    return query_end(&query);
}

static enum err
collect_page(struct asking *asking, struct search_result *result)
{
    size_t limit = asking->query->best ? SEARCH_HITS_MAX
                                       : SEARCH_TYPING_MAX;
    size_t first = asking->query->first;
    size_t max = asking->query->max;
    size_t titles;
    enum err err = count_hits(asking, &asking->title, limit, &titles);

    if (err == ERR_OK) {
        err = count_hits(asking, &asking->any, limit + 1, &result->total);
    }
    result->more = result->total > limit;
    result->total = result->more ? limit : result->total;
    if (err == ERR_OK && first < titles) {
        err = collect(asking, &asking->title, first, max);
    }
    if (err == ERR_OK && asking->count < max
        && first + asking->count < result->total) {
        err = collect(asking, &asking->rest,
                      first > titles ? first - titles : 0,
                      max - asking->count);
    }
    return err;
}

static enum err
read_policy(struct asking *asking, int64_t doc, struct policy *out,
            size_t *count)
{
    struct query query;
    struct fault fault = {0};
    enum err err = ERR_NOT_FOUND;

    query_begin(&query, asking->store->db,
                "SELECT r.id, r.body FROM search_docs d JOIN records r"
                " ON r.rec = d.rec WHERE d.doc = ?");
    query_int(&query, doc);
    if (query_step(&query)) {
        size_t len;
        const char *body = query_get_text(&query, 1, &len);

        err = record_policy(query_get_text(&query, 0, NULL), body, len, out,
                            &fault);
        if (err == ERR_OK) {
            (*count)++;
        } else {
            policy_clear(out);
        }
    }
    if (query_end(&query) != ERR_OK) {
        return query.err;
    }
    // One that has just gone is no reason to show nothing.
    return err == ERR_NOT_FOUND || err == ERR_INVALID ? ERR_OK : err;
}

static enum err
ask(struct asking *asking, struct policy *out, struct search_result *result)
{
    size_t i;
    bool one = false;
    enum err err = search_index_settled(asking->store, &asking->settled);

    asking->count = 0;
    if (err == ERR_OK) {
        err = facets_one_set(asking->store, "policy", &one);
    }
    asking->settled = asking->settled && one;
    if (err == ERR_OK) {
        err = collect_page(asking, result);
    }
    for (i = 0; err == ERR_OK && i < asking->count; i++) {
        err = read_policy(asking, asking->docs[i], &out[result->count],
                          &result->count);
    }
    return err;
}

static bool
prepare(struct asking *asking, const struct words *words)
{
    buf_init(&asking->title, MATCH_MAX);
    buf_init(&asking->any, MATCH_MAX);
    buf_init(&asking->rest, 3 * MATCH_MAX);
    (void)words_match(words, true, &asking->title);
    (void)words_match(words, false, &asking->any);
    (void)buf_addf(&asking->rest, "(%s) NOT (%s)", buf_text(&asking->any),
                   buf_text(&asking->title));
    return !asking->title.failed && !asking->any.failed
        && !asking->rest.failed;
}

static void
clear_page(struct policy *out, struct search_result *result)
{
    size_t i;

    for (i = 0; i < result->count; i++) {
        policy_clear(&out[i]);
    }
    *result = (struct search_result){0};
}

enum err
search_policies(struct store *store, const struct search_query *query,
                struct policy *out, struct search_result *result)
{
    struct asking asking = {.store = store, .query = query};
    struct words words;
    enum err err;

    assert(query->max <= SEARCH_PAGE_MAX);
    *result = (struct search_result){0};
    words_parse(&words, query->text);
    if (words.unit_count == 0) {
        return ERR_OK;
    }
    err = prepare(&asking, &words) ? ask(&asking, out, result)
                                   : ERR_NO_MEMORY;
    if (err == ERR_IO) {
        LOGW("store: the search index cannot be read and is made anew");
        clear_page(out, result);
        err = search_index_distrust(store);
        if (err == ERR_OK) {
            err = search_index_catch_up(store, REPAIR_LIMIT);
        }
        err = err == ERR_OK ? ask(&asking, out, result) : err;
    }
    if (err != ERR_OK) {
        clear_page(out, result);
    }
    buf_clear(&asking.title);
    buf_clear(&asking.any);
    buf_clear(&asking.rest);
    return err;
}

bool
search_asks(const char *text)
{
    struct words words;

    words_parse(&words, text);
    return words.unit_count > 0;
}

enum err
search_maintain(struct store *store)
{
    enum err err = search_index_look_over(store);

    return err == ERR_OK ? search_index_catch_up(store, 0) : err;
}
