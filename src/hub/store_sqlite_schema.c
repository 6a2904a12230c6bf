// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "util/file.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"

#define SCHEMA_VERSION 5

/*
 * Scopes are '' for all, 's:SITE' and 'k:KIOSK'. A record has one row for
 * each scope that ever saw it: a live one, and for those it left a deleted
 * one (body NULL). A row's seq is its position in the log and its rev: the
 * newest change replaces the older row, so the log is never longer than what
 * it describes.
 */
static const char *const schema_1[] = {
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)"
    " WITHOUT ROWID",
    "CREATE TABLE record(seq INTEGER PRIMARY KEY AUTOINCREMENT,"
    " kind TEXT NOT NULL, id TEXT NOT NULL, scope TEXT NOT NULL, body TEXT,"
    " UNIQUE(kind, id, scope))",
    "CREATE INDEX record_scope ON record(scope, seq)",
    "CREATE TABLE check_sum(scope TEXT NOT NULL, kind TEXT NOT NULL,"
    " count INTEGER NOT NULL, hash BLOB NOT NULL,"
    " PRIMARY KEY(scope, kind)) WITHOUT ROWID",
    "CREATE TABLE kiosk(id TEXT PRIMARY KEY, site TEXT NOT NULL,"
    " name TEXT NOT NULL, sign INTEGER NOT NULL, state INTEGER NOT NULL,"
    " key BLOB NOT NULL, model TEXT NOT NULL, version TEXT NOT NULL,"
    " enrolled_at INTEGER NOT NULL, revoked_at INTEGER NOT NULL,"
    " heard_at INTEGER NOT NULL, heartbeat INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE old_key(kiosk TEXT NOT NULL, key BLOB NOT NULL,"
    " PRIMARY KEY(kiosk, key)) WITHOUT ROWID",
    "CREATE TABLE code(hash BLOB PRIMARY KEY, site TEXT NOT NULL,"
    " name TEXT NOT NULL, replaces TEXT NOT NULL,"
    " expires_at INTEGER NOT NULL, used INTEGER NOT NULL,"
    " key BLOB NOT NULL, kiosk TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE heartbeat(kiosk TEXT NOT NULL, n INTEGER NOT NULL,"
    " at INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY(kiosk, n))"
    " WITHOUT ROWID",
    "CREATE TABLE epoch(row INTEGER PRIMARY KEY, kiosk TEXT NOT NULL,"
    " uuid TEXT NOT NULL, frozen INTEGER NOT NULL, durable INTEGER NOT NULL,"
    " last_seq INTEGER NOT NULL, UNIQUE(kiosk, uuid))",
    "CREATE INDEX epoch_uuid ON epoch(uuid)",
    "CREATE TABLE event(epoch INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " status INTEGER NOT NULL, code TEXT, hash BLOB NOT NULL,"
    " type TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL,"
    " dated_at INTEGER NOT NULL, received_at INTEGER NOT NULL, boot INTEGER,"
    " origin_epoch TEXT, origin_seq INTEGER, raw TEXT,"
    " PRIMARY KEY(epoch, seq)) WITHOUT ROWID",
    "CREATE INDEX event_held ON event(subject) WHERE status = 2",
    "CREATE INDEX event_origin ON event(origin_epoch, origin_seq)"
    " WHERE origin_epoch IS NOT NULL",
    "CREATE INDEX event_boot ON event(boot) WHERE boot IS NOT NULL",
    "CREATE TABLE block(kiosk TEXT NOT NULL, epoch INTEGER NOT NULL,"
    " seq INTEGER NOT NULL, subject TEXT NOT NULL,"
    " PRIMARY KEY(kiosk, epoch, seq)) WITHOUT ROWID",
    "CREATE INDEX block_subject ON block(kiosk, subject)",
    "CREATE TABLE boot(row INTEGER PRIMARY KEY, kiosk TEXT NOT NULL,"
    " uuid TEXT NOT NULL, base INTEGER, hub_base INTEGER,"
    " UNIQUE(kiosk, uuid))",
    "CREATE TABLE visit(row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " kiosk TEXT NOT NULL, service TEXT NOT NULL, identity TEXT NOT NULL,"
    " talent TEXT NOT NULL, at INTEGER NOT NULL,"
    " received_at INTEGER NOT NULL, boot INTEGER, ended_at INTEGER NOT NULL,"
    " reason TEXT NOT NULL)",
    "CREATE INDEX visit_boot ON visit(boot) WHERE boot IS NOT NULL",
    "CREATE TABLE ticket(row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " kiosk TEXT NOT NULL, site TEXT NOT NULL, visit TEXT NOT NULL,"
    " number TEXT NOT NULL, service TEXT NOT NULL, class TEXT NOT NULL,"
    " day TEXT NOT NULL, state TEXT NOT NULL, window TEXT NOT NULL,"
    " slip TEXT NOT NULL, issued_at INTEGER NOT NULL,"
    " called_at INTEGER NOT NULL, received_at INTEGER NOT NULL,"
    " boot INTEGER, called_boot INTEGER)",
    "CREATE INDEX ticket_boot ON ticket(boot) WHERE boot IS NOT NULL",
    "CREATE INDEX ticket_called_boot ON ticket(called_boot)"
    " WHERE called_boot IS NOT NULL",
    "CREATE TABLE alarm(row INTEGER PRIMARY KEY, kiosk TEXT NOT NULL,"
    " code TEXT NOT NULL, detail TEXT NOT NULL, at INTEGER NOT NULL,"
    " UNIQUE(kiosk, code, detail))",
    NULL,
};

