// SPDX-License-Identifier: Apache-2.0
#include "hub/store_sqlite.h"

#include <string.h>

#include "util/str.h"

#define TICKET_COLUMNS                                                         \
    "id, kiosk, site, visit, number, service, class, day, state, window,"      \
    " slip, issued_at, called_at, received_at, boot, called_boot"

static enum err
boot_get(struct hub_store *base, const char *kiosk, const char *uuid,
         struct hub_boot *out)
{
    struct sqlite_store *store = sqlite_of(base);
    memset(out, 0, sizeof(*out));
    sqlite3_stmt *stmt = sql_get(store, SQL_BOOT_GET,
                                 "SELECT row, base, hub_base FROM boot"
                                 " WHERE kiosk = ?1 AND uuid = ?2");
    enum err err = sql_find(store, stmt, "tt", kiosk, uuid);
    if (err != ERR_OK)
        return err;
    out->row = sqlite3_column_int64(stmt, 0);
    out->has_base = sqlite3_column_type(stmt, 1) != SQLITE_NULL;
    out->base = sqlite3_column_int64(stmt, 1);
    out->has_hub_base = sqlite3_column_type(stmt, 2) != SQLITE_NULL;
    out->hub_base = sqlite3_column_int64(stmt, 2);
    sql_reset(stmt);
    return ERR_OK;
}

static enum err
boot_bases(sqlite3_stmt *stmt, const struct hub_boot *boot)
{
    int rc = boot->has_base ? sqlite3_bind_int64(stmt, 3, boot->base)
                            : sqlite3_bind_null(stmt, 3);
    if (rc == SQLITE_OK)
        rc = boot->has_hub_base ? sqlite3_bind_int64(stmt, 4, boot->hub_base)
                                : sqlite3_bind_null(stmt, 4);
    return rc == SQLITE_OK ? ERR_OK : ERR_BUG;
}

static enum err
boot_put(struct hub_store *base, const char *kiosk, const char *uuid,
         struct hub_boot *boot)
{
    struct sqlite_store *store = sqlite_of(base);
    bool insert = boot->row == 0;
    sqlite3_stmt *stmt =
        insert ? sql_get(store, SQL_BOOT_INSERT,
                         "INSERT INTO boot(kiosk, uuid, base, hub_base)"
                         " VALUES (?1, ?2, ?3, ?4)")
               : sql_get(store, SQL_BOOT_UPDATE,
                         "UPDATE boot SET base = ?3, hub_base = ?4"
                         " WHERE kiosk = ?1 AND uuid = ?2");
    enum err err = sql_bind(stmt, "tt", kiosk, uuid);
    if (err == ERR_OK)
        err = boot_bases(stmt, boot);
    if (err == ERR_OK)
        err = sql_run(store, stmt);
    if (err == ERR_OK && insert)
        boot->row = sqlite3_last_insert_rowid(store->db);
    return err;
}

static void
ticket_read(sqlite3_stmt *stmt, struct hub_ticket *out)
{
    memset(out, 0, sizeof(*out));
    str_copy(out->id, sizeof(out->id), sql_text(stmt, 0));
    str_copy(out->kiosk, sizeof(out->kiosk), sql_text(stmt, 1));
    str_copy(out->site, sizeof(out->site), sql_text(stmt, 2));
    str_copy(out->visit, sizeof(out->visit), sql_text(stmt, 3));
    str_copy(out->number, sizeof(out->number), sql_text(stmt, 4));
    str_copy(out->service, sizeof(out->service), sql_text(stmt, 5));
    str_copy(out->class, sizeof(out->class), sql_text(stmt, 6));
    str_copy(out->day, sizeof(out->day), sql_text(stmt, 7));
    str_copy(out->state, sizeof(out->state), sql_text(stmt, 8));
    str_copy(out->window, sizeof(out->window), sql_text(stmt, 9));
    str_copy(out->slip, sizeof(out->slip), sql_text(stmt, 10));
    out->issued_at = sqlite3_column_int64(stmt, 11);
    out->called_at = sqlite3_column_int64(stmt, 12);
    out->received_at = sqlite3_column_int64(stmt, 13);
    out->boot = sqlite3_column_int64(stmt, 14);
    out->called_boot = sqlite3_column_int64(stmt, 15);
}

static enum err
shift(struct sqlite_store *store, sqlite3_stmt *stmt, int64_t boot,
      int64_t shift_ms)
{
    return sql_put(store, stmt, "ii", boot, shift_ms);
}

