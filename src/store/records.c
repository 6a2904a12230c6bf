// SPDX-License-Identifier: Apache-2.0
#include "store/records.h"

#include <assert.h>

#include "store/db.h"
#include "store/facets.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/search_index.h"
#include "store/terms.h"
#include "util/str.h"

enum err
records_sets(struct store *store, const char *kind, struct records_sets *out)
{
    struct query query;

    *out = (struct records_sets){0};
    query_begin(&query, store->db,
                "SELECT shown, staged FROM kinds WHERE kind = ?");
    query_text(&query, kind);
    if (query_step(&query)) {
        out->shown = query_get_int(&query, 0);
        out->staged = query_get_int(&query, 1);
    }
    return query_end(&query);
}

enum err
records_new_set(struct store *store, int64_t *out)
{
    return counter_add(store, COUNTER_SET, 1, out);
}

enum err
records_show(struct store *store, const char *kind, int64_t set_no)
{
    struct query query;

    query_begin(&query, store->db,
                "INSERT INTO kinds(kind, shown) VALUES(?, ?)"
                " ON CONFLICT(kind) DO UPDATE SET"
                " shown = excluded.shown, staged = 0");
    query_text(&query, kind);
    query_int(&query, set_no);
    return query_run(&query);
}

enum err
records_show_all(struct store *store, int64_t set_no)
{
    struct query query;

    query_begin(&query, store->db,
                "UPDATE kinds SET shown = ?, staged = 0");
    query_int(&query, set_no);
    return query_run(&query);
}

enum err
records_stage(struct store *store, const char *kind, int64_t set_no)
{
    struct query query;

    query_begin(&query, store->db,
                "INSERT INTO kinds(kind, shown, staged) VALUES(?, 0, ?)"
                " ON CONFLICT(kind) DO UPDATE SET staged = excluded.staged");
    query_text(&query, kind);
    query_int(&query, set_no);
    return query_run(&query);
}

enum err
records_sets_ensure(struct store *store, const char *kind,
                    struct records_sets *out)
{
    enum err err = records_sets(store, kind, out);
    int64_t staged = out->staged;

    if (err != ERR_OK || out->shown > 0) {
        return err;
    }
    err = records_new_set(store, &out->shown);
    if (err == ERR_OK) {
        err = records_show(store, kind, out->shown);
    }
    return err == ERR_OK && staged > 0 ? records_stage(store, kind, staged)
                                       : err;
}

