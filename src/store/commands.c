// SPDX-License-Identifier: Apache-2.0
#include "store/commands.h"

#include <stdbool.h>

#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/query.h"
#include "store/records.h"
#include "util/clock.h"
#include "util/str.h"
#include "wire/body.h"
#include "wire/people.h"

static bool
read_command(struct query *query, struct command_item *out)
{
    struct command_record record;
    struct fault fault = {0};
    size_t len;
    const char *body = query_get_text(query, 1, &len);

    *out = (struct command_item){0};
    if (record_command(body, len, &record, &fault) != ERR_OK) {
        return false;
    }
    query_copy(query, 0, out->id, sizeof(out->id));
    (void)str_copy(out->name, sizeof(out->name),
                   command_name_text(record.name));
    (void)str_copy(out->reason, sizeof(out->reason), record.reason);
    out->expires_ms = record.expires_ms;
    return true;
}

enum err
commands_waiting(struct store *store, struct command_item *out, size_t max,
                 size_t *count)
{
    int64_t now = clock_now_ms();
    struct query query;

    *count = 0;
    query_begin(&query, store->db,
                "SELECT r.id, r.body" RECORDS_SHOWN
                " WHERE k.kind = 'command' AND r.body IS NOT NULL"
                " AND r.id NOT IN (SELECT id FROM commands_done)"
                " ORDER BY r.rev, r.id");
    while (*count < max && query_step(&query)) {
        struct command_item *item = &out[*count];

        if (read_command(&query, item)
            && (item->expires_ms == 0 || item->expires_ms > now)) {
            (*count)++;
        }
    }
    return query_end(&query);
}

static enum err
mark(struct store *store, const char *id, bool *first)
{
    struct query query;
    enum err err;

    query_begin(&query, store->db,
                "INSERT OR IGNORE INTO commands_done(id, at) VALUES(?, ?)");
    query_text(&query, id);
    query_int(&query, clock_now_ms());
    err = query_run(&query);
    *first = db_changes(store->db) > 0;
    return err;
}

enum err
command_done(struct store *store, const char *id, const char *result)
{
    char subject[ID_SIZE];
    struct buf body;
    bool first;
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    err = mark(store, id, &first);
    if (err != ERR_OK || !first) {
        return db_end(store->db, err);
    }
    err = journal_kiosk_subject(store, subject);
    if (err == ERR_OK) {
        buf_init(&body, EVENT_MAX_SIZE);
        (void)body_what(&body, result, "command", id);
        err = journal_add_body(store, "command.done", subject, &body);
    }
    return db_end(store->db, err);
}