static enum err
shift_rows(struct sqlite_store *store, int64_t boot, int64_t shift_ms)
{
    // by their events, while those still name the boot
    enum err err =
        shift(store,
              sql_get(store, SQL_SHIFT_SUBMISSIONS,
                      "UPDATE submission SET submitted_at = submitted_at + ?2"
                      " WHERE id IN (SELECT subject FROM event"
                      " WHERE boot = ?1 AND type = 'form.submitted')"),
              boot, shift_ms);
    // rows leave the partial index here: they are dated for good
    if (err == ERR_OK)
        err = shift(store,
                    sql_get(store, SQL_SHIFT_EVENTS,
                            "UPDATE event SET dated_at = at + ?2, boot = NULL"
                            " WHERE boot = ?1"),
                    boot, shift_ms);
    if (err == ERR_OK)
        err = shift(store,
                    sql_get(store, SQL_SHIFT_VISITS,
                            "UPDATE visit SET at = at + ?2, boot = NULL"
                            " WHERE boot = ?1"),
                    boot, shift_ms);
    if (err == ERR_OK)
        err = shift(store,
                    sql_get(store, SQL_SHIFT_ISSUED,
                            "UPDATE ticket SET issued_at = issued_at + ?2"
                            " WHERE boot = ?1"),
                    boot, shift_ms);
    if (err == ERR_OK)
        err = shift(store,
                    sql_get(store, SQL_SHIFT_CALLED,
                            "UPDATE ticket SET called_at = called_at + ?2"
                            " WHERE called_boot = ?1"),
                    boot, shift_ms);
    return err;
}

static enum err
boot_shift(struct hub_store *base, int64_t boot, int64_t shift_ms,
           hub_ticket_fn *fn, void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    enum err err = shift_rows(store, boot, shift_ms);
    sqlite3_stmt *stmt = sql_get(store, SQL_SHIFT_LIST,
                                 "SELECT " TICKET_COLUMNS " FROM ticket"
                                 " WHERE boot = ?1 OR called_boot = ?1");
    if (err == ERR_OK)
        err = sql_bind(stmt, "i", boot);
    while (err == ERR_OK && (err = sql_row(store, stmt)) == ERR_OK) {
        struct hub_ticket ticket;
        ticket_read(stmt, &ticket);
        err = fn(&ticket, userdata);
        if (err != ERR_OK) {
            sql_reset(stmt);
            return err;
        }
    }
    if (err != ERR_NOT_FOUND)
        return err;
    stmt = sql_get(store, SQL_SHIFT_DONE,
                   "UPDATE ticket SET boot = nullif(boot, ?1),"
                   " called_boot = nullif(called_boot, ?1)"
                   " WHERE boot = ?1 OR called_boot = ?1");
    return sql_put(store, stmt, "i", boot);
}

static enum err
visit_get(struct hub_store *base, const char *id, struct hub_visit *out)
{
    struct sqlite_store *store = sqlite_of(base);
    memset(out, 0, sizeof(*out));
    sqlite3_stmt *stmt =
        sql_get(store, SQL_VISIT_GET,
                "SELECT id, kiosk, service, identity, talent, at,"
                " received_at, boot, ended_at, reason FROM visit"
                " WHERE id = ?1");
    enum err err = sql_find(store, stmt, "t", id);
    if (err != ERR_OK)
        return err;
    str_copy(out->id, sizeof(out->id), sql_text(stmt, 0));
    str_copy(out->kiosk, sizeof(out->kiosk), sql_text(stmt, 1));
    str_copy(out->service, sizeof(out->service), sql_text(stmt, 2));
    str_copy(out->identity, sizeof(out->identity), sql_text(stmt, 3));
    str_copy(out->talent, sizeof(out->talent), sql_text(stmt, 4));
    out->at = sqlite3_column_int64(stmt, 5);
    out->received_at = sqlite3_column_int64(stmt, 6);
    out->boot = sqlite3_column_int64(stmt, 7);
    out->ended_at = sqlite3_column_int64(stmt, 8);
    str_copy(out->reason, sizeof(out->reason), sql_text(stmt, 9));
    sql_reset(stmt);
    return ERR_OK;
}

static enum err
visit_put(struct hub_store *base, const struct hub_visit *visit)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_VISIT_PUT,
                "INSERT INTO visit(id, kiosk, service, identity, talent, at,"
                " received_at, boot, ended_at, reason)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                " ON CONFLICT(id) DO UPDATE SET service = ?3, identity = ?4,"
                " talent = ?5, at = ?6, boot = ?8, ended_at = ?9,"
                " reason = ?10");
    return sql_put(store, stmt, "tttttiizit", visit->id, visit->kiosk,
                   visit->service, visit->identity, visit->talent, visit->at,
                   visit->received_at, visit->boot, visit->ended_at,
                   visit->reason);
}

