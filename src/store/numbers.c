// SPDX-License-Identifier: Apache-2.0
#include "store/numbers.h"

#include <assert.h>
#include <string.h>

#include "store/db.h"
#include "store/handle.h"
#include "store/query.h"
#include "util/clock.h"
#include "util/str.h"

#define UNDECIDED (-1)
// Values of COUNTER_DAY_TRUSTED: how the day was reached.
#define DAY_GUESSED (-1) // numbers were given while the time was unknown
#define DAY_RTC 0
#define DAY_HUB 1

// Two counters a letter: the last number given, and up to where the marks
// have been told.
struct letter_names {
    char given[16];
    char reserved[16];
};

static struct letter_names
letter_names(int index)
{
    struct letter_names names;

    (void)str_format(names.given, sizeof(names.given), "letter.%c",
                     'A' + index);
    (void)str_format(names.reserved, sizeof(names.reserved), "reserved.%c",
                     'A' + index);
    return names;
}

// Days are kept as numbers, 20261201, beside the counters they rule.
static int64_t
day_number(const char *day)
{
    int64_t number = 0;

    for (; *day; day++) {
        if (*day != '-') {
            number = number * 10 + (*day - '0');
        }
    }
    return number;
}

static void
day_text(int64_t number, char out[DAY_SIZE])
{
    if (number <= 0
        || !str_format(out, DAY_SIZE, "%04d-%02d-%02d",
                       (int)(number / 10000 % 10000),
                       (int)(number / 100 % 100), (int)(number % 100))) {
        out[0] = '\0';
    }
}

static enum err
clear_letters(struct store *store)
{
    struct query query;

    query_begin(&query, store->db,
                "UPDATE counters SET value = 0 WHERE name GLOB 'letter.?'"
                " OR name GLOB 'reserved.?'");
    return query_run(&query);
}

static enum err
set_day(struct store *store, int64_t number, int trusted)
{
    enum err err = counter_set(store, COUNTER_DAY, number);

    return err == ERR_OK ? counter_set(store, COUNTER_DAY_TRUSTED, trusted)
                         : err;
}

static enum err
begin_day(struct store *store, int64_t number, int trusted)
{
    enum err err = clear_letters(store);

    if (err == ERR_OK) {
        err = counter_set(store, COUNTER_DAY_SIGNED, UNDECIDED);
    }
    return err == ERR_OK ? set_day(store, number, trusted) : err;
}

// The day of numbers that were given while the time was unknown becomes
// known: they were of this day, so counting goes on, set apart anew.
static enum err
name_day(struct store *store, int64_t number, int trusted)
{
    struct query query;
    enum err err;

    query_begin(&query, store->db, "UPDATE counters SET value = 0"
                                   " WHERE name GLOB 'reserved.?'");
    err = query_run(&query);
    return err == ERR_OK ? set_day(store, number, trusted) : err;
}

// True when `ahead` is later than the day after `today`.
static bool
far_ahead(int64_t ahead, const char *today)
{
    char tomorrow[DAY_SIZE];

    return day_add(today, 1, tomorrow) && ahead > day_number(tomorrow);
}

// Without a clock to trust the day stays as it is, from now on as a guess.
static enum err
advance_guessing(struct store *store, int64_t *number, int64_t now,
                 int64_t trusted)
{
    if (*number > 0 && trusted == DAY_GUESSED) {
        return ERR_OK;
    }
    if (*number > 0) {
        return set_day(store, *number, DAY_GUESSED);
    }
    *number = now;
    return begin_day(store, now, DAY_GUESSED);
}

static enum err
advance(struct store *store, int64_t *number)
{
    char today[DAY_SIZE];
    enum clock_quality quality = clock_quality();
    bool hub = quality == CLOCK_HUB;
    int64_t trusted;
    int64_t now;
    enum err err = counter_get(store, COUNTER_DAY, number);

    if (err == ERR_OK) {
        err = counter_get(store, COUNTER_DAY_TRUSTED, &trusted);
    }
    if (err != ERR_OK) {
        return err;
    }
    timestamp_day(clock_now_ms(), today);
    now = day_number(today);
    if (quality == CLOCK_UNKNOWN) {
        return advance_guessing(store, number, now, trusted);
    }
    if (now > *number) {
        *number = now;
        return trusted == DAY_GUESSED ? name_day(store, now, hub)
                                      : begin_day(store, now, hub);
    }
    if (hub && now < *number && trusted != DAY_HUB
        && far_ahead(*number, today)) {
        *number = now;
        return set_day(store, now, DAY_HUB);
    }
    return now == *number && trusted < (hub ? DAY_HUB : DAY_RTC)
               ? set_day(store, now, hub)
               : ERR_OK;
}

enum err
numbers_today(struct store *store, const struct numbers_site *site,
              struct numbers_day *out)
{
    int64_t number;
    int64_t shown;
    enum err err = advance(store, &number);

    assert(db_in_transaction(store->db));
    if (err == ERR_OK) {
        err = counter_get(store, COUNTER_DAY_SIGNED, &shown);
    }
    if (err == ERR_OK && shown == UNDECIDED) {
        // An enrolled kiosk that has not heard how many there are cannot
        // collide with another while its sign is shown.
        shown = site->kiosks > 1 || !site->from_hub;
        err = counter_set(store, COUNTER_DAY_SIGNED, shown);
    }
    if (err == ERR_OK) {
        day_text(number, out->day);
        out->signed_numbers = shown == 1;
    }
    return err;
}

