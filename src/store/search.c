// SPDX-License-Identifier: Apache-2.0
#include "store/search.h"

#include <assert.h>
#include <stdlib.h>

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
#define MAINTAIN_LIMIT 16

// While a kind is fetched anew, the index holds more than is shown.
#define SHOWN                                                                \
    " CROSS JOIN search_docs d ON d.doc = i.rowid CROSS JOIN records r"      \
    " ON r.rec = d.rec JOIN kinds k ON k.kind = r.kind"                      \
    " AND k.shown = r.set_no"
#define NEWEST                                                               \
    " WHERE i.policy_index MATCH ?1 AND i.rowid >= ?2"                       \
    " ORDER BY i.rowid DESC LIMIT ?3"

static const char all[] = "SELECT i.rowid, 0 FROM policy_index i" NEWEST;
static const char shown[] =
    "SELECT i.rowid, 0 FROM policy_index i" SHOWN NEWEST;
static const char ranked_all[] =
    "SELECT i.rowid, search_rank(i.policy_index) FROM policy_index i" NEWEST;
static const char ranked_shown[] =
    "SELECT i.rowid, search_rank(i.policy_index) FROM policy_index i" SHOWN
    NEWEST;

struct hit {
    int64_t doc;
    int64_t rank; // of search_rank
};

struct hits {
    struct hit *items; // owned, the newest first as they are collected
    size_t count;
    size_t max;
};

// One question put to the index.
struct asking {
    struct store *store;
    const struct search_query *query;
    bool settled;       // the index holds exactly what is shown
    struct buf title;   // for FTS5: titles that answer
    struct buf any;     // texts that answer anywhere
    struct hits titles;
    struct hits texts;
};

static enum err
collect(struct asking *asking, const struct buf *match, int64_t oldest,
        struct hits *out)
{
    struct query query;

    if (asking->query->best && out == &asking->texts) {
        query_begin(&query, asking->store->db,
                    asking->settled ? ranked_all : ranked_shown);
    } else {
        query_begin(&query, asking->store->db,
                    asking->settled ? all : shown);
    }
    query_text(&query, buf_text(match));
    query_int(&query, oldest);
    query_int(&query, (int64_t)out->max);
    while (out->count < out->max && query_step(&query)) {
        out->items[out->count++] = (struct hit){
            .doc = query_get_int(&query, 0),
            .rank = query_get_int(&query, 1)};
    }
    return query_end(&query);
}

// While one types, the oldest of the texts that are looked through; 0 for
// all of them.
static enum err
find_oldest(struct asking *asking, int64_t *out)
{
    struct query query;

    *out = 0;
    if (asking->query->best) {
        return ERR_OK;
    }
    query_begin(&query, asking->store->db,
                "SELECT doc FROM search_docs ORDER BY doc DESC"
                " LIMIT 1 OFFSET ?");
    query_int(&query, SEARCH_TYPING_TEXTS);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0) + 1;
    }
    return query_end(&query);
}

// The texts without those whose title answers; both descend.
static void
drop_titles(struct asking *asking)
{
    struct hits *texts = &asking->texts;
    const struct hits *titles = &asking->titles;
    size_t at = 0;
    size_t kept = 0;
    size_t i;

    for (i = 0; i < texts->count; i++) {
        while (at < titles->count
               && titles->items[at].doc > texts->items[i].doc) {
            at++;
        }
        if (at == titles->count
            || titles->items[at].doc != texts->items[i].doc) {
            texts->items[kept++] = texts->items[i];
        }
    }
    texts->count = kept;
}

static int
compare(const void *a, const void *b)
{
    const struct hit *x = a;
    const struct hit *y = b;

    if (x->rank != y->rank) {
        return x->rank < y->rank ? 1 : -1;
    }
    return x->doc < y->doc ? 1 : x->doc > y->doc ? -1 : 0;
}

static enum err
collect_all(struct asking *asking, struct search_result *result)
{
    size_t limit = asking->titles.max - 1;
    int64_t oldest;
    enum err err = find_oldest(asking, &oldest);

    if (err == ERR_OK) {
        err = collect(asking, &asking->title, oldest, &asking->titles);
    }
    if (err == ERR_OK) {
        err = collect(asking, &asking->any, oldest, &asking->texts);
    }
    if (err != ERR_OK) {
        return err;
    }
    result->more = oldest > 0 || asking->titles.count > limit
                || asking->texts.count > limit;
    drop_titles(asking);
    result->total = asking->titles.count + asking->texts.count;
    if (result->total > limit) {
        result->total = limit;
        result->more = true;
    }
    if (asking->query->best) {
        qsort(asking->texts.items, asking->texts.count,
              sizeof(asking->texts.items[0]), compare);
    }
    return ERR_OK;
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
    size_t first = asking->query->first;
    size_t i;
    bool one = false;
    enum err err = search_index_settled(asking->store, &asking->settled);

    asking->titles.count = 0;
    asking->texts.count = 0;
    if (err == ERR_OK) {
        err = facets_one_set(asking->store, "policy", &one);
    }
    asking->settled = asking->settled && one;
    if (err == ERR_OK) {
        err = collect_all(asking, result);
    }
    for (i = first; err == ERR_OK && i < result->total
                    && i - first < asking->query->max; i++) {
        const struct hit *hit =
            i < asking->titles.count
                ? &asking->titles.items[i]
                : &asking->texts.items[i - asking->titles.count];

        err = read_policy(asking, hit->doc, &out[result->count],
                          &result->count);
    }
    return err;
}

static bool
hits_init(struct hits *hits, size_t max)
{
    hits->items = calloc(max, sizeof(hits->items[0]));
    hits->max = max;
    return hits->items != NULL;
}

static bool
prepare(struct asking *asking, const struct words *words)
{
    // One more, to know whether there are more.
    size_t max = 1 + (asking->query->best ? SEARCH_HITS_MAX
                                          : SEARCH_TYPING_MAX);
    bool good = hits_init(&asking->titles, max);

    good = hits_init(&asking->texts, max) && good;
    buf_init(&asking->title, MATCH_MAX);
    buf_init(&asking->any, MATCH_MAX);
    return good && words_match(words, true, &asking->title)
        && words_match(words, false, &asking->any);
}

static void
finish(struct asking *asking)
{
    free(asking->titles.items);
    free(asking->texts.items);
    buf_clear(&asking->title);
    buf_clear(&asking->any);
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
    finish(&asking);
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
search_maintain(struct store *store, bool *more)
{
    bool settled = false;
    enum err err = search_index_look_over(store);

    if (err == ERR_OK) {
        err = search_index_catch_up(store, MAINTAIN_LIMIT);
    }
    if (err == ERR_OK) {
        err = search_index_settled(store, &settled);
    }
    *more = err == ERR_OK && !settled;
    return err == ERR_OK && settled
             ? search_index_join(store, MAINTAIN_LIMIT, more)
             : err;
}
