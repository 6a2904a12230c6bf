// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

/**
 * One SQLite connection with its prepared statements; internal to the room.
 *
 * Used by one thread. WAL with synchronous FULL: what a commit reported
 * survives a power cut. A connection that a visitor waits for leaves
 * checkpoints to those that nobody waits for.
 */
struct db;

enum db_role {
    DB_FRONT,      // a visitor waits: checkpoints only in need
    DB_BACKGROUND, // sync, command lines: checkpoints as it commits
    DB_RESCUE      // a damaged file: its errors are not worth a line each
};

/** How an existing file was found; see db_open. */
enum db_health { DB_HEALTHY, DB_DAMAGED };

/**
 * Open or create the file. ERR_IO with `health` DB_DAMAGED when what is
 * there is no readable database; `health` may be NULL.
 */
enum err
db_open(const char *path, enum db_role role, struct db **out,
        enum db_health *health);

void
db_close(struct db *db);

/** Run SQL without results or parameters: schema and pragmas alone. */
enum err
db_exec(struct db *db, const char *sql);

/** A pragma or query of one integer, without parameters. */
enum err
db_int(struct db *db, const char *sql, int64_t *out);

/**
 * Take the write lock at once, so that a transaction never fails halfway
 * for want of it. Not nested.
 */
enum err
db_begin(struct db *db);

/** Commit when `err` is ERR_OK, else roll back; returns what holds then. */
enum err
db_end(struct db *db, enum err err);

/** Pause between two transactions of a long run: a visitor's may come in. */
void
db_let_others_in(void);

/** True between db_begin and db_end. */
bool
db_in_transaction(const struct db *db);

/**
 * Make the WAL file long enough for the commits until its next checkpoint,
 * so that they overwrite blocks the disk has already given: a sync then
 * writes no metadata. Only while no other connection is open and this one
 * is idle. Without effect where it fails.
 */
void
db_extend_wal(struct db *db);

/** Copy the WAL into the database now and then; never on a front thread. */
void
db_tidy(struct db *db);

/** Empty the WAL file, so that nothing deleted survives in it. */
enum err
db_flush(struct db *db);

/** "ok" or the first complaint of quick_check or (`whole`) integrity_check. */
enum err
db_check(struct db *db, bool whole, char *out, size_t size);

/** A compact copy of the whole database at a new `path`. */
enum err
db_copy(struct db *db, const char *path);

/** True when the last error of this connection says "damaged". */
bool
db_last_damaged(const struct db *db);

/** Rows changed by the last statement. */
int64_t
db_changes(const struct db *db);

#endif
