// SPDX-License-Identifier: Apache-2.0
#include "store/search_index.h"

#include "model/policy.h"
#include "store/changes.h"
#include "store/db.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/search_fts.h"
#include "util/buf.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/record.h"

// Changes with what is put into the index, or how it is cut into tokens.
#define VERSION "1"
#define VERSION_KEY "search_version"

// Documents of one day; one too many goes where the next day begins. Small,
// so that the index writes the step from one to the next in two bytes.
#define DAY_BITS 14
#define DAY_DOCS ((int64_t)1 << DAY_BITS)
#define DAYS_TRIED 1000

#define SMALL_INDEX 2000 // policies
// Parts that are left alone: joining writes the whole index anew.
#define PARTS_FINE 4

// What the index is given of a policy.
struct texts {
    struct buf title;
    struct buf body;
};

static void
texts_init(struct texts *texts)
{
    // Separators may double a record of many short texts.
    buf_init(&texts->title, CHANGE_MAX_RECORD);
    buf_init(&texts->body, 2 * CHANGE_MAX_RECORD);
}

static void
texts_clear(struct texts *texts)
{
    buf_clear(&texts->title);
    buf_clear(&texts->body);
}

// A phrase must not match from one text into the next.
static void
add_text(struct buf *out, const struct text *text)
{
    const char *const languages[] = {text->zh, text->en, text->bo};
    size_t i;

    for (i = 0; i < 3; i++) {
        if (languages[i]) {
            (void)buf_add_str(out, languages[i]);
            (void)buf_add_char(out, '|');
        }
    }
}

static enum err
texts_read(struct texts *texts, const char *body, size_t len)
{
    struct policy policy = {0};
    struct fault fault = {0};
    size_t i;
    enum err err = record_policy("x", body, len, &policy, &fault);

    buf_reset(&texts->title);
    buf_reset(&texts->body);
    if (err == ERR_OK) {
        (void)buf_add_char(&texts->title, SEARCH_TITLE_BEGIN);
        add_text(&texts->title, &policy.title);
        add_text(&texts->body, &policy.summary);
        for (i = 0; i < policy.fact_count; i++) {
            add_text(&texts->body, &policy.facts[i].label);
            add_text(&texts->body, &policy.facts[i].value);
        }
        add_text(&texts->body, &policy.body);
        if (texts->title.failed || texts->body.failed) {
            err = ERR_NO_MEMORY;
        }
    }
    policy_clear(&policy);
    return err;
}

static enum err
forget(struct store *store, int64_t doc, const struct texts *texts)
{
    struct query query;

    query_begin(&query, store->db,
                "INSERT INTO policy_index(policy_index, rowid, title, body)"
                " VALUES('delete', ?, ?, ?)");
    query_int(&query, doc);
    query_bytes(&query, buf_text(&texts->title), texts->title.len);
    query_bytes(&query, buf_text(&texts->body), texts->body.len);
    return query_run(&query);
}

// In ascending order: FTS5 writes a segment whenever a number falls.
static enum err
forget_some(struct store *store, size_t max)
{
    struct texts texts;
    struct query query;
    int64_t last = -1;
    enum err err = ERR_OK;

    texts_init(&texts);
    query_begin(&query, store->db,
                "SELECT doc, body FROM search_gone ORDER BY doc LIMIT ?");
    query_int(&query, (int64_t)max);
    while (err == ERR_OK && query_step(&query)) {
        size_t len;
        const char *body = query_get_text(&query, 1, &len);

        last = query_get_int(&query, 0);
        err = texts_read(&texts, body, len);
        if (err == ERR_OK) {
            err = forget(store, last, &texts);
        }
    }
    texts_clear(&texts);
    if (query_end(&query) != ERR_OK || err != ERR_OK || last < 0) {
        return err != ERR_OK ? err : query.err;
    }
    query_begin(&query, store->db, "DELETE FROM search_gone WHERE doc <= ?");
    query_int(&query, last);
    return query_run(&query);
}

