// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include <string.h>

#include "util/buf.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/change.h"

#define SCOPE_SIZE (HUB_ID_SIZE + 2)

/** A row of a record as it stood before a change. */
struct row {
    int64_t seq;
    char scope[SCOPE_SIZE];
    bool same; // the body is the new one
};

static bool
scope_text(char out[SCOPE_SIZE], enum hub_scope scope, const char *owner)
{
    switch (scope) {
    case HUB_SCOPE_ALL:
        out[0] = '\0';
        return true;
    case HUB_SCOPE_SITE:
        return id_valid(owner) && str_format(out, SCOPE_SIZE, "s:%s", owner);
    case HUB_SCOPE_KIOSK:
        return id_valid(owner) && str_format(out, SCOPE_SIZE, "k:%s", owner);
    }
    return false;
}

static void
scope_parse(const char *text, struct hub_record *out)
{
    out->scope = HUB_SCOPE_ALL;
    out->owner = "";
    if (text[0] != '\0') {
        out->scope = text[0] == 's' ? HUB_SCOPE_SITE : HUB_SCOPE_KIOSK;
        out->owner = text + 2;
    }
}

static enum err
check_load(struct sqlite_store *store, const char *scope, struct check *out)
{
    sqlite3_stmt *stmt = sql_get(store, SQL_CHECK_GET,
                                 "SELECT count, hash FROM check_sum"
                                 " WHERE scope = ?1 AND kind = ?2");
    enum err err = sql_find(store, stmt, "tt", scope, out->kind);
    if (err != ERR_OK)
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    out->count = sqlite3_column_int64(stmt, 0);
    sql_key(stmt, 1, out->hash);
    sql_reset(stmt);
    return ERR_OK;
}

/** Takes position `gone` out of a scope's check and puts `come` in; 0 none. */
static enum err
check_move(struct sqlite_store *store, const char *scope, const char *kind,
           const char *id, int64_t gone, int64_t come)
{
    struct check check = {0};
    if (!str_copy(check.kind, sizeof(check.kind), kind))
        return ERR_INVALID;
    enum err err = check_load(store, scope, &check);
    if (err != ERR_OK)
        return err;
    if (gone != 0)
        check_toggle(&check, id, gone);
    if (come != 0)
        check_toggle(&check, id, come);
    check.count += (come != 0) - (gone != 0);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_CHECK_PUT,
                "INSERT OR REPLACE INTO check_sum(scope, kind, count, hash)"
                " VALUES (?1, ?2, ?3, ?4)");
    return sql_put(store, stmt, "ttik", scope, kind, check.count, check.hash);
}

/** The live row of a record. */
static enum err
row_find(struct sqlite_store *store, const char *kind, const char *id,
         const char *body, struct row *out)
{
    memset(out, 0, sizeof(*out));
    sqlite3_stmt *stmt =
        sql_get(store, SQL_RECORD_FIND,
                "SELECT seq, scope, body IS ?3 FROM record"
                " WHERE kind = ?1 AND id = ?2 AND body IS NOT NULL");
    enum err err = sql_find(store, stmt, "ttt", kind, id, body);
    if (err != ERR_OK)
        return err;
    out->seq = sqlite3_column_int64(stmt, 0);
    out->same = sqlite3_column_int(stmt, 2) != 0;
    bool fits = str_copy(out->scope, sizeof(out->scope), sql_text(stmt, 1));
    sql_reset(stmt);
    return fits ? ERR_OK : ERR_IO;
}

/** A new row in place of the scope's older one; `body` NULL deletes. */
static enum err
row_write(struct sqlite_store *store, const char *kind, const char *id,
          const char *scope, const char *body)
{
    sqlite3_stmt *stmt =
        sql_get(store, SQL_RECORD_INSERT,
                "INSERT OR REPLACE INTO record(kind, id, scope, body)"
                " VALUES (?1, ?2, ?3, ?4)");
    return sql_put(store, stmt, "tttt", kind, id, scope, body);
}

static enum err
row_delete(struct sqlite_store *store, const char *kind, const char *id,
           const struct row *was)
{
    enum err err = row_write(store, kind, id, was->scope, NULL);
    if (err != ERR_OK)
        return err;
    return check_move(store, was->scope, kind, id, was->seq, 0);
}

static enum err
put_inside(struct sqlite_store *store, const char *kind, const char *id,
           const char *scope, const char *body)
{
    struct row was;
    enum err err = row_find(store, kind, id, body, &was);
    if (err != ERR_OK && err != ERR_NOT_FOUND)
        return err;
    bool there = err == ERR_OK;
    bool stays = there && str_equal(was.scope, scope);
    if (stays && was.same)
        return ERR_OK;
    err = ERR_OK;
    if (there && !stays)
        err = row_delete(store, kind, id, &was);
    if (err == ERR_OK)
        err = row_write(store, kind, id, scope, body);
    if (err != ERR_OK)
        return err;
    int64_t seq = sqlite3_last_insert_rowid(store->db);
    return check_move(store, scope, kind, id, stays ? was.seq : 0, seq);
}

