// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include <string.h>

#include "util/hash.h"
#include "util/str.h"

// a day of heartbeats a minute, and some
#define HEARTBEATS_KEPT 2000

// An epoch stays frozen for ever; its kiosk is in trouble until it is
// enrolled again, which gives it a new one.
#define KIOSK_COLUMNS                                                          \
    "k.id, k.site, k.name, k.sign, k.state, k.key, k.model, k.version,"        \
    " k.enrolled_at, k.revoked_at, k.heard_at, k.heartbeat,"                   \
    " EXISTS (SELECT 1 FROM epoch e JOIN alarm a ON a.kiosk = e.kiosk"         \
    " AND a.code = 'fork' AND a.detail = e.uuid"                               \
    " WHERE e.kiosk = k.id AND e.frozen AND a.at >= k.enrolled_at)"

static enum err
code_put(struct hub_store *base, const struct hub_code *code)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_CODE_PUT,
                "INSERT OR REPLACE INTO code(hash, site, name, replaces,"
                " expires_at, used, key, kiosk)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    return sql_put(store, stmt, "ktttiikt", code->hash, code->site, code->name,
                   code->replace, code->expires_at, (int64_t)code->used,
                   code->key, code->kiosk);
}

static enum err
code_get(struct hub_store *base, const uint8_t hash[32], struct hub_code *out)
{
    struct sqlite_store *store = sqlite_of(base);
    memset(out, 0, sizeof(*out));
    sqlite3_stmt *stmt =
        sql_get(store, SQL_CODE_GET,
                "SELECT site, name, replaces, expires_at, used, key, kiosk"
                " FROM code WHERE hash = ?1");
    enum err err = sql_find(store, stmt, "k", hash);
    if (err != ERR_OK)
        return err;
    memcpy(out->hash, hash, sizeof(out->hash));
    str_copy(out->site, sizeof(out->site), sql_text(stmt, 0));
    str_copy(out->name, sizeof(out->name), sql_text(stmt, 1));
    str_copy(out->replace, sizeof(out->replace), sql_text(stmt, 2));
    out->expires_at = sqlite3_column_int64(stmt, 3);
    out->used = sqlite3_column_int(stmt, 4) != 0;
    sql_key(stmt, 5, out->key);
    str_copy(out->kiosk, sizeof(out->kiosk), sql_text(stmt, 6));
    sql_reset(stmt);
    return ERR_OK;
}

static void
kiosk_read(sqlite3_stmt *stmt, struct hub_kiosk *out)
{
    memset(out, 0, sizeof(*out));
    str_copy(out->id, sizeof(out->id), sql_text(stmt, 0));
    str_copy(out->site, sizeof(out->site), sql_text(stmt, 1));
    str_copy(out->name, sizeof(out->name), sql_text(stmt, 2));
    out->sign = sqlite3_column_int(stmt, 3);
    out->state = (enum hub_kiosk_state)sqlite3_column_int(stmt, 4);
    sql_key(stmt, 5, out->key);
    str_copy(out->model, sizeof(out->model), sql_text(stmt, 6));
    str_copy(out->version, sizeof(out->version), sql_text(stmt, 7));
    out->enrolled_at = sqlite3_column_int64(stmt, 8);
    out->revoked_at = sqlite3_column_int64(stmt, 9);
    out->heard_at = sqlite3_column_int64(stmt, 10);
    out->heartbeat = sqlite3_column_int64(stmt, 11);
    out->frozen = sqlite3_column_int(stmt, 12) != 0;
}

static enum err
kiosk_get(struct hub_store *base, const char *id, struct hub_kiosk *out)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_KIOSK_GET,
                "SELECT " KIOSK_COLUMNS " FROM kiosk k WHERE k.id = ?1");
    enum err err = sql_find(store, stmt, "t", id);
    if (err != ERR_OK)
        return err;
    kiosk_read(stmt, out);
    sql_reset(stmt);
    return ERR_OK;
}

static enum err
old_key_keep(struct sqlite_store *store, const struct hub_kiosk *kiosk)
{
    struct hub_kiosk was;
    enum err err = kiosk_get(&store->base, kiosk->id, &was);
    if (err == ERR_NOT_FOUND)
        return ERR_OK;
    if (err != ERR_OK || hash_equal(was.key, kiosk->key, sizeof(was.key)))
        return err;
    sqlite3_stmt *stmt =
        sql_get(store, SQL_OLD_KEY_PUT,
                "INSERT OR IGNORE INTO old_key(kiosk, key) VALUES (?1, ?2)");
    return sql_put(store, stmt, "tk", kiosk->id, was.key);
}

