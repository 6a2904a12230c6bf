// SPDX-License-Identifier: Apache-2.0
// The part of model/number.h that is about phones.
#include <string.h>

#include "model/number.h"
#include "util/str.h"

#define MOBILE_DIGITS 11
// Digits of the longest text that still becomes a number: 0086 and 0971…
#define RAW_SIZE 20

// Digits alone, a leading + kept. False for another character or too many.
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

// What follows the country code; `foreign` is set where one was written.
static const char *
national(const char *digits, bool *foreign)
{
    static const char *const codes[] = {"+86", "0086"};

    *foreign = true;
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        if (str_starts(digits, codes[i])) {
            return digits + strlen(codes[i]);
        }
    }
    // A bare 86 is a country code only in front of a whole number, because
    // no number of ours begins with 8.
    if (str_starts(digits, "86") && strlen(digits) > 2) {
        return digits + 2;
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
        (void)str_copy(out, NUMBER_PHONE_SIZE, full);
    }
    secret_wipe(raw, sizeof(raw));
    secret_wipe(full, sizeof(full));
    return problem;
}

// Whether more digits can still make a phone number of a short one.
static bool
too_long(const char *text)
{
    char raw[RAW_SIZE];
    bool foreign;
    size_t len, max;

    if (collect(text, raw) != NUMBER_OK) {
        return false;
    }
    len = strlen(national(raw, &foreign));
    max = raw[0] == '1' ? MOBILE_DIGITS : NUMBER_PHONE_SIZE - 1;
    secret_wipe(raw, sizeof(raw));
    return len > max;
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
    enum number_problem problem = number_check_phone(text);

    // "+", "8", "00" and "008" may yet become a country code.
    if (problem == NUMBER_EMPTY
        || (problem == NUMBER_LENGTH && !too_long(text))
        || str_equal(text, "+") || str_equal(text, "+8")
        || str_equal(text, "8") || str_equal(text, "00")
        || str_equal(text, "008")) {
        return NUMBER_OK;
    }
    return problem;
}
