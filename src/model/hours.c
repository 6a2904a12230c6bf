// SPDX-License-Identifier: Apache-2.0
#include "model/hours.h"

#include <assert.h>

#include "util/str.h"

#define DAY_MINUTES 1440

uint8_t
hours_day_bit(int weekday)
{
    return weekday >= 1 && weekday <= 7 ? (uint8_t)(1u << (weekday - 1)) : 0;
}

bool
hours_minute_parse(const char *text, int *out)
{
    int hour, minute;

    if (!text) {
        return false;
    }
    for (int i = 0; i < 5; i++) {
        if (i == 2 ? text[i] != ':' : text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    hour = (text[0] - '0') * 10 + text[1] - '0';
    minute = (text[3] - '0') * 10 + text[4] - '0';
    if (text[5] != '\0' || minute > 59
        || hour * 60 + minute > DAY_MINUTES) {
        return false;
    }
    *out = hour * 60 + minute;
    return true;
}

void
hours_minute_format(int minute, char out[6])
{
    int within = minute < 0 ? 0
               : minute > DAY_MINUTES ? DAY_MINUTES : minute;

    (void)str_format(out, 6, "%02d:%02d", within / 60, within % 60);
}

bool
hours_add(struct hours *hours, uint8_t days, int from, int to)
{
    assert(hours->count <= HOURS_MAX);
    if (hours->count == HOURS_MAX || days == 0 || days > 0x7F || from < 0
        || to <= from || to > DAY_MINUTES) {
        return false;
    }
    hours->rows[hours->count++] = (struct hours_row){days, from, to};
    return true;
}

bool
hours_open_at(const struct hours *hours, int weekday, int minute)
{
    assert(hours->count <= HOURS_MAX && weekday >= 1 && weekday <= 7);
    for (size_t i = 0; i < hours->count; i++) {
        const struct hours_row *row = &hours->rows[i];

        if ((row->days & hours_day_bit(weekday)) != 0 && minute >= row->from
            && minute < row->to) {
            return true;
        }
    }
    return false;
}

int
hours_next_opening(const struct hours *hours, int weekday, int minute)
{
    int best = -1;

    assert(hours->count <= HOURS_MAX && weekday >= 1 && weekday <= 7);
    for (size_t i = 0; i < hours->count; i++) {
        const struct hours_row *row = &hours->rows[i];

        if ((row->days & hours_day_bit(weekday)) != 0 && row->from >= minute
            && (best < 0 || row->from < best)) {
            best = row->from;
        }
    }
    return best;
}

int
hours_last_closing(const struct hours *hours, int weekday)
{
    int last = -1;

    assert(hours->count <= HOURS_MAX && weekday >= 1 && weekday <= 7);
    for (size_t i = 0; i < hours->count; i++) {
        const struct hours_row *row = &hours->rows[i];

        if ((row->days & hours_day_bit(weekday)) != 0 && row->to > last) {
            last = row->to;
        }
    }
    return last;
}