/*
 * What was done to each record of the catalogue, and what is planned for it.
 * A record that is there already begins with the version it has.
 */
static const char *const schema_2[] = {
    "CREATE TABLE version(row INTEGER PRIMARY KEY, kind TEXT NOT NULL,"
    " id TEXT NOT NULL, n INTEGER NOT NULL, rev INTEGER NOT NULL,"
    " at INTEGER NOT NULL, author TEXT NOT NULL, source TEXT NOT NULL,"
    " action TEXT NOT NULL, owner TEXT NOT NULL, body TEXT,"
    " UNIQUE(kind, id, n))",
    "CREATE TABLE plan(kind TEXT NOT NULL, id TEXT NOT NULL,"
    " at INTEGER NOT NULL, PRIMARY KEY(kind, id)) WITHOUT ROWID",
    "CREATE INDEX plan_at ON plan(at)",
    "INSERT INTO version(kind, id, n, rev, at, author, source, action, owner,"
    " body) SELECT kind, id, 1, seq, 0, '', '', 'found', substr(scope, 3),"
    " body FROM record WHERE body IS NOT NULL AND kind IN ('site', 'topic',"
    " 'policy', 'entry', 'service', 'form', 'rule', 'activity',"
    " 'department', 'slot', 'notice', 'setting') ORDER BY seq",
    NULL,
};

/* Forms that were handed in; how far they are is in the records `case`. */
static const char *const schema_3[] = {
    "CREATE TABLE submission(row INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE, kiosk TEXT NOT NULL, site TEXT NOT NULL,"
    " form TEXT NOT NULL, rev INTEGER NOT NULL, service TEXT NOT NULL,"
    " visit TEXT NOT NULL, seal TEXT NOT NULL, answers TEXT NOT NULL,"
    " submitted_at INTEGER NOT NULL, received_at INTEGER NOT NULL,"
    " attention TEXT NOT NULL, field TEXT NOT NULL)",
    "CREATE INDEX submission_site ON submission(site, row)",
    NULL,
};

/* Ends are planned, too: what has one is looked at, and planned aright. */
static const char *const schema_4[] = {
    "INSERT OR IGNORE INTO plan(kind, id, at) SELECT kind, id, 1 FROM record"
    " WHERE body LIKE '%\"effective_to\"%' AND kind IN ('site', 'topic',"
    " 'policy', 'entry', 'service', 'form', 'rule', 'activity',"
    " 'department', 'slot', 'notice', 'setting')",
    NULL,
};

/*
 * When cases were closed; `body` once their record is a deleted one. Those
 * that are closed already are looked at, and dated aright.
 */
