// SPDX-License-Identifier: Apache-2.0
#include "store/cases.h"

#include "store/db.h"
#include "store/handle.h"
#include "store/lock.h"
#include "util/clock.h"

#define COUNTER_MISSES "case.misses"
#define COUNTER_UNTIL "case.until"
#define COUNTER_PAUSE "case.pause"
#define COUNTER_LAST "case.last" // clock_now_ms of the last miss

// A public page: yesterday's misses are somebody else's.
static bool
long_ago(int64_t last, int64_t pause_ms)
{
    int64_t now = clock_now_ms();

    return last > 0 && now - last > LOCK_MAX_MS + pause_ms;
}

enum err
case_pause_load(struct store *store, struct case_pause *out)
{
    int64_t misses = 0;
    int64_t until = 0;
    int64_t last = 0;
    int64_t left;
    enum err err = counter_get(store, COUNTER_MISSES, &misses);

    *out = (struct case_pause){.misses = (int)misses};
    if (err == ERR_OK) {
        err = counter_get(store, COUNTER_UNTIL, &until);
    }
    if (err == ERR_OK) {
        err = counter_get(store, COUNTER_PAUSE, &out->pause_ms);
    }
    if (err == ERR_OK) {
        err = counter_get(store, COUNTER_LAST, &last);
    }
    if (err != ERR_OK) {
        return err;
    }
    left = lock_left(&store->case_pause, until, out->pause_ms);
    out->paused_until = left > 0 ? clock_now_ms() + left : 0;
    if (left <= 0 && long_ago(last, out->pause_ms)) {
        *out = (struct case_pause){0};
    }
    return ERR_OK;
}

static enum err
save(struct store *store, const struct case_pause *pause)
{
    enum err err = counter_set(store, COUNTER_MISSES, pause->misses);

    lock_begin(&store->case_pause, pause->paused_until, pause->pause_ms);
    if (err == ERR_OK) {
        err = counter_set(store, COUNTER_UNTIL, pause->paused_until);
    }
    if (err == ERR_OK) {
        err = counter_set(store, COUNTER_PAUSE, pause->pause_ms);
    }
    return err == ERR_OK ? counter_set(store, COUNTER_LAST, clock_now_ms())
                         : err;
}

static void
count_miss(struct case_pause *pause)
{
    pause->misses++;
    if (pause->misses >= LOCK_TRIES) {
        pause->pause_ms = lock_next(pause->pause_ms);
        pause->paused_until = clock_now_ms() + pause->pause_ms;
    }
}

enum err
case_pause_try(struct store *store, bool hit, struct case_pause *out)
{
    enum err err = db_begin(store->db);

    *out = (struct case_pause){0};
    if (err != ERR_OK) {
        return err;
    }
    err = case_pause_load(store, out);
    if (err == ERR_OK && out->paused_until > 0) {
        return db_end(store->db, ERR_CONFLICT);
    }
    // Most look-ups find something and leave nothing to write.
    if (err == ERR_OK && hit && out->misses == 0) {
        return db_end(store->db, ERR_OK);
    }
    if (err == ERR_OK && hit) {
        *out = (struct case_pause){0};
    } else if (err == ERR_OK) {
        count_miss(out);
    }
    if (err == ERR_OK) {
        err = save(store, out);
    }
    return db_end(store->db, err);
}