/** A site's body with the number of its live kiosks. */
static enum err
site_body(struct sqlite_store *store, const char *id, const char *body,
          struct buf *out)
{
    sqlite3_stmt *stmt =
        sql_get(store, SQL_RECORD_SITE_BODY,
                "SELECT json_set(?1, '$.kiosks', (SELECT count(*) FROM kiosk"
                " WHERE site = ?2 AND state = 0))");
    enum err err = sql_find(store, stmt, "tt", body, id);
    if (err != ERR_OK)
        return err == ERR_IO ? ERR_INVALID : err;
    return sql_take_text(stmt, out);
}

static bool
record_valid(const struct hub_record *record, char scope[SCOPE_SIZE])
{
    return id_valid(record->kind) && strlen(record->kind) < CHANGE_KIND_SIZE &&
           id_valid(record->id) && record->body != NULL &&
           record->body[0] == '{' && strlen(record->body) <= HUB_RECORD_MAX &&
           scope_text(scope, record->scope, record->owner);
}

static enum err
record_put(struct hub_store *base, const struct hub_record *record)
{
    struct sqlite_store *store = sqlite_of(base);
    char scope[SCOPE_SIZE];
    if (!record_valid(record, scope)) {
        LOGE("store: a record is not acceptable");
        return ERR_INVALID;
    }
    bool own;
    enum err err = sql_enter(store, &own);
    if (err != ERR_OK)
        return err;
    if (str_equal(record->kind, "site")) {
        struct buf body;
        buf_init(&body, HUB_RECORD_MAX);
        err = site_body(store, record->id, record->body, &body);
        if (err == ERR_OK)
            err = put_inside(store, record->kind, record->id, scope,
                             buf_text(&body));
        buf_clear(&body);
    } else {
        err = put_inside(store, record->kind, record->id, scope, record->body);
    }
    return sql_leave(store, own, err);
}

static enum err
record_del(struct hub_store *base, const char *kind, const char *id)
{
    struct sqlite_store *store = sqlite_of(base);
    struct row was;
    bool own;
    enum err err = sql_enter(store, &own);
    if (err != ERR_OK)
        return err;
    err = row_find(store, kind, id, NULL, &was);
    if (err == ERR_OK)
        err = row_delete(store, kind, id, &was);
    return sql_leave(store, own, err);
}

static enum err
record_get(struct hub_store *base, const char *kind, const char *id,
           struct buf *out)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_RECORD_GET,
                "SELECT body FROM record WHERE kind = ?1 AND id = ?2"
                " AND body IS NOT NULL");
    enum err err = sql_find(store, stmt, "tt", kind, id);
    if (err != ERR_OK)
        return err;
    return sql_take_text(stmt, out);
}

static enum err
record_place(struct hub_store *base, const char *kind, const char *id,
             struct hub_record_place *out)
{
    struct sqlite_store *store = sqlite_of(base);
    memset(out, 0, sizeof(*out));
    sqlite3_stmt *stmt =
        sql_get(store, SQL_RECORD_PLACE,
                "SELECT seq, substr(scope, 3) FROM record"
                " WHERE kind = ?1 AND id = ?2 AND body IS NOT NULL");
    enum err err = sql_find(store, stmt, "tt", kind, id);
    if (err != ERR_OK)
        return err;
    out->rev = sqlite3_column_int64(stmt, 0);
    bool fits = str_copy(out->owner, sizeof(out->owner), sql_text(stmt, 1));
    sql_reset(stmt);
    return fits ? ERR_OK : ERR_IO;
}

/** Hands each row (seq, kind, id, scope, body) to `fn`. */
static enum err
rows_each(struct sqlite_store *store, sqlite3_stmt *stmt, hub_record_fn *fn,
          void *userdata)
{
    enum err err;
    while ((err = sql_row(store, stmt)) == ERR_OK) {
        struct hub_record record = {
            .kind = sql_text(stmt, 1),
            .id = sql_text(stmt, 2),
            .seq = sqlite3_column_int64(stmt, 0),
            .rev = sqlite3_column_int64(stmt, 0),
            .deleted = sqlite3_column_type(stmt, 4) == SQLITE_NULL,
        };
        scope_parse(sql_text(stmt, 3), &record);
        if (!record.deleted)
            record.body = sql_text(stmt, 4);
        err = fn(&record, userdata);
        if (err != ERR_OK) {
            sql_reset(stmt);
            return err;
        }
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
record_each(struct hub_store *base, const char *kind, const char *owner,
            hub_record_fn *fn, void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt;
    if (owner == NULL) {
        stmt = sql_get(store, SQL_RECORD_LIST,
                       "SELECT seq, kind, id, scope, body FROM record"
                       " WHERE kind = ?1 AND body IS NOT NULL ORDER BY id");
    } else {
        stmt = sql_get(store, SQL_RECORD_LIST_OWNER,
                       "SELECT seq, kind, id, scope, body FROM record"
                       " WHERE kind = ?1 AND substr(scope, 3) = ?2"
                       " AND body IS NOT NULL ORDER BY id");
    }
    enum err err = sql_bind(stmt, owner == NULL ? "t" : "tt", kind, owner);
    return err == ERR_OK ? rows_each(store, stmt, fn, userdata) : err;
}

static enum err
position(struct hub_store *base, struct hub_position *out)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_RECORD_HEAD,
                "SELECT value, coalesce((SELECT seq FROM sqlite_sequence"
                " WHERE name = 'record'), 0) FROM meta"
                " WHERE name = 'cursor_epoch'");
    enum err err = stmt != NULL ? sql_row(store, stmt) : ERR_IO;
    if (err != ERR_OK)
        return err;
    bool fits = str_copy(out->epoch, sizeof(out->epoch), sql_text(stmt, 0));
    out->head = sqlite3_column_int64(stmt, 1);
    sql_reset(stmt);
    return fits ? ERR_OK : ERR_IO;
}

