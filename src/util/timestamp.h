// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_TIMESTAMP_H
#define UTIL_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

// "2026-12-01T09:02:11.123+08:00" and its NUL
#define TIMESTAMP_SIZE 30
// "2026-12-01" and its NUL
#define DAY_SIZE 11

/*
 * Times are milliseconds since 1970 UTC. Days and minutes are those of
 * Asia/Shanghai, +08:00 all year since 1992, whatever the host's zone.
 * Years 1970–9999; a time outside is taken as the nearest end.
 */

/** RFC 3339 with milliseconds and +08:00, as events carry it. */
void
timestamp_format(int64_t ms, char out[TIMESTAMP_SIZE]);

/** RFC 3339 with seconds and Z, as cards carry it. */
void
timestamp_format_utc(int64_t ms, char out[TIMESTAMP_SIZE]);

/**
 * Parse RFC 3339 with any offset and up to 9 decimals (cut to ms). The
 * whole text must match and the date exist; a leap second reads as :59.
 */
bool
timestamp_parse(const char *text, int64_t *out);

/** The business day, "2026-12-01". */
void
timestamp_day(int64_t ms, char out[DAY_SIZE]);

/** Minutes since midnight, 0–1439. */
int
timestamp_minute_of_day(int64_t ms);

/** Monday 1 … Sunday 7. */
int
timestamp_weekday(int64_t ms);

/** Midnight that begins a valid day, ms; false for no such day. */
bool
day_start_ms(const char *day, int64_t *out);

/** True for YYYY-MM-DD naming a day of the Gregorian calendar, 1–9999. */
bool
day_valid(const char *day);

/** <0, 0, >0 for two valid days. */
int
day_compare(const char *a, const char *b);

/** `day` moved by `days`; false when it is invalid or leaves 1970–9999. */
bool
day_add(const char *day, int days, char out[DAY_SIZE]);

/** True when year, month and day exist together (Gregorian). */
bool
day_exists(int year, int month, int day);

#endif
