// SPDX-License-Identifier: Apache-2.0
#include "model/site.h"

#include <assert.h>
#include <stdlib.h>

#include "model/service.h"
#include "util/str.h"
#include "util/timestamp.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS (1440 * MINUTE_MS)
// How far an opening is looked for; beyond a year nobody plans a visit.
#define SEARCH_DAYS 366

static const char *const profiles[] = {
    [SITE_PROFILE_HALL] = "hall",
    [SITE_PROFILE_HOSPITAL] = "hospital",
};

const struct names site_profile_names = {
    profiles, sizeof(profiles) / sizeof(profiles[0]),
};

// The minute from which no ticket is given on that weekday, -1 for none.
static int
last_minute(const struct site *site, const struct hours *hours, int weekday)
{
    int closing = hours_last_closing(hours, weekday);

    switch (site->last_ticket.kind) {
    case LAST_TICKET_BEFORE:
        return closing < 0 ? -1 : closing - site->last_ticket.minutes;
    case LAST_TICKET_AT:
        return site->last_ticket.minutes;
    case LAST_TICKET_NONE:
        break;
    }
    return -1;
}

static bool
is_holiday(const struct site *site, int64_t ms)
{
    char day[DAY_SIZE];

    timestamp_day(ms, day);
    return list_has(&site->holidays, day);
}

static bool
after_last(const struct site *site, const struct hours *hours, int weekday,
           int minute)
{
    int last = last_minute(site, hours, weekday);

    return last >= 0 && minute >= last;
}

// The first opening of a day from `minute` on at which a ticket is still
// given, -1 for none.
static int
opening_of_day(const struct site *site, const struct hours *hours,
               int weekday, int minute)
{
    int opening = hours_next_opening(hours, weekday, minute);

    if (opening < 0 || after_last(site, hours, weekday, opening)) {
        return -1;
    }
    return opening;
}

static int64_t
next_opening_ms(const struct site *site, const struct hours *hours,
                int64_t now_ms)
{
    int minute = timestamp_minute_of_day(now_ms);
    int64_t midnight = now_ms - now_ms % MINUTE_MS - minute * MINUTE_MS;

    for (int i = 0; i < SEARCH_DAYS; i++, midnight += DAY_MS, minute = -1) {
        int opening;

        if (is_holiday(site, midnight)) {
            continue;
        }
        opening = opening_of_day(site, hours, timestamp_weekday(midnight),
                                 minute + 1);
        if (opening >= 0) {
            return midnight + opening * MINUTE_MS;
        }
    }
    return 0;
}

static enum site_opening_state
judge(const struct site *site, const struct hours *hours, int64_t now_ms)
{
    int weekday = timestamp_weekday(now_ms);
    int minute = timestamp_minute_of_day(now_ms);
    int closing;

    if (is_holiday(site, now_ms)) {
        return SITE_HOLIDAY;
    }
    if (hours->count == 0) {
        return SITE_HOURS_UNKNOWN;
    }
    closing = hours_last_closing(hours, weekday);
    // After closing it is closed, even where the last ticket came earlier.
    if (minute < closing && after_last(site, hours, weekday, minute)) {
        return SITE_AFTER_LAST_TICKET;
    }
    return hours_open_at(hours, weekday, minute) ? SITE_OPEN : SITE_CLOSED;
}

struct site_opening
site_open(const struct site *site, const struct service *service,
          int64_t now_ms)
{
    const struct hours *hours =
        service && service->own_hours ? &service->hours : &site->hours;
    struct site_opening opening = {.state = judge(site, hours, now_ms)};

    if (opening.state != SITE_OPEN && opening.state != SITE_HOURS_UNKNOWN) {
        opening.opens_ms = next_opening_ms(site, hours, now_ms);
    }
    return opening;
}

const struct text *
site_window_name(const struct site *site, const char *id)
{
    assert(site->windows || site->window_count == 0);
    for (size_t i = 0; i < site->window_count; i++) {
        if (str_equal(site->windows[i].id, id)) {
            return &site->windows[i].name;
        }
    }
    return NULL;
}

const char *
site_profile_name(enum site_profile profile)
{
    return names_get(site_profile_names, (int)profile);
}

void
site_clear(struct site *site)
{
    if (!site) {
        return;
    }
    for (size_t i = 0; i < site->window_count; i++) {
        free(site->windows[i].id);
        text_clear(&site->windows[i].name);
    }
    free(site->windows);
    free(site->id);
    free(site->phone);
    text_clear(&site->name);
    list_clear(&site->holidays);
    source_clear(&site->source);
    *site = (struct site){0};
}
