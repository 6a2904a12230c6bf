// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

// A writer of another process holds the lock for one batch at most.
#define BUSY_MS 10000

static enum err
store_changed(struct hub_store *base, bool *out)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_DATA_VERSION, "PRAGMA data_version");
    enum err err = stmt != NULL ? sql_row(store, stmt) : ERR_IO;
    if (err != ERR_OK)
        return err;
    int64_t version = sqlite3_column_int64(stmt, 0);
    sql_reset(stmt);
    *out = version != store->data_version;
    store->data_version = version;
    return ERR_OK;
}

static enum err
meta_get(struct hub_store *base, const char *name, struct buf *out)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_META_GET, "SELECT value FROM meta WHERE name = ?1");
    enum err err = sql_find(store, stmt, "t", name);
    if (err != ERR_OK)
        return err;
    return sql_take_text(stmt, out);
}

static enum err
meta_set(struct hub_store *base, const char *name, const char *value)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt = sql_get(store, SQL_META_SET,
                                 "INSERT OR REPLACE INTO meta"
                                 " (name, value) VALUES (?1, ?2)");
    return sql_put(store, stmt, "tt", name, value);
}

static void
store_close(struct hub_store *base)
{
    struct sqlite_store *store = sqlite_of(base);
    sql_rollback(base);
    for (size_t i = 0; i < SQL_SLOTS; i++)
        sqlite3_finalize(store->stmts[i]);
    sqlite3_close(store->db);
    if (store->position_fd >= 0)
        close(store->position_fd);
    free(store);
}

/** Makes an empty file that nobody else may read; SQLite's side files take
 * their rights from it. */
static void
make_private(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
}

static enum err
open_database(struct sqlite_store *store, const char *path)
{
    make_private(path);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK) {
        LOGE("store: open: %s", sqlite3_errmsg(store->db));
        return ERR_IO;
    }
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return sqlite_migrate(store->db, path);
}

enum err
sqlite_open(const char *path, struct hub_store **out)
{
    *out = NULL;
    struct sqlite_store *store = calloc(1, sizeof(*store));
    if (store == NULL)
        return ERR_NO_MEMORY;
    store->base.ops = &store->ops;
    store->position_fd = -1;
    store->ops.close = store_close;
    store->ops.begin = sql_begin;
    store->ops.commit = sql_commit;
    store->ops.rollback = sql_rollback;
    store->ops.changed = store_changed;
    store->ops.meta_get = meta_get;
    store->ops.meta_set = meta_set;
    store->ops.handed_out = sqlite_position_note;
    sqlite_fill_records(&store->ops);
    sqlite_fill_versions(&store->ops);
    sqlite_fill_kiosks(&store->ops);
    sqlite_fill_events(&store->ops);
    sqlite_fill_visits(&store->ops);
    sqlite_fill_cases(&store->ops);
    enum err err = open_database(store, path);
    if (err == ERR_OK)
        err = sqlite_position_open(store, path);
    if (err != ERR_OK) {
        store_close(&store->base);
        return err;
    }
    *out = &store->base;
    return ERR_OK;
}