enum err
numbers_day_get(struct store *store, char out[DAY_SIZE])
{
    int64_t number;
    enum err err = counter_get(store, COUNTER_DAY, &number);

    day_text(number, out);
    return err;
}

// Numbers of the same look that the hub knows of this day.
static enum err
highest_known(struct store *store, const char *day, char letter, int sign,
              int64_t *out)
{
    const char text[2] = {letter, '\0'};
    struct query query;

    *out = 0;
    query_begin(&query, store->db,
                "SELECT max(counter) FROM tickets"
                " WHERE day = ? AND letter = ? AND sign = ?");
    query_text(&query, day);
    query_text(&query, text);
    query_int(&query, sign);
    if (query_step(&query)) {
        *out = query_get_int(&query, 0);
    }
    return query_end(&query);
}

struct reservation {
    const struct numbers_day *day;
    int index;
    int upto; // in: what is wanted; out: what is set apart
};

static bool
reserve(struct marks *marks, void *userdata)
{
    struct reservation *wanted = userdata;

    if (!str_equal(marks->day, wanted->day->day)) {
        // A day that was taken back keeps what was set apart under it.
        if (!*marks->day || day_compare(marks->day, wanted->day->day) < 0) {
            memset(marks->reserved, 0, sizeof(marks->reserved));
        }
        (void)str_copy(marks->day, sizeof(marks->day), wanted->day->day);
    }
    marks->signed_numbers = wanted->day->signed_numbers;
    if (marks->reserved[wanted->index] < wanted->upto) {
        marks->reserved[wanted->index] = wanted->upto;
    }
    wanted->upto = marks->reserved[wanted->index];
    return true;
}

static enum err
reserve_block(struct store *store, const struct numbers_day *day, int index,
              int64_t next)
{
    struct letter_names names = letter_names(index);
    struct reservation wanted = {
        .day = day, .index = index, .upto = (int)next + MARKS_BLOCK - 1};
    int64_t reserved;
    enum err err = counter_get(store, names.reserved, &reserved);

    if (err != ERR_OK || next <= reserved) {
        return err;
    }
    // Durable before the number can be seen: a copy that is restored later
    // begins above the block.
    err = marks_change(store->dir, reserve, &wanted);
    return err == ERR_OK ? counter_set(store, names.reserved, wanted.upto)
                         : err;
}

enum err
numbers_take(struct store *store, const struct numbers_day *day,
             char letter, int sign, int *counter)
{
    int index = letter - 'A';
    struct letter_names names;
    int64_t given;
    int64_t known;
    enum err err;

    if (index < 0 || index >= MARKS_LETTERS) {
        return ERR_INVALID;
    }
    names = letter_names(index);
    err = counter_get(store, names.given, &given);
    if (err == ERR_OK) {
        err = highest_known(store, day->day, letter, sign, &known);
    }
    if (err != ERR_OK) {
        return err;
    }
    given = given > known ? given : known;
    if (given >= TICKET_COUNTER_MAX) {
        return ERR_NOT_FOUND;
    }
    *counter = (int)given + 1;
    err = reserve_block(store, day, index, given + 1);
    return err == ERR_OK ? counter_set(store, names.given, given + 1) : err;
}

enum err
numbers_restore(struct store *store, const struct marks *marks)
{
    int64_t number;
    int i;
    enum err err = counter_get(store, COUNTER_DAY, &number);

    if (err != ERR_OK || !*marks->day || day_number(marks->day) < number) {
        return err;
    }
    // Days that the copy does not know were reached after it was made.
    if (day_number(marks->day) > number) {
        err = begin_day(store, day_number(marks->day), DAY_RTC);
    }
    if (err == ERR_OK && marks->signed_numbers >= 0) {
        err = counter_set(store, COUNTER_DAY_SIGNED, marks->signed_numbers);
    }
    for (i = 0; err == ERR_OK && i < MARKS_LETTERS; i++) {
        struct letter_names names = letter_names(i);
        int64_t given;

        err = counter_get(store, names.given, &given);
        if (err == ERR_OK && given < marks->reserved[i]) {
            err = counter_set(store, names.given, marks->reserved[i]);
        }
        if (err == ERR_OK && marks->reserved[i] > 0) {
            err = counter_set(store, names.reserved, marks->reserved[i]);
        }
    }
    return err;
}

enum err
numbers_behind(struct store *store, const struct marks *marks, bool *out)
{
    int64_t number;
    int i;
    enum err err = counter_get(store, COUNTER_DAY, &number);

    *out = false;
    if (err != ERR_OK || !*marks->day) {
        return err;
    }
    for (i = 0; err == ERR_OK && i < MARKS_LETTERS; i++) {
        int64_t given;

        err = counter_get(store, letter_names(i).given, &given);
        if (day_number(marks->day) == number
            && marks->reserved[i] > given + MARKS_BLOCK) {
            *out = true;
        }
    }
    return err;
}

enum err
numbers_new_site(struct store *store)
{
    return counter_set(store, COUNTER_DAY_SIGNED, UNDECIDED);
}
