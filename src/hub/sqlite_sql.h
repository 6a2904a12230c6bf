// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_SQLITE_SQL_H
#define HUB_SQLITE_SQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hub/store.h"

/* Private to store_sqlite*.c: one connection and its prepared statements. */

enum sql_slot {
    SQL_BEGIN_READ,
    SQL_BEGIN_WRITE,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_DATA_VERSION,
    SQL_META_GET,
    SQL_META_SET,
    SQL_RECORD_FIND,
    SQL_RECORD_INSERT,
    SQL_RECORD_GET,
    SQL_RECORD_LIST,
    SQL_RECORD_LIST_OWNER,
    SQL_RECORD_HEAD,
    SQL_RECORD_SITE_BODY,
    SQL_RECORD_CHANGES,
    SQL_RECORD_PLACE,
    SQL_VERSION_PUT,
    SQL_VERSION_GET,
    SQL_VERSION_LIST,
    SQL_VERSION_NEWEST,
    SQL_PLAN_SET,
    SQL_PLAN_DEL,
    SQL_PLAN_FIRST,
    SQL_CHECK_GET,
    SQL_CHECK_PUT,
    SQL_CHECK_VIEW,
    SQL_CODE_PUT,
    SQL_CODE_GET,
    SQL_KIOSK_GET,
    SQL_KIOSK_PUT,
    SQL_KIOSK_LIST,
    SQL_OLD_KEY_PUT,
    SQL_OLD_KEY_LIST,
    SQL_HEARTBEAT_PUT,
    SQL_HEARTBEAT_KIOSK,
    SQL_HEARTBEAT_PRUNE,
    SQL_EPOCH_GET,
    SQL_EPOCH_INSERT,
    SQL_EPOCH_UPDATE,
    SQL_EVENT_GET,
    SQL_EVENT_INSERT,
    SQL_EVENT_SETTLE,
    SQL_ORIGIN_FIRST,
    SQL_ORIGIN_LATER,
    SQL_HELD_NEXT,
    SQL_HELD_UNKNOWN,
    SQL_BLOCK_COUNT,
    SQL_BLOCK_PUT,
    SQL_BLOCK_DEL,
    SQL_BLOCKS_DEL,
    SQL_BOOT_GET,
    SQL_BOOT_INSERT,
    SQL_BOOT_UPDATE,
    SQL_SHIFT_SUBMISSIONS,
    SQL_SHIFT_EVENTS,
    SQL_SHIFT_VISITS,
    SQL_SHIFT_ISSUED,
    SQL_SHIFT_CALLED,
    SQL_SHIFT_DONE,
    SQL_SHIFT_LIST,
    SQL_VISIT_GET,
    SQL_VISIT_PUT,
    SQL_VISIT_LIST,
    SQL_TICKET_GET,
    SQL_TICKET_PUT,
    SQL_SUBMISSION_GET,
    SQL_SUBMISSION_PUT,
    SQL_SUBMISSION_LIST,
    SQL_SUBMISSION_LIST_SITE,
    SQL_CLOSED_PUT,
    SQL_CLOSED_DEL,
    SQL_CLOSED_GET,
    SQL_CLOSED_FIRST,
    SQL_ALARM_PUT,
    SQL_ALARM_LIST,
    SQL_SLOTS
};

struct sqlite_store {
    struct hub_store base; // first, so that both pointers are one
    struct hub_store_ops ops; // what base.ops points to
    sqlite3 *db;
    sqlite3_stmt *stmts[SQL_SLOTS]; // prepared when first needed
    bool open; // inside begin … commit
    int64_t data_version; // when last asked
    int position_fd; // the file beside the database
    struct hub_position noted; // what it says, as far as we know
};

static inline struct sqlite_store *
sqlite_of(struct hub_store *store)
{
    return (struct sqlite_store *)store;
}

/** The statement of a slot, reset; NULL (logged) when it does not prepare. */
sqlite3_stmt *
sql_get(struct sqlite_store *store, enum sql_slot slot, const char *text);

/**
 * Binds parameters from the first: `i` int64_t, `t` text or NULL, `n` text
 * and its size_t length, `k` 32 bytes, `z` int64_t with 0 as NULL. Texts are
 * borrowed until the statement is reset.
 */
enum err
sql_bind(sqlite3_stmt *stmt, const char *types, ...);

/** Binds, then runs to the end and resets. */
enum err
sql_put(struct sqlite_store *store, sqlite3_stmt *stmt, const char *types,
        ...);

/** Binds, then steps to the first row, as sql_row. */
enum err
sql_find(struct sqlite_store *store, sqlite3_stmt *stmt, const char *types,
         ...);

/** One row: ERR_OK, else ERR_NOT_FOUND; the caller resets after ERR_OK. */
enum err
sql_row(struct sqlite_store *store, sqlite3_stmt *stmt);

/** Runs to the end and resets. */
enum err
sql_run(struct sqlite_store *store, sqlite3_stmt *stmt);

/** Ends reading of a statement. Accepts NULL. */
void
sql_reset(sqlite3_stmt *stmt);

/** A column's text, "" for NULL; borrowed until the next step. */
const char *
sql_text(sqlite3_stmt *stmt, int column);

/** Adds the first column's text to `out` and ends reading. */
enum err
sql_take_text(sqlite3_stmt *stmt, struct buf *out);

/** 32 bytes of a column; zeros when it holds anything else. */
void
sql_key(sqlite3_stmt *stmt, int column, uint8_t out[32]);

/** The operations of the same names of a store. */
enum err
sql_begin(struct hub_store *base, bool write);
enum err
sql_commit(struct hub_store *base);
void
sql_rollback(struct hub_store *base);

/** Enters a writing transaction unless one is open; `own` says which. */
enum err
sql_enter(struct sqlite_store *store, bool *own);

/** Commits or rolls back what sql_enter began; returns the outcome. */
enum err
sql_leave(struct sqlite_store *store, bool own, enum err err);

#endif