static const char *const schema_5[] = {
    "CREATE TABLE closed(id TEXT PRIMARY KEY, at INTEGER NOT NULL,"
    " body TEXT) WITHOUT ROWID",
    "CREATE INDEX closed_at ON closed(at) WHERE body IS NULL",
    "INSERT OR IGNORE INTO closed(id, at) SELECT id, 1 FROM record WHERE kind = 'case'"
    " AND body LIKE '%\"state\":\"closed\"%'",
    NULL,
};

static const char *const *const steps[SCHEMA_VERSION] = {
    schema_1, schema_2, schema_3, schema_4, schema_5};

// the one place that runs text which is not a prepared statement
static enum err
exec(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK)
        return ERR_OK;
    LOGE("store: %.40s…: %s", sql, message != NULL ? message : "failed");
    sqlite3_free(message);
    return ERR_IO;
}

static enum err
read_int(sqlite3 *db, const char *sql, int64_t *out)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int64(stmt, 0);
    else
        LOGE("store: %s: %s", sql, sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    return rc == SQLITE_ROW ? ERR_OK : ERR_IO;
}

static enum err
quick_check(sqlite3 *db)
{
    sqlite3_stmt *stmt = NULL;
    bool good = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &stmt,
                                   NULL) == SQLITE_OK &&
                sqlite3_step(stmt) == SQLITE_ROW &&
                str_equal(sql_text(stmt, 0), "ok");
    sqlite3_finalize(stmt);
    if (!good)
        LOGE("store: the database is damaged: restore the last copy");
    return good ? ERR_OK : ERR_IO;
}

static enum err
copy_before(sqlite3 *db, const char *path, int64_t version)
{
    char target[FILE_PATH_SIZE];
    if (!str_format(target, sizeof(target), "%s.before-%d", path,
                    (int)version + 1))
        return ERR_INVALID;
    enum err err = file_remove(target);
    if (err != ERR_OK)
        return err;
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db, "VACUUM INTO ?1", -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_text(stmt, 1, target, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    if (rc != SQLITE_DONE)
        LOGE("store: copy before migration: %s", sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    return rc == SQLITE_DONE ? ERR_OK : ERR_IO;
}

static enum err
run_step(sqlite3 *db, int64_t from)
{
    for (const char *const *sql = steps[from]; *sql != NULL; sql++) {
        enum err err = exec(db, *sql);
        if (err != ERR_OK)
            return err;
    }
    char sql[64];
    if (!str_format(sql, sizeof(sql), "PRAGMA user_version = %d",
                    (int)from + 1))
        return ERR_BUG;
    return exec(db, sql);
}

static enum err
migrate_once(sqlite3 *db, int64_t from)
{
    enum err err = exec(db, "BEGIN IMMEDIATE");
    if (err != ERR_OK)
        return err;
    // another process may have been first
    int64_t now = from;
    err = read_int(db, "PRAGMA user_version", &now);
    if (err == ERR_OK && now == from)
        err = run_step(db, from);
    if (err == ERR_OK)
        return exec(db, "COMMIT");
    exec(db, "ROLLBACK");
    return err;
}

enum err
sqlite_migrate(sqlite3 *db, const char *path)
{
    int64_t version = 0;
    enum err err = exec(db, "PRAGMA journal_mode = WAL");
    if (err == ERR_OK)
        err = exec(db, "PRAGMA synchronous = FULL");
    if (err == ERR_OK)
        err = exec(db, "PRAGMA wal_autocheckpoint = 4000");
    if (err == ERR_OK)
        err = exec(db, "PRAGMA cache_size = -8000");
    if (err == ERR_OK)
        err = read_int(db, "PRAGMA user_version", &version);
    if (err == ERR_OK && version > SCHEMA_VERSION) {
        LOGE("store: made by a newer program: install that one");
        return ERR_INVALID;
    }
    if (err == ERR_OK && version > 0)
        err = quick_check(db);
    if (err == ERR_OK && version > 0 && version < SCHEMA_VERSION)
        err = copy_before(db, path, version);
    while (err == ERR_OK && version < SCHEMA_VERSION) {
        err = migrate_once(db, version);
        version++;
    }
    return err;
}
