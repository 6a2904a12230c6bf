// SPDX-License-Identifier: Apache-2.0
#include "store/activities.h"

#include "store/db.h"
#include "store/facets.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/query.h"
#include "store/reader.h"
#include "util/buf.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/body.h"

// Counts of days long gone are of no use.
#define KEEP_DAYS 30
#define BODY_MAX 1024

enum err
activities_get(struct store *store, const char *id, struct activity *out)
{
    return reader_one(store, &reader_activity, id, out);
}

enum err
activities_list(struct store *store, const struct activities_query *wanted,
                struct activity *out, size_t *count, size_t *total)
{
    struct reader_page page = {
        .rows = {.reader = &reader_activity, .out = out,
                 .max = wanted->max},
        .facet = "",
        .first = wanted->first};

    if (wanted->choice == ACTIVITIES_OF_CLASS) {
        page.facet = names_get(activity_class_names, (int)wanted->class);
    } else if (wanted->choice == ACTIVITIES_WITH_CHECKIN) {
        page.facet = FACETS_CHECKIN;
    }
    return reader_list(store, &page, count, total);
}

static bool
has_field(const struct activity *activity, const char *field)
{
    size_t i;

    for (i = 0; field && i < activity->field_count; i++) {
        if (str_equal(activity->fields[i].value, field)) {
            return true;
        }
    }
    return !field;
}

// A group is of one as well: who came first may wait for the others.
static enum err
check(struct store *store, const struct joining *joining)
{
    enum activity_checkin checkin =
        joining->group ? ACTIVITY_GROUP : ACTIVITY_PERSON;
    int most = joining->group ? ACTIVITY_PEOPLE_MAX : 1;
    struct activity activity;
    enum err err = activities_get(store, joining->activity, &activity);

    if (err == ERR_OK
        && (activity.checkin != checkin || joining->people < 1
            || joining->people > most || !id_uuid_valid(joining->id)
            || !has_field(&activity, joining->field))) {
        err = ERR_INVALID;
    }
    activity_clear(&activity);
    return err;
}

// `added` is false when the id is there already.
static enum err
keep(struct store *store, const struct joining *joining, const char *day,
     bool *added)
{
    struct query query;
    enum err err;

    query_begin(&query, store->db,
                "INSERT OR IGNORE INTO joinings(id, activity, day, people)"
                " VALUES(?, ?, ?, ?)");
    query_text(&query, joining->id);
    query_text(&query, joining->activity);
    query_text(&query, day);
    query_int(&query, joining->people);
    err = query_run(&query);
    *added = err == ERR_OK && db_changes(store->db) > 0;
    return err;
}

static enum err
forget_old(struct store *store, const char *day)
{
    char oldest[DAY_SIZE];
    struct query query;

    if (!day_add(day, -KEEP_DAYS, oldest)) {
        return ERR_OK;
    }
    query_begin(&query, store->db,
                "DELETE FROM joinings WHERE id IN (SELECT id FROM joinings"
                " WHERE day < ? LIMIT 200)");
    query_text(&query, oldest);
    return query_run(&query);
}

static enum err
count_today(struct store *store, const struct joining *joining,
            const char *day, int64_t *out)
{
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT coalesce(sum(people), 0) FROM joinings"
                " WHERE day = ? AND activity = ?");
    query_text(&query, day);
    query_text(&query, joining->activity);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

static enum err
report(struct store *store, const struct joining *joining)
{
    struct buf body;

    buf_init(&body, BODY_MAX);
    (void)body_joined(&body, joining); // a failure is in the buffer
    return journal_add_body(store, "activity.joined", joining->id, &body);
}

enum err
activities_join(struct store *store, const struct joining *joining,
                int64_t *today)
{
    char day[DAY_SIZE];
    bool added = false;
    enum err err = check(store, joining);

    *today = 0;
    if (err != ERR_OK) {
        return err;
    }
    timestamp_day(clock_now_ms(), day);
    err = db_begin(store->db);
    if (err != ERR_OK) {
        return err;
    }
    err = keep(store, joining, day, &added);
    if (err == ERR_OK && added) {
        err = report(store, joining);
    }
    if (err == ERR_OK && added) {
        err = forget_old(store, day);
    }
    if (err == ERR_OK) {
        err = count_today(store, joining, day, today);
    }
    return db_end(store->db, err);
}
