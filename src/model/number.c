// SPDX-License-Identifier: Apache-2.0
#include "model/number.h"

#include <assert.h>
#include <string.h>

#include "model/names.h"
#include "util/str.h"
#include "util/timestamp.h"

#define ID_DIGITS 18
#define OLD_DIGITS 15
#define BIRTH 6       // offset of the day of birth
#define BIRTH_YEAR 10 // offset behind its year
#define BIRTH_MONTH 12
#define BIRTH_END 14

static const char *const problems[] = {
    [NUMBER_OK] = "ok",
    [NUMBER_EMPTY] = "empty",
    [NUMBER_LENGTH] = "length",
    [NUMBER_CHARACTER] = "character",
    [NUMBER_CHECK] = "check",
    [NUMBER_DATE] = "date",
    [NUMBER_FUTURE] = "future",
    [NUMBER_OLD_15] = "old-15",
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int
digits_at(const char *text, size_t from, size_t count)
{
    int value = 0;

    assert(count <= 4); // or an int is too small
    for (size_t i = from; i < from + count; i++) {
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static bool
all_digits(const char *text, size_t len)
{
    return strspn(text, "0123456789") >= len;
}

// Whether two digits, or the first of them, can be a month or a day.
static bool
pair_possible(const char *text, size_t from, size_t len, int max)
{
    int value;

    if (len <= from) {
        return true;
    }
    if (len == from + 1) {
        return text[from] - '0' <= max / 10;
    }
    value = digits_at(text, from, 2);
    return value >= 1 && value <= max;
}

static bool
birth_exists(const char *text, size_t year_end, int year, size_t len)
{
    int month, day;

    if (!pair_possible(text, year_end, len, 12)
        || !pair_possible(text, year_end + 2, len, 31)) {
        return false;
    }
    if (len < year_end + 4) {
        // "023" can only become 30 February: no need for the last digit.
        return len < year_end + 3 || text[year_end + 2] != '3'
            || digits_at(text, year_end, 2) != 2;
    }
    month = digits_at(text, year_end, 2);
    day = digits_at(text, year_end + 2, 2);
    return day_exists(year, month, day);
}

// The years that people who may stand here were born in.
static bool
year_possible(const char *text, size_t len)
{
    if (len > BIRTH && text[BIRTH] != '1' && text[BIRTH] != '2') {
        return false;
    }
    return len <= BIRTH + 1 || text[BIRTH] == '2' || text[BIRTH + 1] >= '8';
}

// "2027" is in the future as soon as its last digit differs from today's.
static bool
in_future(const char *text, size_t len, const char *today)
{
    char digits[9];
    size_t have = len < BIRTH_END ? len - BIRTH : BIRTH_END - BIRTH;

    if (!today || !day_valid(today)) {
        return false;
    }
    (void)str_format(digits, sizeof(digits), "%.4s%.2s%.2s", today,
                     today + 5, today + 8);
    return strncmp(text + BIRTH, digits, have) > 0;
}

static enum number_problem
check_birth(const char *text, size_t len, const char *today)
{
    size_t have = len < BIRTH_END ? len : BIRTH_END;
    int year = have >= BIRTH_YEAR ? digits_at(text, BIRTH, 4) : 0;

    if (len <= BIRTH) {
        return NUMBER_OK;
    }
    if (!year_possible(text, have)
        || (have > BIRTH_YEAR
            && !birth_exists(text, BIRTH_YEAR, year, have))) {
        return NUMBER_DATE;
    }
    return in_future(text, have, today) ? NUMBER_FUTURE : NUMBER_OK;
}

// Numbers of before 1999 have a year of two digits and no check.
static bool
may_be_old(const char *text, size_t len)
{
    size_t have = len < BIRTH_MONTH ? len : BIRTH_MONTH;

    return len <= OLD_DIGITS && all_digits(text, len)
        && (have <= BIRTH + 2
            || birth_exists(text, BIRTH + 2,
                            1900 + digits_at(text, BIRTH, 2), have));
}

static enum number_problem
check_characters(const char *text, size_t len)
{
    if (len > 0 && text[0] == '0') {
        return NUMBER_CHARACTER; // no region begins with it
    }
    for (size_t i = 0; i < len; i++) {
        if (!is_digit(text[i])
            && !(i == ID_DIGITS - 1 && text[i] == 'X')) {
            return NUMBER_CHARACTER;
        }
    }
    return NUMBER_OK;
}

// Everything that can be told of the characters, 1 to 18, normalised.
static enum number_problem
check_beginning(const char *text, size_t len, const char *today)
{
    enum number_problem problem = check_characters(text, len);

    assert(len <= ID_DIGITS);
    if (problem == NUMBER_OK) {
        problem = check_birth(text, len, today);
    }
    if (problem == NUMBER_OK && len == ID_DIGITS
        && number_check_digit(text) != text[ID_DIGITS - 1]) {
        problem = NUMBER_CHECK;
    }
    return problem;
}

const char *
number_problem_name(enum number_problem problem)
{
    return names_get(NAMES(problems), (int)problem);
}

bool
number_normalise_id(const char *text, char out[NUMBER_ID_SIZE])
{
    size_t len = 0;

    for (; text && *text != '\0'; text++) {
        if (*text == ' ' || *text == '-') {
            continue;
        }
        if (len == ID_DIGITS) {
            secret_wipe(out, NUMBER_ID_SIZE);
            return false;
        }
        out[len++] = *text;
        if (*text == 'x') {
            out[len - 1] = 'X';
        }
    }
    out[len] = '\0';
    return true;
}

enum number_problem
number_check_id(const char *text, const char *today)
{
    char number[NUMBER_ID_SIZE];
    enum number_problem problem = NUMBER_LENGTH;
    size_t len;

    if (!number_normalise_id(text, number)) {
        return NUMBER_LENGTH;
    }
    len = strlen(number);
    if (len == 0) {
        return NUMBER_EMPTY;
    }
    if (len == OLD_DIGITS && number[0] != '0' && may_be_old(number, len)) {
        problem = NUMBER_OLD_15;
    } else {
        problem = check_beginning(number, len, today);
        if (problem == NUMBER_OK && len < ID_DIGITS) {
            problem = NUMBER_LENGTH;
        }
    }
    secret_wipe(number, sizeof(number));
    return problem;
}

enum number_problem
number_check_id_typed(const char *text, const char *today)
{
    char number[NUMBER_ID_SIZE];
    enum number_problem problem;
    size_t len;

    if (!number_normalise_id(text, number)) {
        return NUMBER_LENGTH;
    }
    len = strlen(number);
    problem = check_beginning(number, len, today);
    // A year that begins with 3 to 9 is the two-digit year of an old
    // number; whoever types one should hear that, and not of a wrong date.
    if (problem == NUMBER_DATE && number[BIRTH] >= '3'
        && may_be_old(number, len)) {
        problem = len == OLD_DIGITS ? NUMBER_OLD_15 : NUMBER_OK;
    }
    secret_wipe(number, sizeof(number));
    return problem;
}

char
number_check_digit(const char *digits)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6,
                                  3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;

    for (size_t i = 0; i < ID_DIGITS - 1; i++) {
        if (!is_digit(digits[i])) {
            return '\0';
        }
        sum += (digits[i] - '0') * weights[i];
    }
    return "10X98765432"[sum % 11];
}
