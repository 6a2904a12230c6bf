// SPDX-License-Identifier: Apache-2.0
#include "app/chores.h"

#include <string.h>

#include "app/config.h"
#include "store/changes.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/store.h"
#include "store/visits.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/timestamp.h"

#define HOUR_MS INT64_C(3600000)
// The first round waits until the kiosk has settled.
#define FIRST_MS INT64_C(60000)
// Three in the morning: nobody is there.
#define NIGHT_MINUTE 180
// Rows go 200 at a time; this many times is a hundred thousand.
#define ROUNDS_MAX 500
#define SETTING_NIGHT "maintenance.night"

void
chores_init(struct chores *chores, struct store *store,
            const struct config *config)
{
    memset(chores, 0, sizeof *chores);
    chores->store = store;
    chores->config = config;
    chores->hour_ms = clock_mono_ms() + FIRST_MS;
    if (setting_get(store, SETTING_NIGHT, chores->night,
                    sizeof chores->night) != ERR_OK)
        chores->night[0] = '\0';
}

int64_t
chores_wait_ms(const struct chores *chores)
{
    int64_t left = chores->hour_ms - clock_mono_ms();
    return left > 0 ? left : 0;
}

static void
expire_people(struct chores *chores)
{
    bool expired = false;
    enum err err =
        people_expire(chores->store,
                      chores->config->directory_max_age_days, &expired);
    if (err != ERR_OK)
        LOGW("chores: directory not expired: %s", err_name(err));
    else if (expired)
        LOGI("chores: the directory was too old and is deleted");
}

/** Old rows, a few at a time, so that no visitor waits for a lock. */
static void
prune(struct chores *chores)
{
    bool more = true;
    enum err err = ERR_OK;
    for (int i = 0; i < ROUNDS_MAX && more && err == ERR_OK; i++) {
        if (chores->stopping(chores->userdata))
            return;
        err = visits_prune(chores->store, chores->config->keep_visits_days,
                           &more);
    }
    more = true;
    for (int i = 0; i < ROUNDS_MAX && more && err == ERR_OK; i++) {
        if (chores->stopping(chores->userdata))
            return;
        err = outbox_prune(chores->store, &more);
    }
    if (err != ERR_OK)
        LOGW("chores: old rows not forgotten: %s", err_name(err));
}

/** Once a day, at three or when the kiosk runs again after three. */
static bool
is_night_due(const struct chores *chores, const char *today)
{
    if (str_equal(chores->night, today) || clock_quality() == CLOCK_UNKNOWN)
        return false;
    return timestamp_minute_of_day(clock_now_ms()) >= NIGHT_MINUTE;
}

static void
do_night(struct chores *chores, const char *today)
{
    prune(chores);
    if (chores->stopping(chores->userdata))
        return;
    enum err err = store_back_up(chores->store);
    if (err != ERR_OK)
        LOGE("chores: no copy of the store: %s", err_name(err));
    str_copy(chores->night, sizeof chores->night, today);
    setting_set(chores->store, SETTING_NIGHT, today);
}

void
chores_do(struct chores *chores)
{
    char today[DAY_SIZE];
    if (clock_mono_ms() < chores->hour_ms)
        return;
    chores->hour_ms = clock_mono_ms() + HOUR_MS;
    timestamp_day(clock_now_ms(), today);
    expire_people(chores);
    if (is_night_due(chores, today))
        do_night(chores, today);
}
