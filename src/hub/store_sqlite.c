// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include <assert.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

// A writer of another process holds the lock for one batch at most.
#define BUSY_MS 10000

sqlite3_stmt *
sql_get(struct sqlite_store *store, enum sql_slot slot, const char *text)
{
    assert(slot < SQL_SLOTS);
    sqlite3_stmt **stmt = &store->stmts[slot];
    if (*stmt != NULL)
        return *stmt;
    if (sqlite3_prepare_v3(store->db, text, -1, SQLITE_PREPARE_PERSISTENT, stmt,
                           NULL) != SQLITE_OK) {
        LOGE("store: prepare: %s", sqlite3_errmsg(store->db));
        *stmt = NULL;
    }
    return *stmt;
}

static int
bind_text(sqlite3_stmt *stmt, int index, const char *text)
{
    if (text == NULL)
        return sqlite3_bind_null(stmt, index);
    return sqlite3_bind_text(stmt, index, text, -1, SQLITE_STATIC);
}

static int
bind_one(sqlite3_stmt *stmt, int index, char type, va_list *args)
{
    switch (type) {
    case 'i':
        return sqlite3_bind_int64(stmt, index, va_arg(*args, int64_t));
    case 'z': {
        int64_t value = va_arg(*args, int64_t);
        if (value == 0)
            return sqlite3_bind_null(stmt, index);
        return sqlite3_bind_int64(stmt, index, value);
    }
    case 't':
        return bind_text(stmt, index, va_arg(*args, const char *));
    case 'n': {
        const char *text = va_arg(*args, const char *);
        size_t len = va_arg(*args, size_t);
        if (text == NULL)
            return sqlite3_bind_null(stmt, index);
        return sqlite3_bind_text64(stmt, index, text, len, SQLITE_STATIC,
                                   SQLITE_UTF8);
    }
    case 'k':
        return sqlite3_bind_blob(stmt, index, va_arg(*args, const uint8_t *),
                                 32, SQLITE_STATIC);
    default:
        assert(false);
        return SQLITE_MISUSE;
    }
}

static enum err
bind_all(sqlite3_stmt *stmt, const char *types, va_list *args)
{
    if (stmt == NULL)
        return ERR_IO;
    int rc = SQLITE_OK;
    for (int i = 0; types[i] != '\0' && rc == SQLITE_OK; i++)
        rc = bind_one(stmt, i + 1, types[i], args);
    if (rc == SQLITE_OK)
        return ERR_OK;
    LOGE("store: bind: %s", sqlite3_errstr(rc));
    return rc == SQLITE_NOMEM ? ERR_NO_MEMORY : ERR_BUG;
}

enum err
sql_bind(sqlite3_stmt *stmt, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    enum err err = bind_all(stmt, types, &args);
    va_end(args);
    return err;
}

enum err
sql_put(struct sqlite_store *store, sqlite3_stmt *stmt, const char *types,
        ...)
{
    va_list args;
    va_start(args, types);
    enum err err = bind_all(stmt, types, &args);
    va_end(args);
    return err == ERR_OK ? sql_run(store, stmt) : err;
}

enum err
sql_find(struct sqlite_store *store, sqlite3_stmt *stmt, const char *types,
         ...)
{
    va_list args;
    va_start(args, types);
    enum err err = bind_all(stmt, types, &args);
    va_end(args);
    return err == ERR_OK ? sql_row(store, stmt) : err;
}

static enum err
failed(struct sqlite_store *store, sqlite3_stmt *stmt)
{
    int rc = sqlite3_errcode(store->db);
    LOGE("store: %.40s…: %s", sqlite3_sql(stmt), sqlite3_errmsg(store->db));
    sql_reset(stmt);
    return rc == SQLITE_NOMEM ? ERR_NO_MEMORY : ERR_IO;
}

enum err
sql_row(struct sqlite_store *store, sqlite3_stmt *stmt)
{
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        return ERR_OK;
    if (rc != SQLITE_DONE)
        return failed(store, stmt);
    sql_reset(stmt);
    return ERR_NOT_FOUND;
}

enum err
sql_run(struct sqlite_store *store, sqlite3_stmt *stmt)
{
    int rc;
    do {
        rc = sqlite3_step(stmt);
    } while (rc == SQLITE_ROW);
    if (rc != SQLITE_DONE)
        return failed(store, stmt);
    sql_reset(stmt);
    return ERR_OK;
}

void
sql_reset(sqlite3_stmt *stmt)
{
    // bindings go too: they point into memory of the caller
    if (stmt != NULL) {
        sqlite3_reset(stmt);
        sqlite3_clear_bindings(stmt);
    }
}

const char *
sql_text(sqlite3_stmt *stmt, int column)
{
    const unsigned char *text = sqlite3_column_text(stmt, column);
    return text != NULL ? (const char *)text : "";
}

void
sql_key(sqlite3_stmt *stmt, int column, uint8_t out[32])
{
    const void *blob = sqlite3_column_blob(stmt, column);
    memset(out, 0, 32);
    if (blob != NULL && sqlite3_column_bytes(stmt, column) == 32)
        memcpy(out, blob, 32);
}

static enum err
run_plain(struct sqlite_store *store, enum sql_slot slot, const char *text)
{
    sqlite3_stmt *stmt = sql_get(store, slot, text);
    return stmt != NULL ? sql_run(store, stmt) : ERR_IO;
}

static enum err
store_begin(struct hub_store *base, bool write)
{
    struct sqlite_store *store = sqlite_of(base);
    assert(!store->open);
    enum err err = write ? run_plain(store, SQL_BEGIN_WRITE, "BEGIN IMMEDIATE")
                         : run_plain(store, SQL_BEGIN_READ, "BEGIN");
    store->open = err == ERR_OK;
    return err;
}

static void
store_rollback(struct hub_store *base)
{
    struct sqlite_store *store = sqlite_of(base);
    if (!store->open)
        return;
    store->open = false;
    // an error may have rolled back already
    if (sqlite3_get_autocommit(store->db) == 0)
        run_plain(store, SQL_ROLLBACK, "ROLLBACK");
}

static enum err
store_commit(struct hub_store *base)
{
    struct sqlite_store *store = sqlite_of(base);
    assert(store->open);
    enum err err = run_plain(store, SQL_COMMIT, "COMMIT");
    if (err != ERR_OK)
        store_rollback(base);
    store->open = false;
    return err;
}

enum err
sql_enter(struct sqlite_store *store, bool *own)
{
    *own = !store->open;
    return *own ? store_begin(&store->base, true) : ERR_OK;
}

enum err
sql_leave(struct sqlite_store *store, bool own, enum err err)
{
    if (!own)
        return err;
    if (err == ERR_OK)
        return store_commit(&store->base);
    store_rollback(&store->base);
    return err;
}

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
    bool added = buf_add_str(out, sql_text(stmt, 0));
    sql_reset(stmt);
    return added ? ERR_OK : ERR_NO_MEMORY;
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
    store_rollback(base);
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
    store->ops.begin = store_begin;
    store->ops.commit = store_commit;
    store->ops.rollback = store_rollback;
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
