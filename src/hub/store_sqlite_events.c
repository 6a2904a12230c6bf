// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include <string.h>

#include "util/str.h"

static enum err
epoch_get(struct hub_store *base, const char *kiosk, const char *uuid,
          struct hub_epoch *out)
{
    struct sqlite_store *store = sqlite_of(base);
    memset(out, 0, sizeof(*out));
    sqlite3_stmt *stmt =
        sql_get(store, SQL_EPOCH_GET,
                "SELECT row, frozen, durable, last_seq FROM epoch"
                " WHERE kiosk = ?1 AND uuid = ?2");
    enum err err = sql_find(store, stmt, "tt", kiosk, uuid);
    if (err != ERR_OK)
        return err;
    str_copy(out->kiosk, sizeof(out->kiosk), kiosk);
    str_copy(out->uuid, sizeof(out->uuid), uuid);
    out->row = sqlite3_column_int64(stmt, 0);
    out->frozen = sqlite3_column_int(stmt, 1) != 0;
    out->durable = sqlite3_column_int64(stmt, 2);
    out->last_seq = sqlite3_column_int64(stmt, 3);
    sql_reset(stmt);
    return ERR_OK;
}

static enum err
epoch_put(struct hub_store *base, struct hub_epoch *epoch)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt;
    if (epoch->row != 0) {
        stmt = sql_get(store, SQL_EPOCH_UPDATE,
                       "UPDATE epoch SET frozen = ?2, durable = ?3,"
                       " last_seq = ?4 WHERE row = ?1");
        enum err err =
            sql_bind(stmt, "iiii", epoch->row, (int64_t)epoch->frozen,
                     epoch->durable, epoch->last_seq);
        return err == ERR_OK ? sql_run(store, stmt) : err;
    }
    stmt = sql_get(store, SQL_EPOCH_INSERT,
                   "INSERT INTO epoch(kiosk, uuid, frozen, durable, last_seq)"
                   " VALUES (?1, ?2, ?3, ?4, ?5)");
    enum err err = sql_put(store, stmt, "ttiii", epoch->kiosk, epoch->uuid,
                           (int64_t)epoch->frozen, epoch->durable,
                           epoch->last_seq);
    if (err == ERR_OK)
        epoch->row = sqlite3_last_insert_rowid(store->db);
    return err;
}

static enum err
event_get(struct hub_store *base, int64_t epoch, int64_t seq,
          struct hub_event *out, char code_out[HUB_CODE_SIZE])
{
    struct sqlite_store *store = sqlite_of(base);
    memset(out, 0, sizeof(*out));
    code_out[0] = '\0';
    sqlite3_stmt *stmt = sql_get(store, SQL_EVENT_GET,
                                 "SELECT status, code, hash FROM event"
                                 " WHERE epoch = ?1 AND seq = ?2");
    enum err err = sql_find(store, stmt, "ii", epoch, seq);
    if (err != ERR_OK)
        return err;
    out->epoch = epoch;
    out->seq = seq;
    out->status = (enum hub_status)sqlite3_column_int(stmt, 0);
    if (sqlite3_column_type(stmt, 1) != SQLITE_NULL) {
        str_copy(code_out, HUB_CODE_SIZE, sql_text(stmt, 1));
        out->code = code_out;
    }
    sql_key(stmt, 2, out->hash);
    sql_reset(stmt);
    return ERR_OK;
}

static enum err
origin_run(struct sqlite_store *store, sqlite3_stmt *stmt, const char *uuid,
           int64_t seq, const uint8_t hash[32])
{
    enum err err = sql_find(store, stmt, "tik", uuid, seq, hash);
    if (err == ERR_OK)
        sql_reset(stmt);
    return err;
}

static enum err
origin_find(struct hub_store *base, const char *uuid, int64_t seq,
            const uint8_t hash[32], bool *out)
{
    struct sqlite_store *store = sqlite_of(base);
    // an epoch is a UUID, so whichever kiosk it was, it is the same record
    sqlite3_stmt *stmt =
        sql_get(store, SQL_ORIGIN_FIRST,
                "SELECT 1 FROM epoch p JOIN event e ON e.epoch = p.row"
                " WHERE p.uuid = ?1 AND e.seq = ?2 AND e.hash = ?3"
                " AND e.status <> 3");
    enum err err = origin_run(store, stmt, uuid, seq, hash);
    if (err == ERR_NOT_FOUND) {
        stmt = sql_get(store, SQL_ORIGIN_LATER,
                       "SELECT 1 FROM event WHERE origin_epoch = ?1"
                       " AND origin_seq = ?2 AND hash = ?3"
                       " AND status <> 3");
        err = origin_run(store, stmt, uuid, seq, hash);
    }
    *out = err == ERR_OK;
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
event_put(struct hub_store *base, const struct hub_event *event)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_EVENT_INSERT,
                "INSERT OR REPLACE INTO event(epoch, seq, status, code, hash,"
                " type, subject, at, dated_at, received_at, boot,"
                " origin_epoch, origin_seq, raw) VALUES (?1, ?2, ?3, ?4, ?5,"
                " ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
    return sql_put(store, stmt, "iiitkttiiiztzn", event->epoch, event->seq,
                   (int64_t)event->status, event->code, event->hash,
                   event->type, event->subject, event->at, event->dated_at,
                   event->received_at, event->boot, event->origin_epoch,
                   event->origin_seq, event->raw, event->raw_len);
}

