// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include "util/str.h"

// In the order of read_submission().
#define COLUMNS                                                                \
    "id, kiosk, site, form, rev, service, visit, seal, answers,"               \
    " submitted_at, received_at, attention, field"

static enum err
submission_put(struct hub_store *base, const struct hub_submission *in)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_SUBMISSION_PUT,
                "INSERT OR IGNORE INTO submission(" COLUMNS ") VALUES (?1, ?2,"
                " ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
    enum err err =
        sql_put(store, stmt, "ttttittttiitt", in->id, in->kiosk, in->site,
                in->form, in->rev, in->service, in->visit, in->seal,
                in->answers, in->submitted_at, in->received_at, in->attention,
                in->field);
    return err == ERR_OK && sqlite3_changes(store->db) == 0 ? ERR_CONFLICT
                                                            : err;
}

static void
read_submission(sqlite3_stmt *stmt, struct hub_submission *out)
{
    *out = (struct hub_submission){
        .id = sql_text(stmt, 0),
        .kiosk = sql_text(stmt, 1),
        .site = sql_text(stmt, 2),
        .form = sql_text(stmt, 3),
        .rev = sqlite3_column_int64(stmt, 4),
        .service = sql_text(stmt, 5),
        .visit = sql_text(stmt, 6),
        .seal = sql_text(stmt, 7),
        .answers = sql_text(stmt, 8),
        .submitted_at = sqlite3_column_int64(stmt, 9),
        .received_at = sqlite3_column_int64(stmt, 10),
        .attention = sql_text(stmt, 11),
        .field = sql_text(stmt, 12),
    };
}

static enum err
submission_get(struct hub_store *base, const char *id, hub_submission_fn *fn,
               void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_SUBMISSION_GET,
                "SELECT " COLUMNS " FROM submission WHERE id = ?1");
    struct hub_submission found;
    enum err err = sql_find(store, stmt, "t", id);
    if (err != ERR_OK)
        return err;
    read_submission(stmt, &found);
    err = fn(&found, userdata);
    sql_reset(stmt);
    return err;
}

static enum err
submission_each(struct hub_store *base, const char *site,
                hub_submission_fn *fn, void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        site != NULL ? sql_get(store, SQL_SUBMISSION_LIST_SITE,
                               "SELECT " COLUMNS " FROM submission"
                               " WHERE site = ?1 ORDER BY row")
                     : sql_get(store, SQL_SUBMISSION_LIST,
                               "SELECT " COLUMNS " FROM submission"
                               " ORDER BY row");
    enum err err = site != NULL ? sql_bind(stmt, "t", site)
                                : sql_bind(stmt, "");
    while (err == ERR_OK && (err = sql_row(store, stmt)) == ERR_OK) {
        struct hub_submission found;
        read_submission(stmt, &found);
        err = fn(&found, userdata);
        if (err != ERR_OK)
            sql_reset(stmt);
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
closed_put(struct hub_store *base, const char *id, int64_t at,
           const char *body)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt;
    if (at == 0) {
        stmt = sql_get(store, SQL_CLOSED_DEL,
                       "DELETE FROM closed WHERE id = ?1");
        return sql_put(store, stmt, "t", id);
    }
    stmt = sql_get(store, SQL_CLOSED_PUT,
                   "INSERT OR REPLACE INTO closed(id, at, body)"
                   " VALUES (?1, ?2, ?3)");
    return sql_put(store, stmt, "tit", id, at, body);
}

static enum err
closed_get(struct hub_store *base, const char *id, struct buf *out)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt = sql_get(store, SQL_CLOSED_GET,
                                 "SELECT body FROM closed WHERE id = ?1"
                                 " AND body IS NOT NULL");
    enum err err = sql_find(store, stmt, "t", id);
    if (err != ERR_OK)
        return err;
    return sql_take_text(stmt, out);
}

static enum err
closed_first(struct hub_store *base, int64_t before, char id[HUB_ID_SIZE])
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt = sql_get(store, SQL_CLOSED_FIRST,
                                 "SELECT id FROM closed WHERE body IS NULL"
                                 " AND at <= ?1 ORDER BY at LIMIT 1");
    enum err err = sql_find(store, stmt, "i", before);
    if (err != ERR_OK)
        return err;
    bool fits = str_copy(id, HUB_ID_SIZE, sql_text(stmt, 0));
    sql_reset(stmt);
    return fits ? ERR_OK : ERR_IO;
}

void
sqlite_fill_cases(struct hub_store_ops *ops)
{
    ops->submission_get = submission_get;
    ops->submission_put = submission_put;
    ops->submission_each = submission_each;
    ops->closed_put = closed_put;
    ops->closed_get = closed_get;
    ops->closed_first = closed_first;
}
