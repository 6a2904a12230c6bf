// SPDX-License-Identifier: Apache-2.0
#include "store/query.h"

#include <assert.h>
#include <sqlite3.h>
#include <string.h>

#include "store/connection.h"
#include "util/log.h"
#include "util/str.h"

void
query_begin(struct query *query, struct db *db, const char *sql)
{
    *query = (struct query){.db = db};
    query->stmt = connection_statement(db, sql, &query->err);
    if (query->stmt && sqlite3_stmt_busy(query->stmt)) {
        LOGE("store: statement used twice at once: %s", sql);
        query->stmt = NULL;
        query->err = ERR_BUG;
    }
}

static void
note(struct query *query, int code)
{
    if (code != SQLITE_OK && query->err == ERR_OK) {
        query->err = connection_error(query->db, code, "bind");
    }
}

void
query_int(struct query *query, int64_t value)
{
    query->bound++;
    if (query->stmt) {
        note(query, sqlite3_bind_int64(query->stmt, query->bound, value));
    }
}

void
query_text(struct query *query, const char *value)
{
    query->bound++;
    if (query->stmt) {
        note(query, sqlite3_bind_text(query->stmt, query->bound, value, -1,
                                      SQLITE_STATIC));
    }
}

void
query_text_or_null(struct query *query, const char *value)
{
    query_text(query, value && *value ? value : NULL);
}

void
query_bytes(struct query *query, const char *value, size_t len)
{
    query->bound++;
    if (query->stmt) {
        note(query, sqlite3_bind_text64(query->stmt, query->bound, value,
                                        len, SQLITE_STATIC, SQLITE_UTF8));
    }
}

void
query_blob(struct query *query, const void *value, size_t len)
{
    query->bound++;
    if (query->stmt) {
        note(query, sqlite3_bind_blob64(query->stmt, query->bound, value,
                                        len, SQLITE_STATIC));
    }
}

bool
query_step(struct query *query)
{
    int code;

    if (!query->stmt || query->err != ERR_OK) {
        return false;
    }
    code = sqlite3_step(query->stmt);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        query->err = connection_error(query->db, code,
                                      sqlite3_sql(query->stmt));
    }
    return false;
}

int64_t
query_get_int(struct query *query, int column)
{
    return sqlite3_column_int64(query->stmt, column);
}

const char *
query_get_text(struct query *query, int column, size_t *len)
{
    const char *text = (const char *)sqlite3_column_text(query->stmt, column);

    if (len) {
        *len = text ? (size_t)sqlite3_column_bytes(query->stmt, column) : 0;
    }
    return text ? text : "";
}

void
query_copy(struct query *query, int column, char *out, size_t size)
{
    const char *text = query_get_text(query, column, NULL);

    if (!str_copy(out, size, text)) {
        out[0] = '\0';
    }
}

enum err
query_end(struct query *query)
{
    if (query->stmt) {
        (void)sqlite3_reset(query->stmt);
        // What was bound may be wiped or freed by its owner any time now.
        (void)sqlite3_clear_bindings(query->stmt);
        query->stmt = NULL;
    }
    return query->err;
}

enum err
query_run(struct query *query)
{
    while (query_step(query)) {
        continue;
    }
    return query_end(query);
}
