// SPDX-License-Identifier: Apache-2.0
#include "store/people.h"

#include "store/db.h"
#include "store/handle.h"
#include "store/journal.h"
#include "store/query.h"
#include "store/records.h"
#include "util/clock.h"
#include "util/str.h"
#include "wire/body.h"
#include "wire/people.h"

#define COUNTER_WRONG "pin.wrong"
#define COUNTER_UNTIL "pin.until"
#define COUNTER_LOCK "pin.lock"

enum err
staff_find(struct store *store, const char *code, struct staff_member *out)
{
    struct staff_record record;
    struct query query;
    bool found = false;
    enum err err;

    *out = (struct staff_member){0};
    query_begin(&query, store->db,
                "SELECT r.body" RECORDS_SHOWN
                " WHERE k.kind = 'staff' AND r.body IS NOT NULL");
    while (!found && query_step(&query)) {
        struct fault fault = {0};
        size_t len;
        const char *body = query_get_text(&query, 0, &len);

        found = record_staff(body, len, &record, &fault) == ERR_OK
             && record.active && str_equal(record.code, code);
    }
    err = query_end(&query);
    if (err == ERR_OK && found
        && str_copy(out->code, sizeof(out->code), record.code)
        && str_copy(out->name, sizeof(out->name), record.name)
        && str_copy(out->pin_hash, sizeof(out->pin_hash), record.pin)) {
        secret_wipe(&record, sizeof(record));
        return ERR_OK;
    }
    secret_wipe(&record, sizeof(record));
    return err == ERR_OK ? ERR_NOT_FOUND : err;
}

enum err
pin_lock_load(struct store *store, struct pin_lock *out)
{
    int64_t wrong = 0;
    int64_t until = 0;
    int64_t left;
    enum err err = counter_get(store, COUNTER_WRONG, &wrong);

    *out = (struct pin_lock){.wrong = (int)wrong};
    if (err == ERR_OK) {
        err = counter_get(store, COUNTER_UNTIL, &until);
    }
    if (err == ERR_OK) {
        err = counter_get(store, COUNTER_LOCK, &out->lock_ms);
    }
    if (err == ERR_OK) {
        left = lock_left(&store->pin_lock, until, out->lock_ms);
        out->locked_until = left > 0 ? clock_now_ms() + left : 0;
    }
    return err;
}

static enum err
save(struct store *store, const struct pin_lock *lock)
{
    enum err err = counter_set(store, COUNTER_WRONG, lock->wrong);

    lock_begin(&store->pin_lock, lock->locked_until, lock->lock_ms);
    if (err == ERR_OK) {
        err = counter_set(store, COUNTER_UNTIL, lock->locked_until);
    }
    return err == ERR_OK ? counter_set(store, COUNTER_LOCK, lock->lock_ms)
                         : err;
}

static void
count_wrong(struct pin_lock *lock)
{
    lock->wrong++;
    if (lock->wrong < LOCK_TRIES) {
        return;
    }
    lock->lock_ms = lock_next(lock->lock_ms);
    lock->locked_until = clock_now_ms() + lock->lock_ms;
}

static enum err
report(struct store *store, const char *code, bool right)
{
    struct buf body;

    buf_init(&body, EVENT_MAX_SIZE);
    (void)body_staff(&body, right ? "ok" : "wrong_pin");
    return journal_add_body(store, right ? "staff.unlocked" : "staff.denied",
                            code, &body);
}

enum err
pin_lock_try(struct store *store, const char *code, bool right,
             struct pin_lock *out)
{
    enum err err = db_begin(store->db);

    *out = (struct pin_lock){0};
    if (err != ERR_OK) {
        return err;
    }
    err = pin_lock_load(store, out);
    // Even the right PIN does not open a locked pad.
    if (err == ERR_OK && out->locked_until > 0) {
        return db_end(store->db, ERR_CONFLICT);
    }
    if (err == ERR_OK && right) {
        *out = (struct pin_lock){0};
    } else if (err == ERR_OK) {
        count_wrong(out);
    }
    if (err == ERR_OK) {
        err = save(store, out);
    }
    if (err == ERR_OK) {
        err = report(store, code, right);
    }
    return db_end(store->db, err);
}

enum err
pin_lock_reset(struct store *store)
{
    const struct pin_lock open = {0};
    enum err err = db_begin(store->db);

    return err == ERR_OK ? db_end(store->db, save(store, &open)) : err;
}