/** `,a,b,` for a search by instr(); kinds hold no comma. */
static bool
kinds_text(const struct hub_changes_query *query, struct buf *out)
{
    bool good = buf_add_char(out, ',');
    for (size_t i = 0; i < query->kind_count; i++) {
        good = buf_add_str(out, query->kinds[i]) && good;
        good = buf_add_char(out, ',') && good;
    }
    return good;
}

#define SEQS_OF(scope)                                                         \
    "SELECT * FROM (SELECT seq FROM record WHERE scope = " scope               \
    " AND seq > ?1 AND (?5 IS NULL OR instr(?5, ',' || kind || ','))"          \
    " AND (body IS NOT NULL OR seq > ?6)"                                      \
    " ORDER BY seq LIMIT ?2)"

static enum err
changes(struct hub_store *base, const struct hub_changes_query *query,
        hub_record_fn *fn, void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    char site[SCOPE_SIZE];
    char kiosk[SCOPE_SIZE];
    if (!scope_text(site, HUB_SCOPE_SITE, query->viewer.site) ||
        !scope_text(kiosk, HUB_SCOPE_KIOSK, query->viewer.kiosk))
        return ERR_INVALID;
    struct buf kinds;
    buf_init(&kinds, 8192);
    if (query->kinds != NULL && !kinds_text(query, &kinds))
        return ERR_NO_MEMORY;
    sqlite3_stmt
        *stmt =
            sql_get(store, SQL_RECORD_CHANGES,
                    "SELECT r.seq, r.kind, r.id, r.scope, r.body FROM "
                    "(" SEQS_OF("''") " UNION ALL " SEQS_OF(
                        "?3") " UNION ALL " SEQS_OF("?4") " ORDER BY seq LIMIT "
                                                          "?2) s JOIN record r "
                                                          "ON r.seq = s.seq"
                                                          " ORDER BY r.seq");
    enum err err = sql_bind(
        stmt, "iittti", query->after, (int64_t)query->limit, site, kiosk,
        query->kinds != NULL ? buf_text(&kinds) : NULL, query->born);
    if (err == ERR_OK)
        err = rows_each(store, stmt, fn, userdata);
    buf_clear(&kinds);
    return err;
}

/** Adds one scope's check to the viewer's of the same kind. */
static enum err
check_merge(sqlite3_stmt *stmt, struct check *out, size_t max, size_t *count)
{
    uint8_t hash[32];
    size_t i = 0;
    while (i < *count && !str_equal(out[i].kind, sql_text(stmt, 0)))
        i++;
    if (i == max)
        return ERR_CONFLICT;
    if (i == *count) {
        memset(&out[i], 0, sizeof(out[i]));
        if (!str_copy(out[i].kind, sizeof(out[i].kind), sql_text(stmt, 0)))
            return ERR_IO;
        (*count)++;
    }
    out[i].count += sqlite3_column_int64(stmt, 1);
    sql_key(stmt, 2, hash);
    for (size_t j = 0; j < sizeof(hash); j++)
        out[i].hash[j] ^= hash[j];
    return ERR_OK;
}

static enum err
checks(struct hub_store *base, const struct hub_viewer *viewer,
       struct check *out, size_t max, size_t *count)
{
    struct sqlite_store *store = sqlite_of(base);
    *count = 0;
    char site[SCOPE_SIZE];
    char kiosk[SCOPE_SIZE];
    if (!scope_text(site, HUB_SCOPE_SITE, viewer->site) ||
        !scope_text(kiosk, HUB_SCOPE_KIOSK, viewer->kiosk))
        return ERR_INVALID;
    sqlite3_stmt *stmt = sql_get(store, SQL_CHECK_VIEW,
                                 "SELECT kind, count, hash FROM check_sum"
                                 " WHERE scope IN ('', ?1, ?2)");
    enum err err = sql_bind(stmt, "tt", site, kiosk);
    if (err != ERR_OK)
        return err;
    while ((err = sql_row(store, stmt)) == ERR_OK) {
        err = check_merge(stmt, out, max, count);
        if (err != ERR_OK) {
            sql_reset(stmt);
            return err;
        }
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

void
sqlite_fill_records(struct hub_store_ops *ops)
{
    ops->record_put = record_put;
    ops->record_del = record_del;
    ops->record_get = record_get;
    ops->record_place = record_place;
    ops->record_each = record_each;
    ops->position = position;
    ops->changes = changes;
    ops->checks = checks;
}