static enum err
kiosk_put(struct hub_store *base, const struct hub_kiosk *kiosk)
{
    struct sqlite_store *store = sqlite_of(base);
    bool own;
    enum err err = sql_enter(store, &own);
    if (err != ERR_OK)
        return err;
    err = old_key_keep(store, kiosk);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_KIOSK_PUT,
                "INSERT OR REPLACE INTO kiosk(id, site, name, sign, state,"
                " key, model, version, enrolled_at, revoked_at, heard_at,"
                " heartbeat) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
                " ?10, ?11, ?12)");
    if (err == ERR_OK)
        err = sql_put(store, stmt, "tttiikttiiii", kiosk->id, kiosk->site,
                      kiosk->name, (int64_t)kiosk->sign,
                      (int64_t)kiosk->state, kiosk->key, kiosk->model,
                      kiosk->version, kiosk->enrolled_at, kiosk->revoked_at,
                      kiosk->heard_at, kiosk->heartbeat);
    return sql_leave(store, own, err);
}

static enum err
kiosk_each(struct hub_store *base, const char *site, hub_kiosk_fn *fn,
           void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_KIOSK_LIST,
                "SELECT " KIOSK_COLUMNS " FROM kiosk k"
                " WHERE ?1 IS NULL OR k.site = ?1 ORDER BY k.id");
    enum err err = sql_bind(stmt, "t", site);
    if (err != ERR_OK)
        return err;
    while ((err = sql_row(store, stmt)) == ERR_OK) {
        struct hub_kiosk kiosk;
        kiosk_read(stmt, &kiosk);
        err = fn(&kiosk, userdata);
        if (err != ERR_OK) {
            sql_reset(stmt);
            return err;
        }
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
old_key_each(struct hub_store *base, const char *id, hub_kiosk_fn *fn,
             void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    struct hub_kiosk kiosk;
    enum err err = kiosk_get(base, id, &kiosk);
    if (err != ERR_OK)
        return err;
    sqlite3_stmt *stmt = sql_get(store, SQL_OLD_KEY_LIST,
                                 "SELECT key FROM old_key WHERE kiosk = ?1");
    err = sql_bind(stmt, "t", id);
    if (err != ERR_OK)
        return err;
    while ((err = sql_row(store, stmt)) == ERR_OK) {
        sql_key(stmt, 0, kiosk.key);
        err = fn(&kiosk, userdata);
        if (err != ERR_OK) {
            sql_reset(stmt);
            return err;
        }
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
heartbeat_rows(struct sqlite_store *store, const char *kiosk, int64_t n,
               int64_t at, const char *body)
{
    sqlite3_stmt *stmt =
        sql_get(store, SQL_HEARTBEAT_PUT,
                "INSERT OR IGNORE INTO heartbeat(kiosk, n, at, body)"
                " VALUES (?1, ?2, ?3, ?4)");
    enum err err = sql_put(store, stmt, "tiit", kiosk, n, at, body);
    if (err != ERR_OK)
        return err;
    stmt = sql_get(store, SQL_HEARTBEAT_PRUNE,
                   "DELETE FROM heartbeat WHERE kiosk = ?1 AND n <= ?2");
    return sql_put(store, stmt, "ti", kiosk, n - HEARTBEATS_KEPT);
}

static enum err
heartbeat_newest(struct sqlite_store *store, const char *kiosk, int64_t n,
                 int64_t at)
{
    sqlite3_stmt *stmt =
        sql_get(store, SQL_HEARTBEAT_KIOSK,
                "UPDATE kiosk SET heartbeat = ?2, heard_at = ?3"
                " WHERE id = ?1 AND heartbeat < ?2");
    enum err err = sql_put(store, stmt, "tii", kiosk, n, at);
    if (err == ERR_OK && sqlite3_changes(store->db) == 0)
        err = ERR_CONFLICT;
    return err;
}

static enum err
heartbeat_put(struct hub_store *base, const char *kiosk, int64_t n, int64_t at,
              const char *body, bool newest)
{
    struct sqlite_store *store = sqlite_of(base);
    bool own;
    enum err err = sql_enter(store, &own);
    if (err != ERR_OK)
        return err;
    if (newest)
        err = heartbeat_newest(store, kiosk, n, at);
    if (err == ERR_OK)
        err = heartbeat_rows(store, kiosk, n, at, body);
    return sql_leave(store, own, err);
}

void
sqlite_fill_kiosks(struct hub_store_ops *ops)
{
    ops->code_put = code_put;
    ops->code_get = code_get;
    ops->kiosk_get = kiosk_get;
    ops->kiosk_put = kiosk_put;
    ops->kiosk_each = kiosk_each;
    ops->old_key_each = old_key_each;
    ops->heartbeat_put = heartbeat_put;
}
