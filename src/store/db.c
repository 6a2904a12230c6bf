// SPDX-License-Identifier: Apache-2.0
#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/connection.h"
#include "store/query.h"
#include "store/search_fts.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"

#define BUSY_SHORT_US 300
#define BUSY_LONG_US 3000
#define BUSY_SHORT_TRIES 200
#define BUSY_TRIES 2000 // about 5.5 s in all
// Pages in the WAL at which a commit checkpoints: 4 MiB in the background,
// 6 MiB on a front thread whose background one has gone missing.
#define WAL_PAGES_BACKGROUND 1000
#define WAL_PAGES_FRONT 1500
#define WAL_BYTES (WAL_PAGES_FRONT * (4096 + 24) + 65536)
#define TIDY_MS 30000

// Twice as long as a waiting connection sleeps between its tries.
#define LET_IN_US 600

// The cache is per connection: 1 MiB holds the pages of a busy day, 4 MiB
// those that 200 people of the directory touch.
static const char front_cache[] = "PRAGMA cache_size = -1024";
static const char background_cache[] = "PRAGMA cache_size = -4096";
static const char pragmas[] =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA trusted_schema = OFF;";

enum err
connection_error(struct db *db, int code, const char *what)
{
    const char *detail = db->handle ? sqlite3_errmsg(db->handle) : "";

    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ERR_OK;
    case SQLITE_NOMEM:
        LOGE("store: %s: out of memory", what);
        return ERR_NO_MEMORY;
    case SQLITE_CONSTRAINT:
        LOGW("store: %s: %s", what, detail);
        return ERR_CONFLICT;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        LOGE("store: %s: %s", what, detail);
        return ERR_BUG;
    default:
        log_write(db->role == DB_RESCUE ? LOG_LEVEL_DEBUG : LOG_LEVEL_ERROR,
                  "store: %s: %s (%d)", what, detail, code);
        return ERR_IO;
    }
}

static size_t
statement_slot(const char *sql)
{
    uintptr_t address = (uintptr_t)sql;

    return (size_t)((address >> 3) * UINT64_C(0x9E3779B97F4A7C15) >> 40)
         & (CONNECTION_STATEMENTS - 1);
}

struct sqlite3_stmt *
connection_statement(struct db *db, const char *sql, enum err *err)
{
    size_t slot = statement_slot(sql);
    size_t tried;

    for (tried = 0; tried < CONNECTION_STATEMENTS; tried++) {
        struct connection_statement *entry = &db->statements[slot];
        int code;

        if (entry->sql == sql) {
            return entry->stmt;
        }
        if (!entry->sql) {
            code = sqlite3_prepare_v3(db->handle, sql, -1,
                                      SQLITE_PREPARE_PERSISTENT,
                                      &entry->stmt, NULL);
            if (code != SQLITE_OK) {
                *err = connection_error(db, code, sql);
                return NULL;
            }
            entry->sql = sql;
            return entry->stmt;
        }
        slot = (slot + 1) & (CONNECTION_STATEMENTS - 1);
    }
    LOGE("store: too many different statements");
    *err = ERR_BUG;
    return NULL;
}

// SQLite's own handler sleeps up to 100 ms between tries, long enough for a
// visitor to notice; the transactions we wait for take a few.
static int
wait_busy(void *userdata, int tries)
{
    struct timespec pause = {.tv_nsec = BUSY_SHORT_US * 1000L};

    (void)userdata;
    if (tries >= BUSY_TRIES) {
        return 0;
    }
    if (tries >= BUSY_SHORT_TRIES) {
        pause.tv_nsec = BUSY_LONG_US * 1000L;
    }
    (void)nanosleep(&pause, NULL);
    return 1;
}

static void
checkpoint(struct db *db)
{
    // Busy is fine: another connection is at it, or a reader is behind.
    (void)sqlite3_wal_checkpoint_v2(db->handle, NULL,
                                    SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static int
after_commit(void *userdata, sqlite3 *handle, const char *name, int pages)
{
    struct db *db = userdata;
    int limit = db->role == DB_FRONT ? WAL_PAGES_FRONT : WAL_PAGES_BACKGROUND;

    (void)handle;
    (void)name;
    if (pages >= limit) {
        checkpoint(db);
    }
    return SQLITE_OK;
}

static bool
is_damage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

bool
db_last_damaged(const struct db *db)
{
    return db && is_damage(sqlite3_extended_errcode(db->handle));
}

static int
configure(struct db *db, const char *path)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
              | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    int code = sqlite3_open_v2(path, &db->handle, flags, NULL);

    if (code != SQLITE_OK) {
        return code;
    }
    (void)sqlite3_extended_result_codes(db->handle, 1);
    (void)sqlite3_busy_handler(db->handle, wait_busy, NULL);
    (void)sqlite3_wal_autocheckpoint(db->handle, 0);
    (void)sqlite3_wal_hook(db->handle, after_commit, db);
    code = sqlite3_exec(db->handle, pragmas, NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db->handle,
                            db->role == DB_FRONT ? front_cache
                                                 : background_cache,
                            NULL, NULL, NULL);
    }
    if (code == SQLITE_OK) {
        code = search_fts_register(db->handle);
    }
    if (code != SQLITE_OK) {
        return code;
    }
    // The header is read only now: a file that is something else shows here.
    return sqlite3_exec(db->handle, "SELECT count(*) FROM sqlite_schema",
                        NULL, NULL, NULL);
}

