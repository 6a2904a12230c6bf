// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_HOURS_H
#define MODEL_HOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HOURS_MAX 32

/** One row of opening hours: the same times on some days of the week. */
struct hours_row {
    uint8_t days; // bit 0 Monday … bit 6 Sunday
    int from;     // minutes since midnight
    int to;       // exclusive, after `from`, at most 1440
};

/** Opening hours of a week; without rows they are unknown. */
struct hours {
    struct hours_row rows[HOURS_MAX];
    size_t count;
};

/** The bit of a weekday, Monday 1 … Sunday 7; 0 for another number. */
uint8_t
hours_day_bit(int weekday);

/** "08:30" to minutes since midnight; "24:00" is 1440. */
bool
hours_minute_parse(const char *text, int *out);

/** Minutes to "08:30"; clamped to 0–1440. */
void
hours_minute_format(int minute, char out[6]);

/** Append a row; false when it is not sensible or the list is full. */
bool
hours_add(struct hours *hours, uint8_t days, int from, int to);

/** True when open at that minute of that weekday. */
bool
hours_open_at(const struct hours *hours, int weekday, int minute);

/** The first opening at or after `minute` of that weekday, -1 if none. */
int
hours_next_opening(const struct hours *hours, int weekday, int minute);

/** When that weekday closes for good, -1 when it never opens. */
int
hours_last_closing(const struct hours *hours, int weekday);

#endif