static enum err
ticket_get(struct hub_store *base, const char *id, struct hub_ticket *out)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_TICKET_GET,
                "SELECT " TICKET_COLUMNS " FROM ticket WHERE id = ?1");
    enum err err = sql_find(store, stmt, "t", id);
    if (err != ERR_OK)
        return err;
    ticket_read(stmt, out);
    sql_reset(stmt);
    return ERR_OK;
}

static enum err
ticket_put(struct hub_store *base, const struct hub_ticket *ticket)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_TICKET_PUT,
                "INSERT INTO ticket(" TICKET_COLUMNS ") VALUES (?1, ?2, ?3,"
                " ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
                " ?16)"
                " ON CONFLICT(id) DO UPDATE SET visit = ?4, number = ?5,"
                " service = ?6, class = ?7, day = ?8, state = ?9,"
                " window = ?10, slip = ?11, issued_at = ?12,"
                " called_at = ?13, boot = ?15, called_boot = ?16");
    return sql_put(store, stmt, "tttttttttttiiizz", ticket->id, ticket->kiosk,
                   ticket->site, ticket->visit, ticket->number,
                   ticket->service, ticket->class, ticket->day, ticket->state,
                   ticket->window, ticket->slip, ticket->issued_at,
                   ticket->called_at, ticket->received_at, ticket->boot,
                   ticket->called_boot);
}

static enum err
visit_each(struct hub_store *base, hub_visit_fn *fn, void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt = sql_get(
        store, SQL_VISIT_LIST,
        "SELECT v.kiosk, v.id, t.id, t.number, v.service, v.identity,"
        " v.talent, t.state, coalesce(t.issued_at, 0), v.received_at AS got,"
        " v.row FROM visit v LEFT JOIN ticket t ON t.visit = v.id"
        " UNION ALL SELECT t.kiosk, t.visit, t.id, t.number, t.service, '',"
        " '', t.state, t.issued_at, t.received_at, t.row FROM ticket t"
        " WHERE NOT EXISTS (SELECT 1 FROM visit v WHERE v.id = t.visit)"
        " ORDER BY got, 11");
    if (stmt == NULL)
        return ERR_IO;
    enum err err;
    while ((err = sql_row(store, stmt)) == ERR_OK) {
        struct hub_visit_row row = {
            .kiosk = sql_text(stmt, 0),
            .visit = sql_text(stmt, 1),
            .ticket = sql_text(stmt, 2),
            .number = sql_text(stmt, 3),
            .service = sql_text(stmt, 4),
            .identity = sql_text(stmt, 5),
            .talent = sql_text(stmt, 6),
            .state = sql_text(stmt, 7),
            .issued_at = sqlite3_column_int64(stmt, 8),
            .received_at = sqlite3_column_int64(stmt, 9),
        };
        err = fn(&row, userdata);
        if (err != ERR_OK) {
            sql_reset(stmt);
            return err;
        }
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
alarm_put(struct hub_store *base, const struct hub_alarm *alarm)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt =
        sql_get(store, SQL_ALARM_PUT,
                "INSERT OR IGNORE INTO alarm(kiosk, code, detail, at)"
                " VALUES (?1, ?2, ?3, ?4)");
    return sql_put(store, stmt, "ttti", alarm->kiosk, alarm->code,
                   alarm->detail, alarm->at);
}

static enum err
alarm_each(struct hub_store *base, hub_alarm_fn *fn, void *userdata)
{
    struct sqlite_store *store = sqlite_of(base);
    sqlite3_stmt *stmt = sql_get(store, SQL_ALARM_LIST,
                                 "SELECT kiosk, code, detail, at FROM alarm"
                                 " ORDER BY row");
    if (stmt == NULL)
        return ERR_IO;
    enum err err;
    while ((err = sql_row(store, stmt)) == ERR_OK) {
        struct hub_alarm alarm = {
            .kiosk = sql_text(stmt, 0),
            .code = sql_text(stmt, 1),
            .detail = sql_text(stmt, 2),
            .at = sqlite3_column_int64(stmt, 3),
        };
        err = fn(&alarm, userdata);
        if (err != ERR_OK) {
            sql_reset(stmt);
            return err;
        }
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

void
sqlite_fill_visits(struct hub_store_ops *ops)
{
    ops->boot_get = boot_get;
    ops->boot_put = boot_put;
    ops->boot_shift = boot_shift;
    ops->visit_get = visit_get;
    ops->visit_put = visit_put;
    ops->ticket_get = ticket_get;
    ops->ticket_put = ticket_put;
    ops->visit_each = visit_each;
    ops->alarm_put = alarm_put;
    ops->alarm_each = alarm_each;
}
