// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_NUMBER_H
#define MODEL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

// 18 characters and NUL
#define NUMBER_ID_SIZE 19
// the longest landline with its area code, and NUL
#define NUMBER_PHONE_SIZE 13

/*
 * ID numbers of GB 11643: 6 digits of region, 8 of birth, 3 of sequence and
 * a check character by MOD 11-2 (ISO 7064). Regions are not judged: 81, 82
 * and 83 are residents from Hong Kong, Macau and Taiwan, a leading 9 is the
 * permanent resident card of a foreigner (2023), with the same layout and
 * check. Nothing here keeps a number; callers wipe what they hold.
 */
enum number_problem {
    NUMBER_OK,
    NUMBER_EMPTY,
    NUMBER_LENGTH,    // too short when submitted, or too long
    NUMBER_CHARACTER, // one that cannot stand at its place
    NUMBER_CHECK,     // the check character does not fit the rest
    NUMBER_DATE,      // the day of birth does not exist
    NUMBER_FUTURE,    // the day of birth has not come yet
    NUMBER_OLD_15,    // a number of before 1999: the desk looks at the card
};

/** A short name, e.g. "check", for logs and importers. */
const char *
number_problem_name(enum number_problem problem);

/**
 * Drop spaces and hyphens, write the check character as X. False when more
 * than 18 characters remain (`out` is then empty).
 */
bool
number_normalise_id(const char *text, char out[NUMBER_ID_SIZE]);

/**
 * Judge a complete ID number as typed. `today` (YYYY-MM-DD) bounds the day
 * of birth; NULL for no bound. The first wrong thing from the left is told.
 */
enum number_problem
number_check_id(const char *text, const char *today);

/**
 * Judge the beginning of an ID number while it is typed: NUMBER_OK as long
 * as it can still become right, else what is wrong already. An impossible
 * month or day is told with its digit, the check character with the 18th.
 */
enum number_problem
number_check_id_typed(const char *text, const char *today);

/** The check character '0'–'9' or 'X' of 17 digits; '\0' for other text. */
char
number_check_digit(const char *digits);

/**
 * Drop spaces, hyphens, brackets and +86, 0086 or 86, so that one phone has
 * one text: 11 digits of a mobile, or a landline with its area code
 * (0971…). False when it is neither (`out` is then empty).
 */
bool
number_normalise_phone(const char *text, char out[NUMBER_PHONE_SIZE]);

/** Mobile numbers begin with 1; carriers are never judged. */
enum number_problem
number_check_phone(const char *text);

/** As number_check_id_typed, for a phone number. */
enum number_problem
number_check_phone_typed(const char *text);

#endif