enum err
records_find(struct store *store, const char *kind, int64_t set_no,
             const char *id, struct record_found *out)
{
    struct query query;
    bool found;
    enum err err;

    *out = (struct record_found){0};
    query_begin(&query, store->db,
                "SELECT rec, rev, deleted, refused FROM records"
                " WHERE kind = ? AND set_no = ? AND id = ?");
    query_text(&query, kind);
    query_int(&query, set_no);
    query_text(&query, id);
    found = query_step(&query);
    if (found) {
        out->rec = query_get_int(&query, 0);
        out->rev = query_get_int(&query, 1);
        out->deleted = query_get_int(&query, 2) != 0;
        out->refused = query_get_int(&query, 3) != 0;
    }
    err = query_end(&query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

static enum err
end_body(struct query *query, struct buf *out)
{
    bool found = query_step(query);
    enum err err;

    if (found) {
        size_t len;
        const char *body = query_get_text(query, 0, &len);

        found = len > 0;
        if (found && !buf_add(out, body, len)) {
            query->err = ERR_NO_MEMORY;
        }
    }
    err = query_end(query);
    return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

enum err
records_body(struct store *store, int64_t rec, struct buf *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT body FROM records WHERE rec = ?");
    query_int(&query, rec);
    return end_body(&query, out);
}

enum err
records_raw(struct store *store, int64_t rec, struct buf *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT coalesce(raw, body) FROM records WHERE rec = ?");
    query_int(&query, rec);
    return end_body(&query, out);
}

enum err
records_read(struct store *store, const char *kind, const char *id,
             struct buf *out)
{
    struct query query;

    query_begin(&query, store->db,
                "SELECT r.body" RECORDS_SHOWN
                " WHERE k.kind = ? AND r.id = ?");
    query_text(&query, kind);
    query_text(&query, id);
    return end_body(&query, out);
}

enum err
records_drop(struct store *store, int64_t set_no, const char *kind,
             const char *id)
{
    struct query query;

    query_begin(&query, store->db,
                "DELETE FROM records"
                " WHERE kind = ? AND set_no = ? AND id = ?");
    query_text(&query, kind);
    query_int(&query, set_no);
    query_text(&query, id);
    return query_run(&query);
}

static enum err
insert(struct store *store, int64_t set_no, const struct record_row *row,
       const struct terms *terms, int64_t *rec)
{
    struct query query;

    *rec = 0;
    query_begin(&query, store->db,
                "INSERT INTO records(kind, set_no, id, rev, deleted,"
                " refused, body, raw, since, due)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING rec");
    query_text(&query, row->kind);
    query_int(&query, set_no);
    query_text(&query, row->id);
    query_int(&query, row->rev);
    query_int(&query, row->deleted);
    query_int(&query, row->refused);
    query_bytes(&query, terms->body, terms->len);
    query_bytes(&query, terms->timed ? row->body : NULL, row->len);
    query_int(&query, terms->since_ms);
    query_int(&query, terms->due_ms);
    if (query_step(&query)) {
        *rec = query_get_int(&query, 0);
    }
    return query_run(&query);
}

enum err
records_put(struct store *store, int64_t set_no,
            const struct record_row *row)
{
    struct record_row shown = *row;
    struct terms terms;
    int64_t rec;
    enum err err;

    assert(db_in_transaction(store->db));
    err = terms_read(store, row, &terms);
    if (err == ERR_OK) {
        err = records_drop(store, set_no, row->kind, row->id);
    }
    if (err == ERR_OK) {
        err = insert(store, set_no, row, &terms, &rec);
    }
    if (err == ERR_OK) {
        shown.body = terms.body;
        shown.len = terms.len;
        err = facets_index(store, &shown, rec);
    }
    terms_clear(&terms);
    return err;
}

// Facets and keys hang on the row itself, so a moved row keeps them.
enum err
records_merge(struct store *store, int64_t set_no)
{
    struct query query;
    enum err err;

    query_begin(&query, store->db,
                "DELETE FROM records WHERE rec IN (SELECT o.rec"
                " FROM kinds k CROSS JOIN records n"
                " ON n.kind = k.kind AND n.set_no = ?"
                " CROSS JOIN records o ON o.kind = n.kind AND o.set_no = k.shown"
                " AND o.id = n.id)");
    query_int(&query, set_no);
    err = query_run(&query);
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                "DELETE FROM records WHERE rec IN (SELECT n.rec"
                " FROM kinds k CROSS JOIN records n"
                " ON n.kind = k.kind AND n.set_no = ?) AND deleted = 1");
    query_int(&query, set_no);
    err = query_run(&query);
    if (err != ERR_OK) {
        return err;
    }
    query_begin(&query, store->db,
                "UPDATE records SET set_no = (SELECT shown FROM kinds k"
                " WHERE k.kind = records.kind) WHERE rec IN"
                " (SELECT n.rec FROM kinds k CROSS JOIN records n"
                " ON n.kind = k.kind AND n.set_no = ?)");
    query_int(&query, set_no);
    return query_run(&query);
}

static enum err
repeat(struct store *store, enum err (*step)(struct store *store,
                                             const char *kind),
       const char *kind)
{
    enum err err;
    int64_t changed;

    do {
        err = db_begin(store->db);
        if (err != ERR_OK) {
            return err;
        }
        err = step(store, kind);
        changed = db_changes(store->db);
        err = db_end(store->db, err);
        if (changed > 0) {
            db_let_others_in();
        }
    } while (err == ERR_OK && changed > 0);
    return err;
}

static enum err
sweep_some(struct store *store, const char *kind)
{
    struct query query;

    (void)kind;
    query_begin(&query, store->db,
                "DELETE FROM records WHERE rec IN (SELECT r.rec"
                " FROM records r LEFT JOIN kinds k ON k.kind = r.kind"
                " WHERE r.set_no IS NOT k.shown"
                " AND r.set_no IS NOT k.staged AND r.set_no <>"
                " (SELECT coalesce(max(value), 0) FROM counters"
                "  WHERE name = 'full_set') LIMIT 200)");
    return query_run(&query);
}

enum err
records_sweep(struct store *store)
{
    enum err err = repeat(store, sweep_some, NULL);

    return err == ERR_OK ? search_index_catch_up(store, 0) : err;
}

static enum err
wipe_some(struct store *store, const char *kind)
{
    struct query query;

    query_begin(&query, store->db,
                "DELETE FROM records WHERE rec IN"
                " (SELECT rec FROM records WHERE kind = ? LIMIT 200)");
    query_text(&query, kind);
    return query_run(&query);
}

enum err
records_wipe(struct store *store, const char *kind)
{
    return repeat(store, wipe_some, kind);
}