enum err
db_open(const char *path, enum db_role role, struct db **out,
        enum db_health *health)
{
    struct db *db = calloc(1, sizeof(*db));
    enum err err;
    int code;

    *out = NULL;
    if (health) {
        *health = DB_HEALTHY;
    }
    if (!db) {
        return ERR_NO_MEMORY;
    }
    db->role = (int)role;
    code = configure(db, path);
    if (code == SQLITE_OK) {
        *out = db;
        return ERR_OK;
    }
    err = connection_error(db, code, "open");
    if (health && is_damage(code)) {
        *health = DB_DAMAGED;
    }
    db_close(db);
    return err == ERR_OK ? ERR_IO : err;
}

void
db_close(struct db *db)
{
    size_t i;

    if (!db) {
        return;
    }
    for (i = 0; i < CONNECTION_STATEMENTS; i++) {
        (void)sqlite3_finalize(db->statements[i].stmt);
    }
    if (sqlite3_close(db->handle) != SQLITE_OK) {
        LOGE("store: a statement was left open");
        (void)sqlite3_close_v2(db->handle);
    }
    free(db);
}

enum err
db_exec(struct db *db, const char *sql)
{
    int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? ERR_OK : connection_error(db, code, "exec");
}

enum err
db_int(struct db *db, const char *sql, int64_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, db, sql);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

enum err
db_begin(struct db *db)
{
    struct query query;

    assert(!db_in_transaction(db));
    query_begin(&query, db, "BEGIN IMMEDIATE");
    return query_run(&query);
}

enum err
db_end(struct db *db, enum err err)
{
    struct query query;

    if (err == ERR_OK) {
        query_begin(&query, db, "COMMIT");
        err = query_run(&query);
    }
    // Some failures have rolled back already; then there is nothing to do.
    if (err != ERR_OK && db_in_transaction(db)) {
        query_begin(&query, db, "ROLLBACK");
        (void)query_run(&query);
    }
    return err;
}

void
db_let_others_in(void)
{
    const struct timespec pause = {.tv_nsec = LET_IN_US * 1000L};

    (void)nanosleep(&pause, NULL);
}

bool
db_in_transaction(const struct db *db)
{
    return sqlite3_get_autocommit(db->handle) == 0;
}

void
db_extend_wal(struct db *db)
{
    static const char zeros[65536];
    const char *path = sqlite3_filename_wal(
        sqlite3_db_filename(db->handle, "main"));
    struct stat info;
    off_t at;
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    if (fd < 0) {
        return;
    }
    // Zeros behind the frames are no frames: SQLite reads up to the first
    // that does not fit.
    if (fstat(fd, &info) == 0) {
        for (at = info.st_size; at < WAL_BYTES; at += sizeof(zeros)) {
            if (pwrite(fd, zeros, sizeof(zeros), at) < 0) {
                LOGW("store: extend the WAL: %s", strerror(errno));
                break;
            }
        }
        // Begin now what the first commit would wait for.
        (void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
    }
    (void)close(fd);
}

void
db_tidy(struct db *db)
{
    int64_t now = clock_mono_ms();

    if (db->role == DB_BACKGROUND && now - db->last_tidy >= TIDY_MS) {
        db->last_tidy = now;
        checkpoint(db);
        (void)sqlite3_db_release_memory(db->handle);
    }
}

enum err
db_flush(struct db *db)
{
    int code = sqlite3_wal_checkpoint_v2(db->handle, NULL,
                                         SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                         NULL);

    return code == SQLITE_OK ? ERR_OK
                             : connection_error(db, code, "checkpoint");
}

enum err
db_check(struct db *db, bool whole, char *out, size_t size)
{
    struct query query;

    (void)str_copy(out, size, "");
    query_begin(&query, db, whole ? "PRAGMA integrity_check(1)"
                                  : "PRAGMA quick_check(1)");
    if (query_step(&query)) {
        (void)str_copy(out, size, query_get_text(&query, 0, NULL));
    }
    return query_end(&query);
}

enum err
db_copy(struct db *db, const char *path)
{
    struct query query;

    query_begin(&query, db, "VACUUM INTO ?");
    query_text(&query, path);
    return query_run(&query);
}

int64_t
db_changes(const struct db *db)
{
    return sqlite3_changes64(db->handle);
}