static enum err
event_settle(struct hub_store *base, const struct hub_event *event)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt = sql_get(store, SQL_EVENT_SETTLE,
                                 "UPDATE event SET status = ?3, code = ?4"
                                 " WHERE epoch = ?1 AND seq = ?2");
    return sql_put(store, stmt, "iiit", event->epoch, event->seq,
                   (int64_t)event->status, event->code);
}

static enum err
held_next(struct hub_store *base, const char *kiosk, const char *subject,
          struct hub_event *out, struct buf *raw)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_HELD_NEXT,
                "SELECT e.epoch, e.seq, e.dated_at, e.boot, e.received_at,"
                " e.raw FROM event e JOIN epoch p ON p.row = e.epoch"
                " WHERE e.status = 2 AND e.subject = ?2 AND p.kiosk = ?1"
                " AND (e.epoch, e.seq) > (?3, ?4)"
                " ORDER BY e.epoch, e.seq LIMIT 1");
    enum err err = sql_find(store, stmt, "ttii", kiosk, subject, out->epoch,
                            out->seq);
    if (err != ERR_OK)
        return err;
    *out = (struct hub_event){
        .epoch = sqlite3_column_int64(stmt, 0),
        .seq = sqlite3_column_int64(stmt, 1),
        .status = HUB_HELD,
        .dated_at = sqlite3_column_int64(stmt, 2),
        .boot = sqlite3_column_int64(stmt, 3),
        .received_at = sqlite3_column_int64(stmt, 4),
    };
    bool added = buf_add_str(raw, sql_text(stmt, 5));
    sql_reset(stmt);
    return added ? ERR_OK : ERR_NO_MEMORY;
}

static enum err
held_unknown_next(struct hub_store *base, char kiosk[HUB_ID_SIZE],
                  char subject[HUB_ID_SIZE])
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_HELD_UNKNOWN,
                "SELECT p.kiosk, e.subject FROM event e JOIN epoch p"
                " ON p.row = e.epoch WHERE e.status = 2"
                " AND e.code IN ('unknown_type', 'unknown_version')"
                " AND (p.kiosk, e.subject) > (?1, ?2)"
                " ORDER BY p.kiosk, e.subject LIMIT 1");
    enum err err = sql_find(store, stmt, "tt", kiosk, subject);
    if (err != ERR_OK)
        return err;
    char found[HUB_ID_SIZE];
    str_copy(found, sizeof(found), sql_text(stmt, 0));
    str_copy(subject, HUB_ID_SIZE, sql_text(stmt, 1));
    sql_reset(stmt);
    str_copy(kiosk, HUB_ID_SIZE, found);
    return ERR_OK;
}

static enum err
blocks_count(struct hub_store *base, const char *kiosk, const char *subject,
             int64_t *out)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_BLOCK_COUNT,
                "SELECT count(*) FROM block"
                " WHERE kiosk = ?1 AND (?2 IS NULL OR subject = ?2)");
    enum err err = sql_find(store, stmt, "tt", kiosk, subject);
    if (err != ERR_OK)
        return err;
    *out = sqlite3_column_int64(stmt, 0);
    sql_reset(stmt);
    return ERR_OK;
}

static enum err
block_put(struct hub_store *base, const char *kiosk, const char *subject,
          int64_t epoch, int64_t seq)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_BLOCK_PUT,
                "INSERT OR REPLACE INTO block(kiosk, epoch, seq, subject)"
                " VALUES (?1, ?2, ?3, ?4)");
    return sql_put(store, stmt, "tiit", kiosk, epoch, seq, subject);
}

static enum err
block_del(struct hub_store *base, const char *kiosk, int64_t epoch, int64_t seq)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_BLOCK_DEL,
                "DELETE FROM block"
                " WHERE kiosk = ?1 AND epoch = ?2 AND seq = ?3");
    enum err err = sql_put(store, stmt, "tii", kiosk, epoch, seq);
    if (err == ERR_OK && sqlite3_changes(store->db) == 0)
        err = ERR_NOT_FOUND;
    return err;
}

static enum err
blocks_del(struct hub_store *base, const char *kiosk, const char *subject)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_BLOCKS_DEL,
                "DELETE FROM block WHERE kiosk = ?1 AND subject = ?2");
    return sql_put(store, stmt, "tt", kiosk, subject);
}

void
sqlite_fill_events(struct hub_store_ops *ops)
{
    ops->epoch_get = epoch_get;
    ops->epoch_put = epoch_put;
    ops->event_get = event_get;
    ops->origin_find = origin_find;
    ops->event_put = event_put;
    ops->event_settle = event_settle;
    ops->held_next = held_next;
    ops->held_unknown_next = held_unknown_next;
    ops->blocks_count = blocks_count;
    ops->block_put = block_put;
    ops->block_del = block_del;
    ops->blocks_del = blocks_del;
}
