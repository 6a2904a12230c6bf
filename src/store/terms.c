// SPDX-License-Identifier: Apache-2.0
#include "store/terms.h"

#include <inttypes.h>
#include <string.h>

#include "model/kind.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/db.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/search_index.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/effective.h"

// Rows taken over in one transaction: each is written and indexed anew.
#define ROWS 16

// Reading a body whole costs; most say nothing about times.
static bool
may_be_timed(const struct record_row *row)
{
    enum kind kind;

    return row->body && row->len > 0 && kind_parse(row->kind, &kind)
        && kind_group(kind) == KIND_GROUP_CATALOGUE
        && (memmem(row->body, row->len, "\"effective_", 11)
            || memmem(row->body, row->len, "\"next\"", 6));
}

// Of a machine that never knew the time nothing can be said; a lower bound
// of the time is good enough for what has begun.
static enum err
time_known(struct store *store, bool *out)
{
    char text[24];
    enum err err = ERR_OK;

    *out = clock_quality() != CLOCK_UNKNOWN;
    if (!*out) {
        err = setting_get(store, SETTING_TRUSTED_TIME, text, sizeof(text));
        *out = err == ERR_OK;
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
read_next(const struct record_row *row, struct terms *out,
          struct effective *next)
{
    enum err err = effective_next(row->body, row->len, &out->next);

    if (err == ERR_OK) {
        out->body = buf_text(&out->next);
        out->len = out->next.len;
        err = effective_read(out->body, out->len, next, NULL);
    }
    return err;
}

// `until_ms` is when another body comes; 0: none will.
static void
place_in_time(struct terms *out, const struct effective *times, int64_t now,
              int64_t until_ms)
{
    if (now < times->from) {
        out->body = NULL;
        out->due_ms = times->from;
    } else if (times->to != 0 && now >= times->to) {
        out->body = NULL;
        out->since_ms = times->to;
    } else {
        out->since_ms = times->from;
        out->due_ms = times->to;
    }
    if (until_ms != 0 && (out->due_ms == 0 || until_ms < out->due_ms)) {
        out->due_ms = until_ms;
    }
    if (!out->body) {
        out->len = 0;
    }
}

enum err
terms_read(struct store *store, const struct record_row *row,
           struct terms *out)
{
    struct effective times = {0};
    bool known = false;
    int64_t now = clock_now_ms();
    int64_t until;
    enum err err;

    *out = (struct terms){.body = row->body, .len = row->len};
    buf_init(&out->next, CHANGE_MAX_RECORD);
    if (!may_be_timed(row)
        || effective_read(row->body, row->len, &times, NULL) != ERR_OK) {
        return ERR_OK; // checked before; what cannot be read has no times
    }
    out->timed = times.from != 0 || times.to != 0 || times.next != 0;
    if (!out->timed) {
        return ERR_OK;
    }
    err = time_known(store, &known);
    if (err != ERR_OK || !known) {
        out->due_ms = 1; // as soon as the time is known
        return err;
    }
    until = times.next;
    if (until != 0 && now >= until) {
        until = 0;
        err = read_next(row, out, &times);
    }
    if (err == ERR_OK) {
        place_in_time(out, &times, now, until);
    }
    return err;
}

void
terms_clear(struct terms *terms)
{
    if (terms) {
        buf_clear(&terms->next);
    }
}

static enum err
find_due(struct store *store, int64_t now, int64_t recs[ROWS], size_t *count)
{
    struct query query;

    *count = 0;
    // A clock that was set back makes what had begun a thing of the future.
    query_begin(&query, store->db,
                "SELECT rec FROM records WHERE raw IS NOT NULL"
                " AND ((due > 0 AND due <= ?1) OR since > ?1)");
    query_int(&query, now);
    while (*count < ROWS && query_step(&query)) {
        recs[(*count)++] = query_get_int(&query, 0);
    }
    return query_end(&query);
}

// Written anew, so that every index follows; its revision stays.
static enum err
put_again(struct store *store, int64_t rec)
{
    struct record_row row = {0};
    struct query query;
    struct buf raw;
    char kind[CHANGE_KIND_SIZE] = "";
    char id[ID_SIZE] = "";
    int64_t set_no = 0;
    enum err err;

    buf_init(&raw, CHANGE_MAX_RECORD);
    query_begin(&query, store->db,
                "SELECT kind, id, set_no, rev, refused FROM records"
                " WHERE rec = ?");
    query_int(&query, rec);
    if (query_step(&query)) {
        query_copy(&query, 0, kind, sizeof(kind));
        query_copy(&query, 1, id, sizeof(id));
        set_no = query_get_int(&query, 2);
        row.rev = query_get_int(&query, 3);
        row.refused = query_get_int(&query, 4) != 0;
    }
    err = query_end(&query);
    if (err == ERR_OK) {
        err = records_raw(store, rec, &raw);
    }
    if (err == ERR_OK) {
        row.kind = kind;
        row.id = id;
        row.body = buf_text(&raw);
        row.len = raw.len;
        err = records_put(store, set_no, &row);
        LOGI("store: %s %s: another body is in force", kind, id);
    }
    buf_clear(&raw);
    return err;
}

static enum err
take_some(struct store *store, size_t *count)
{
    int64_t recs[ROWS];
    bool more;
    size_t i;
    enum err err = db_begin(store->db);

    if (err != ERR_OK) {
        return err;
    }
    err = find_due(store, clock_now_ms(), recs, count);
    for (i = 0; err == ERR_OK && i < *count; i++) {
        err = put_again(store, recs[i]);
    }
    if (err == ERR_OK && *count > 0) {
        err = version_bump_records(store);
    }
    if (err == ERR_OK && *count > 0) {
        err = search_index_work(store, ROWS, &more);
    }
    return db_end(store->db, err);
}

static enum err
find_next(struct store *store, int64_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT min(due) FROM records"
                " WHERE raw IS NOT NULL AND due > 0");
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

enum err
catalogue_take_over(struct store *store, bool *changed, int64_t *next_ms)
{
    int64_t recs[ROWS];
    size_t count = 0;
    bool known;
    enum err err = time_known(store, &known);

    *changed = false;
    *next_ms = 0;
    if (err != ERR_OK || !known) {
        return err;
    }
    // Looked at without a transaction: mostly there is nothing.
    err = find_due(store, clock_now_ms(), recs, &count);
    while (err == ERR_OK && count > 0) {
        err = take_some(store, &count);
        if (err == ERR_OK && count > 0) {
            *changed = true;
            db_let_others_in();
        }
    }
    if (err == ERR_OK && *changed) {
        err = search_index_catch_up(store, 0);
    }
    return err == ERR_OK ? find_next(store, next_ms) : err;
}
