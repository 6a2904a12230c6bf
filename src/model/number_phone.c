// SPDX-License-Identifier: Apache-2.0
// The part of model/number.h that is about phones.
#include <assert.h>
#include <string.h>

#include "model/number.h"
#include "util/str.h"

#define MOBILE_DIGITS 11
// Digits of the longest text that still becomes a number: 0086 and 0971…
#define RAW_SIZE 20

// As written in front of a national number, longest first.
static const char *const country_codes[] = {"0086", "+86", "86"};
#define COUNTRY_CODES (sizeof(country_codes) / sizeof(country_codes[0]))

// Digits alone, and a + in front of them.
static enum number_problem
collect(const char *text, char out[RAW_SIZE])
{
    size_t len = 0;

    for (; text && *text != '\0'; text++) {
        bool digit = *text >= '0' && *text <= '9';

        if (strchr(" -()", *text)) {
            continue;
        }
        if (!digit && !(*text == '+' && len == 0)) {
            return NUMBER_CHARACTER;
        }
        if (len == RAW_SIZE - 1) {
            return NUMBER_LENGTH;
        }
        out[len++] = *text;
    }
    out[len] = '\0';
    return len > 0 ? NUMBER_OK : NUMBER_EMPTY;
}

// What follows the country code; `foreign` is set where one was written. A
// bare 86 is one too, because no number of ours begins with 8.
static const char *
national(const char *digits, bool *foreign)
{
    for (size_t i = 0; i < COUNTRY_CODES; i++) {
        if (str_starts(digits, country_codes[i])) {
            *foreign = true;
            return digits + strlen(country_codes[i]);
        }
    }
    *foreign = false;
    return digits;
}

static enum number_problem
check_landline(const char *digits)
{
    size_t len = strlen(digits);
    // 010 and 02x are followed by 8 digits, four-digit codes by 7 or 8.
    bool wide = digits[1] == '1' || digits[1] == '2';

    if (len >= 2 && digits[1] == '0') {
        return NUMBER_CHARACTER; // no area code begins with 00
    }
    if (wide ? len != 11 : len != 11 && len != 12) {
        return NUMBER_LENGTH;
    }
    return NUMBER_OK;
}

static enum number_problem
check_national(const char *digits)
{
    if (digits[0] == '1') {
        return strlen(digits) == MOBILE_DIGITS ? NUMBER_OK : NUMBER_LENGTH;
    }
    if (digits[0] == '0') {
        return check_landline(digits);
    }
    return digits[0] == '\0' ? NUMBER_LENGTH : NUMBER_CHARACTER;
}

static enum number_problem
read_phone(const char *text, char out[NUMBER_PHONE_SIZE])
{
    char raw[RAW_SIZE];
    char full[RAW_SIZE + 1];
    const char *digits;
    bool foreign;
    enum number_problem problem = collect(text, raw);

    out[0] = '\0';
    if (problem != NUMBER_OK) {
        secret_wipe(raw, sizeof(raw));
        return problem;
    }
    digits = national(raw, &foreign);
    // Abroad one drops the 0 of the area code: +86 971 … is 0971 ….
    (void)str_format(full, sizeof(full), "%s%s",
                     foreign && digits[0] >= '2' ? "0" : "", digits);
    problem = check_national(full);
    if (problem == NUMBER_OK) {
        assert(strlen(full) < NUMBER_PHONE_SIZE);
        (void)str_copy(out, NUMBER_PHONE_SIZE, full);
    }
    secret_wipe(raw, sizeof(raw));
    secret_wipe(full, sizeof(full));
    return problem;
}

static bool
is_code_beginning(const char *raw)
{
    for (size_t i = 0; i < COUNTRY_CODES; i++) {
        if (str_starts(country_codes[i], raw)) {
            return true;
        }
    }
    return false;
}

// Whether more digits can still make a phone number of too few.
static bool
can_grow(const char *raw)
{
    bool foreign;
    const char *digits = national(raw, &foreign);
    size_t max = digits[0] == '1' ? MOBILE_DIGITS : NUMBER_PHONE_SIZE - 1;

    return strlen(digits) < max;
}

bool
number_normalise_phone(const char *text, char out[NUMBER_PHONE_SIZE])
{
    return read_phone(text, out) == NUMBER_OK;
}

enum number_problem
number_check_phone(const char *text)
{
    char number[NUMBER_PHONE_SIZE];
    enum number_problem problem = read_phone(text, number);

    secret_wipe(number, sizeof(number));
    return problem;
}

enum number_problem
number_check_phone_typed(const char *text)
{
    char raw[RAW_SIZE];
    enum number_problem problem = collect(text, raw);

    if (problem == NUMBER_EMPTY) {
        return NUMBER_OK;
    }
    if (problem == NUMBER_OK) {
        problem = number_check_phone(text);
        if ((problem == NUMBER_LENGTH && can_grow(raw))
            || (problem == NUMBER_CHARACTER && is_code_beginning(raw))) {
            problem = NUMBER_OK;
        }
    }
    secret_wipe(raw, sizeof(raw));
    return problem;
}
