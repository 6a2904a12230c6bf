// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

struct db;
struct sqlite3_stmt;

/**
 * One use of a prepared statement: bind in order, step, end.
 *
 *     struct query query;
 *     query_begin(&query, db, "SELECT rev FROM records WHERE id = ?");
 *     query_text(&query, id);
 *     if (query_step(&query)) { rev = query_get_int(&query, 0); }
 *     return query_end(&query);
 *
 * Errors are remembered and told by query_end, once. Statements are kept
 * per connection by the address of their text, which must therefore be a
 * literal; a statement must not be begun again before it is ended.
 */
struct query {
    struct db *db; // borrowed
    struct sqlite3_stmt *stmt;
    int bound;
    enum err err;
};

void
query_begin(struct query *query, struct db *db, const char *sql);

void
query_int(struct query *query, int64_t value);
/** NULL binds NULL. The text must live until query_end. */
void
query_text(struct query *query, const char *value);
/** As query_text, but "" binds NULL too. */
void
query_text_or_null(struct query *query, const char *value);
void
query_bytes(struct query *query, const char *value, size_t len);
void
query_blob(struct query *query, const void *value, size_t len);

/** True while there is a row. */
bool
query_step(struct query *query);

int64_t
query_get_int(struct query *query, int column);
/** "" for NULL; borrowed until the next step. */
const char *
query_get_text(struct query *query, int column, size_t *len);
/** Copy a text into an array; "" when it is NULL or does not fit. */
void
query_copy(struct query *query, int column, char *out, size_t size);

enum err
query_end(struct query *query);

/** Step to the end and end: for statements without results. */
enum err
query_run(struct query *query);

#endif
