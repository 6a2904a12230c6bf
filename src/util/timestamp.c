// SPDX-License-Identifier: Apache-2.0
#include "util/timestamp.h"

#include <stddef.h>
#include <string.h>

#include "util/str.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define DAY_MS (24 * 60 * MINUTE_MS)
#define SHANGHAI_MS (8 * 60 * MINUTE_MS)
// 9999-12-31T15:59:59.999Z: the last moment both zones write with 4 digits
#define LAST_MS INT64_C(253402271999999)

struct civil {
    int year, month, day;
    int hour, minute, second, ms;
};

static bool
is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

// Days since 1970-01-01. Years are counted from March, so that the leap day
// is the last of its year and months are a straight line.
static int64_t
days_from_civil(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t m = (month + 9) % 12;

    return y * 365 + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10
         + (day - 1) - 719468;
}

static void
civil_from_days(int64_t days, struct civil *out)
{
    int64_t z = days + 719468; // since 0000-03-01; never negative here
    int64_t era = z / 146097;
    int64_t doe = z % 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t m = (5 * doy + 2) / 153;

    out->day = (int)(doy - (153 * m + 2) / 5 + 1);
    out->month = (int)(m < 10 ? m + 3 : m - 9);
    out->year = (int)(yoe + era * 400 + (out->month <= 2 ? 1 : 0));
}

static int64_t
clamp(int64_t ms)
{
    return ms < 0 ? 0 : ms > LAST_MS ? LAST_MS : ms;
}

static struct civil
civil_at(int64_t ms)
{
    struct civil civil = {0};
    int64_t rest = ms % DAY_MS;

    civil_from_days(ms / DAY_MS, &civil);
    civil.ms = (int)(rest % SECOND_MS);
    rest /= SECOND_MS;
    civil.second = (int)(rest % 60);
    civil.minute = (int)(rest / 60 % 60);
    civil.hour = (int)(rest / 3600);
    return civil;
}

// `count` digits at `*cursor`, which moves behind them.
static bool
read_digits(const char **cursor, int count, int *out)
{
    int value = 0;

    for (int i = 0; i < count; i++) {
        char c = (*cursor)[i];

        if (c < '0' || c > '9') {
            return false;
        }
        value = value * 10 + (c - '0');
    }
    *cursor += count;
    *out = value;
    return true;
}

static bool
read_char(const char **cursor, char a, char b)
{
    if (**cursor != a && **cursor != b) {
        return false;
    }
    (*cursor)++;
    return true;
}

static bool
read_day(const char **cursor, struct civil *out)
{
    return read_digits(cursor, 4, &out->year) && read_char(cursor, '-', '-')
        && read_digits(cursor, 2, &out->month) && read_char(cursor, '-', '-')
        && read_digits(cursor, 2, &out->day)
        && day_exists(out->year, out->month, out->day);
}

static bool
read_fraction(const char **cursor, struct civil *out)
{
    int scale = 100;
    int count = 0;

    if (**cursor != '.') {
        return true;
    }
    (*cursor)++;
    for (; **cursor >= '0' && **cursor <= '9'; (*cursor)++) {
        out->ms += (**cursor - '0') * scale;
        scale /= 10;
        count++;
    }
    return count >= 1 && count <= 9;
}

static bool
read_clock(const char **cursor, struct civil *out)
{
    if (!read_digits(cursor, 2, &out->hour) || !read_char(cursor, ':', ':')
        || !read_digits(cursor, 2, &out->minute)
        || !read_char(cursor, ':', ':')
        || !read_digits(cursor, 2, &out->second)
        || !read_fraction(cursor, out)) {
        return false;
    }
    if (out->second == 60) {
        out->second = 59;
    }
    return out->hour <= 23 && out->minute <= 59 && out->second <= 59;
}

static bool
read_offset(const char **cursor, int64_t *out)
{
    int sign = **cursor == '-' ? -1 : 1;
    int hour, minute;

    if (read_char(cursor, 'Z', 'z')) {
        *out = 0;
        return true;
    }
    if (!read_char(cursor, '+', '-') || !read_digits(cursor, 2, &hour)
        || !read_char(cursor, ':', ':') || !read_digits(cursor, 2, &minute)
        || hour > 23 || minute > 59) {
        return false;
    }
    *out = sign * (hour * 60 + minute) * MINUTE_MS;
    return true;
}

void
timestamp_format(int64_t ms, char out[TIMESTAMP_SIZE])
{
    struct civil c = civil_at(clamp(ms) + SHANGHAI_MS);

    (void)str_format(out, TIMESTAMP_SIZE,
                     "%04d-%02d-%02dT%02d:%02d:%02d.%03d+08:00", c.year,
                     c.month, c.day, c.hour, c.minute, c.second, c.ms);
}

void
timestamp_format_utc(int64_t ms, char out[TIMESTAMP_SIZE])
{
    struct civil c = civil_at(clamp(ms));

    (void)str_format(out, TIMESTAMP_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ",
                     c.year, c.month, c.day, c.hour, c.minute, c.second);
}

bool
timestamp_parse(const char *text, int64_t *out)
{
    struct civil c = {0};
    int64_t offset, ms;

    if (!text || !read_day(&text, &c) || !read_char(&text, 'T', 't')
        || !read_clock(&text, &c) || !read_offset(&text, &offset)
        || *text != '\0') {
        return false;
    }
    ms = days_from_civil(c.year, c.month, c.day) * DAY_MS
       + (c.hour * 60 + c.minute) * MINUTE_MS + c.second * SECOND_MS + c.ms
       - offset;
    if (ms < 0 || ms > LAST_MS) {
        return false;
    }
    *out = ms;
    return true;
}

void
timestamp_day(int64_t ms, char out[DAY_SIZE])
{
    struct civil c = civil_at(clamp(ms) + SHANGHAI_MS);

    (void)str_format(out, DAY_SIZE, "%04d-%02d-%02d", c.year, c.month,
                     c.day);
}

int
timestamp_minute_of_day(int64_t ms)
{
    return (int)((clamp(ms) + SHANGHAI_MS) % DAY_MS / MINUTE_MS);
}

int
timestamp_weekday(int64_t ms)
{
    // 1970-01-01 was a Thursday.
    return (int)(((clamp(ms) + SHANGHAI_MS) / DAY_MS + 3) % 7) + 1;
}

bool
day_start_ms(const char *day, int64_t *out)
{
    struct civil c = {0};
    int64_t ms;

    if (!day || !read_day(&day, &c) || *day != '\0') {
        return false;
    }
    ms = days_from_civil(c.year, c.month, c.day) * DAY_MS - SHANGHAI_MS;
    // 1970-01-01 began in Shanghai before the epoch; it counts all the same.
    if (c.year < 1970) {
        return false;
    }
    *out = ms;
    return true;
}

bool
day_valid(const char *day)
{
    struct civil c = {0};

    return day && read_day(&day, &c) && *day == '\0';
}

int
day_compare(const char *a, const char *b)
{
    return strcmp(a, b);
}

bool
day_add(const char *day, int days, char out[DAY_SIZE])
{
    struct civil c = {0};
    int64_t number;

    if (!day_valid(day) || !read_day(&day, &c)) {
        return false;
    }
    number = days_from_civil(c.year, c.month, c.day) + days;
    if (number < 0 || number > days_from_civil(9999, 12, 31)) {
        return false;
    }
    civil_from_days(number, &c);
    return str_format(out, DAY_SIZE, "%04d-%02d-%02d", c.year, c.month,
                      c.day);
}

bool
day_exists(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};

    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    return day <= lengths[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}