static enum err
find_last(struct store *store, int64_t first, int64_t *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT max(coalesce((SELECT max(doc) FROM search_docs"
                " WHERE doc BETWEEN ?1 AND ?2), -1),"
                " coalesce((SELECT max(doc) FROM search_gone"
                " WHERE doc BETWEEN ?1 AND ?2), -1))");
    query_int(&query, first);
    query_int(&query, first + DAY_DOCS - 1);
    *out = query_step(&query) ? query_get_int(&query, 0) : -1;
    return query_end(&query);
}

// A free number among those of the day, or soon after them.
static enum err
number(struct store *store, int64_t place, int64_t *out)
{
    int64_t first = (200000000 - place) << DAY_BITS;
    int64_t last = -1;
    int tried;
    enum err err = ERR_OK;

    for (tried = 0; err == ERR_OK && tried < DAYS_TRIED; tried++) {
        err = find_last(store, first, &last);
        if (last < first + DAY_DOCS - 1) {
            *out = last < 0 ? first : last + 1;
            return err;
        }
        first += DAY_DOCS;
    }
    LOGE("store: search: no room for another policy of one day");
    return err == ERR_OK ? ERR_BUG : err;
}

static enum err
learn(struct store *store, int64_t doc, const struct texts *texts)
{
    struct query query;

    query_begin(&query, store->db,
                "INSERT INTO policy_index(rowid, title, body)"
                " VALUES(?, ?, ?)");
    query_int(&query, doc);
    query_bytes(&query, buf_text(&texts->title), texts->title.len);
    query_bytes(&query, buf_text(&texts->body), texts->body.len);
    return query_run(&query);
}

static enum err
learn_row(struct store *store, struct query *row, struct texts *texts)
{
    struct query query;
    int64_t doc = 0;
    size_t len;
    const char *body = query_get_text(row, 2, &len);
    enum err err = texts_read(texts, body, len);

    if (err != ERR_OK) {
        // One that an older program let in is not found, nor listed.
        return err == ERR_INVALID ? ERR_OK : err;
    }
    err = number(store, query_get_int(row, 1), &doc);
    if (err == ERR_OK) {
        err = learn(store, doc, texts);
    }
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                "INSERT INTO search_docs(doc, rec) VALUES(?, ?)");
    query_int(&query, doc);
    query_int(&query, query_get_int(row, 0));
    return query_run(&query);
}

// The oldest first, those of one day from the last title to the first: the
// list of hits then reads as the list of policies does.
static enum err
learn_some(struct store *store, size_t max)
{
    struct texts texts;
    struct query query;
    enum err err = ERR_OK;

    texts_init(&texts);
    query_begin(&query, store->db,
                "SELECT r.rec, f.place, r.body FROM"
                " (SELECT rec FROM search_new ORDER BY rec LIMIT ?) n"
                " CROSS JOIN records r ON r.rec = n.rec CROSS JOIN facets f"
                " ON f.rec = r.rec AND f.facet = ''"
                " ORDER BY f.place DESC,"
                " json_extract(r.body, '$.title.zh') DESC");
    query_int(&query, (int64_t)max);
    while (err == ERR_OK && query_step(&query)) {
        err = learn_row(store, &query, &texts);
    }
    texts_clear(&texts);
    if (query_end(&query) != ERR_OK || err != ERR_OK) {
        return err != ERR_OK ? err : query.err;
    }
    query_begin(&query, store->db,
                "DELETE FROM search_new WHERE rec IN"
                " (SELECT rec FROM search_new ORDER BY rec LIMIT ?)");
    query_int(&query, (int64_t)max);
    return query_run(&query);
}

enum err
search_index_settled(struct store *store, bool *out)
{
    int64_t left;
    enum err err = db_int(store->db,
                          "SELECT EXISTS(SELECT 1 FROM search_new)"
                          " OR EXISTS(SELECT 1 FROM search_gone)", &left);

    *out = err == ERR_OK && left == 0;
    return err;
}

enum err
search_index_work(struct store *store, size_t max, bool *more)
{
    bool settled = true;
    enum err err = search_index_settled(store, &settled);

    *more = false;
    if (err != ERR_OK || settled) {
        return err;
    }
    err = forget_some(store, max);
    if (err == ERR_OK) {
        err = learn_some(store, max);
    }
    if (err == ERR_OK) {
        err = search_index_settled(store, &settled);
    }
    *more = !settled;
    return err;
}

static const char begin_anew[] =
    "DROP TABLE IF EXISTS policy_index;"
    "CREATE VIRTUAL TABLE policy_index USING"
    " fts5(title, body, content = '', tokenize = 'talent');"
    "DELETE FROM search_docs;"
    "DELETE FROM search_gone;"
    "INSERT OR IGNORE INTO search_new(rec)"
    " SELECT rec FROM records WHERE kind = 'policy' AND body IS NOT NULL;";

static enum err
check_version(struct store *store)
{
    char version[16] = "";
    enum err err = setting_get(store, VERSION_KEY, version, sizeof(version));

    if ((err != ERR_OK && err != ERR_NOT_FOUND)
        || str_equal(version, VERSION)) {
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    }
    err = db_begin(store->db);
    if (err != ERR_OK) {
        return err;
    }
    err = db_exec(store->db, begin_anew);
    if (err == ERR_OK) {
        err = setting_set(store, VERSION_KEY, VERSION);
    }
    return db_end(store->db, err);
}

enum err
search_index_catch_up(struct store *store, size_t limit)
{
    size_t done = 0;
    bool settled;
    bool more;
    enum err err = check_version(store);

    if (err == ERR_OK) {
        err = search_index_settled(store, &settled);
    }
    more = err == ERR_OK && !settled;
    while (err == ERR_OK && more && (limit == 0 || done < limit)) {
        err = db_begin(store->db);
        if (err != ERR_OK) {
            return err;
        }
        err = search_index_work(store, SEARCH_INDEX_ROWS, &more);
        err = db_end(store->db, err);
        done++;
        db_let_others_in();
    }
    return err;
}

enum err
search_index_distrust(struct store *store)
{
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    return db_end(store->db, setting_set(store, VERSION_KEY, ""));
}

enum err
search_index_look_over(struct store *store)
{
    struct query query;
    int64_t docs;
    enum err err = db_int(store->db, "SELECT count(*) FROM search_docs",
                          &docs);

    if (err != ERR_OK || docs == 0 || docs > SMALL_INDEX) {
        return err;
    }
    query_begin(&query, store->db,
                "INSERT INTO policy_index(policy_index)"
                " VALUES('integrity-check')");
    return query_run(&query) == ERR_IO ? search_index_distrust(store)
                                       : query.err;
}

static enum err
count_parts(struct store *store, int64_t *out)
{
    return db_int(store->db, "SELECT count(DISTINCT segid)"
                             " FROM policy_index_idx", out);
}

// Half a megabyte; the negative number asks for a single part at the end.
static enum err
join_some(struct store *store)
{
    struct query query;

    query_begin(&query, store->db,
                "INSERT INTO policy_index(policy_index, rank)"
                " VALUES('merge', -128)");
    return query_run(&query);
}

enum err
search_index_join(struct store *store, size_t limit, bool *more)
{
    int64_t parts = 0;
    size_t done = 0;
    enum err err = count_parts(store, &parts);

    *more = false;
    if (err != ERR_OK || parts <= PARTS_FINE) {
        return err;
    }
    while (err == ERR_OK && parts > 1 && done < limit) {
        err = join_some(store);
        if (err == ERR_OK) {
            err = count_parts(store, &parts);
        }
        done++;
        db_let_others_in();
    }
    *more = err == ERR_OK && parts > 1;
    return err;
}
