// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include <string.h>

#include "util/str.h"

// In the order of read_version().
#define COLUMNS                                                                \
    "v.kind, v.id, v.n, v.rev, v.at, v.author, v.source, v.action, v.owner,"   \
    " v.body, coalesce((SELECT seq FROM record r WHERE r.kind = v.kind"        \
    " AND r.id = v.id AND r.body IS NOT NULL), 0)"

static enum err
version_put(struct hub_store *base, const struct hub_version *version)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_VERSION_PUT,
                "INSERT INTO version(kind, id, n, rev, at, author, source,"
                " action, owner, body) VALUES (?1, ?2, (SELECT"
                " coalesce(max(n), 0) + 1 FROM version WHERE kind = ?1"
                " AND id = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    return sql_put(store, stmt, "ttiittttt", version->kind, version->id,
                   version->rev, version->at, version->by, version->source,
                   version->action, version->owner, version->body);
}

static void
read_version(sqlite3_stmt *stmt, struct hub_version *out)
{
    *out = (struct hub_version){
        .kind = sql_text(stmt, 0),
        .id = sql_text(stmt, 1),
        .n = sqlite3_column_int64(stmt, 2),
        .rev = sqlite3_column_int64(stmt, 3),
        .at = sqlite3_column_int64(stmt, 4),
        .by = sql_text(stmt, 5),
        .source = sql_text(stmt, 6),
        .action = sql_text(stmt, 7),
        .owner = sql_text(stmt, 8),
        .live = sqlite3_column_int64(stmt, 10),
    };
    if (sqlite3_column_type(stmt, 9) != SQLITE_NULL)
        out->body = sql_text(stmt, 9);
}

/** Hands every row of a bound statement to `fn`. */
static enum err
versions_walk(struct sqlite_store *store, sqlite3_stmt *stmt,
              hub_version_fn *fn, void *userdata)
{
    enum err err;
    while ((err = sql_row(store, stmt)) == ERR_OK) {
        struct hub_version version;
        read_version(stmt, &version);
        err = fn(&version, userdata);
        if (err != ERR_OK) {
            sql_reset(stmt);
            return err;
        }
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
version_get(struct hub_store *base, const char *kind, const char *id,
            int64_t n, hub_version_fn *fn, void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt = sql_get(store, SQL_VERSION_GET,
                                 "SELECT " COLUMNS " FROM version v"
                                 " WHERE kind = ?1 AND id = ?2 AND n = ?3");
    enum err err = sql_find(store, stmt, "tti", kind, id, n);
    if (err != ERR_OK)
        return err;
    struct hub_version version;
    read_version(stmt, &version);
    err = fn(&version, userdata);
    sql_reset(stmt);
    return err;
}

static enum err
version_each(struct hub_store *base, const char *kind, const char *id,
             hub_version_fn *fn, void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt = sql_get(store, SQL_VERSION_LIST,
                                 "SELECT " COLUMNS " FROM version v"
                                 " WHERE kind = ?1 AND id = ?2"
                                 " ORDER BY n DESC");
    enum err err = sql_bind(stmt, "tt", kind, id);
    return err == ERR_OK ? versions_walk(store, stmt, fn, userdata) : err;
}

static enum err
version_newest(struct hub_store *base, const char *kind, hub_version_fn *fn,
               void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_VERSION_NEWEST,
                "SELECT v.kind, v.id, v.n, v.rev, v.at, v.author, v.source,"
                " v.action, v.owner, r.body, coalesce(r.seq, 0)"
                " FROM version v LEFT JOIN record r ON r.kind = v.kind"
                " AND r.id = v.id AND r.body IS NOT NULL"
                " WHERE (?1 IS NULL OR v.kind = ?1) AND v.n ="
                " (SELECT max(n) FROM version w WHERE w.kind = v.kind"
                " AND w.id = v.id) ORDER BY v.kind, v.id");
    enum err err = sql_bind(stmt, "t", kind);
    return err == ERR_OK ? versions_walk(store, stmt, fn, userdata) : err;
}

static enum err
plan_set(struct hub_store *base, const char *kind, const char *id, int64_t at)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt;
    if (at == 0) {
        stmt = sql_get(store, SQL_PLAN_DEL,
                       "DELETE FROM plan WHERE kind = ?1 AND id = ?2");
        return sql_put(store, stmt, "tt", kind, id);
    }
    stmt = sql_get(store, SQL_PLAN_SET,
                   "INSERT OR REPLACE INTO plan(kind, id, at)"
                   " VALUES (?1, ?2, ?3)");
    return sql_put(store, stmt, "tti", kind, id, at);
}

static enum err
plan_first(struct hub_store *base, struct hub_plan *out)
{
    struct sqlite_store *store = sqlite_of(base);
    memset(out, 0, sizeof(*out));
    sqlite3_stmt *stmt = sql_get(store, SQL_PLAN_FIRST,
                                 "SELECT kind, id, at FROM plan"
                                 " ORDER BY at LIMIT 1");
    enum err err = stmt != NULL ? sql_row(store, stmt) : ERR_IO;
    if (err != ERR_OK)
        return err;
    bool fits = str_copy(out->kind, sizeof(out->kind), sql_text(stmt, 0))
                && str_copy(out->id, sizeof(out->id), sql_text(stmt, 1));
    out->at = sqlite3_column_int64(stmt, 2);
    sql_reset(stmt);
    return fits ? ERR_OK : ERR_IO;
}

void
sqlite_fill_versions(struct hub_store_ops *ops)
{
    ops->version_put = version_put;
    ops->version_get = version_get;
    ops->version_each = version_each;
    ops->version_newest = version_newest;
    ops->plan_set = plan_set;
    ops->plan_first = plan_first;
}
