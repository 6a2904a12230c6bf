// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

/*
 * What db.c and query.c share: SQLite itself. Of the other files of the room
 * only search_fts.c includes its header.
 */
struct sqlite3;
struct sqlite3_stmt;

#define CONNECTION_STATEMENTS 256 // a power of two, over twice what we use

struct connection_statement {
    const char *sql; // a literal, borrowed; NULL: free
    struct sqlite3_stmt *stmt;
};

struct db {
    struct sqlite3 *handle;
    int role; // enum db_role
    int64_t last_tidy;
    struct connection_statement statements[CONNECTION_STATEMENTS];
};

/** The statement of a literal, prepared once; NULL after logging why not. */
struct sqlite3_stmt *
connection_statement(struct db *db, const char *sql, enum err *err);

/** Translate a result code of SQLite and log it with `what` went wrong. */
enum err
connection_error(struct db *db, int code, const char *what);

#endif
