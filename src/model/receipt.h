// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_RECEIPT_H
#define MODEL_RECEIPT_H

#include <stdbool.h>

// Nine random digits and a check digit, and NUL.
#define RECEIPT_DIGITS 10
#define RECEIPT_SIZE (RECEIPT_DIGITS + 1)
// As shown: two groups of five.
#define RECEIPT_SHOWN_SIZE (RECEIPT_DIGITS + 2)

/**
 * The number a visitor takes home to look up a request. It is random, so it
 * tells nothing, and is never stored but as a keyed hash.
 */
void
receipt_make(char out[RECEIPT_SIZE]);

/** The check digit of nine digits (ISO 7064, MOD 11,10). */
char
receipt_check_digit(const char *digits);

/** Ten digits of which the last one is right; a mistyped digit and two
 *  neighbours that changed places are always found, or nearly so. */
bool
receipt_valid(const char *text);

/** "12345 67890"; "" for anything that is not ten digits. */
void
receipt_show(const char *receipt, char out[RECEIPT_SHOWN_SIZE]);

#endif
