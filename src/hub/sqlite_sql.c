// SPDX-License-Identifier: Apache-2.0
#include "hub/sqlite_sql.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "util/log.h"

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

enum err
sql_take_text(sqlite3_stmt *stmt, struct buf *out)
{
    bool added = buf_add_str(out, sql_text(stmt, 0));
    sql_reset(stmt);
    return added ? ERR_OK : ERR_NO_MEMORY;
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

enum err
sql_begin(struct hub_store *base, bool write)
{
    struct sqlite_store *store = sqlite_of(base);
    assert(!store->open);
    enum err err = write ? run_plain(store, SQL_BEGIN_WRITE, "BEGIN IMMEDIATE")
                         : run_plain(store, SQL_BEGIN_READ, "BEGIN");
    store->open = err == ERR_OK;
    return err;
}

void
sql_rollback(struct hub_store *base)
{
    struct sqlite_store *store = sqlite_of(base);
    if (!store->open)
        return;
    store->open = false;
    // an error may have rolled back already
    if (sqlite3_get_autocommit(store->db) == 0)
        run_plain(store, SQL_ROLLBACK, "ROLLBACK");
}

enum err
sql_commit(struct hub_store *base)
{
    struct sqlite_store *store = sqlite_of(base);
    assert(store->open);
    enum err err = run_plain(store, SQL_COMMIT, "COMMIT");
    if (err != ERR_OK)
        sql_rollback(base);
    store->open = false;
    return err;
}

enum err
sql_enter(struct sqlite_store *store, bool *own)
{
    *own = !store->open;
    return *own ? sql_begin(&store->base, true) : ERR_OK;
}

enum err
sql_leave(struct sqlite_store *store, bool own, enum err err)
{
    if (!own)
        return err;
    if (err == ERR_OK)
        return sql_commit(&store->base);
    sql_rollback(&store->base);
    return err;
}
