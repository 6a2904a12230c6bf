// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_RECEIPT_H
#define MODEL_RECEIPT_H

#include <stdbool.h>

#include "util/hash.h"

// Nine random digits and a check digit, and NUL.
#define RECEIPT_DIGITS 10
#define RECEIPT_SIZE (RECEIPT_DIGITS + 1)
// As shown: two groups of five.
#define RECEIPT_SHOWN_SIZE (RECEIPT_DIGITS + 2)
// What its QR code holds before the ten digits, and the whole of it with
// NUL. The same bytes are hashed.
#define RECEIPT_PREFIX "receipt:"
#define RECEIPT_CODE_SIZE (sizeof(RECEIPT_PREFIX) + RECEIPT_DIGITS)
#define RECEIPT_KEY_SIZE 32

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

/** "receipt:1234567890", the payload of its QR code; "" for anything that
 *  is not ten digits. */
void
receipt_code(const char *receipt, char out[RECEIPT_CODE_SIZE]);

/** The ten digits of such a payload, or of digits alone with or without a
 *  space between; false, and "", when the check digit is wrong. */
bool
receipt_read_code(const char *text, char out[RECEIPT_SIZE]);

/** How a receipt number is kept and looked up: HMAC-SHA-256 of its payload
 *  under the receipt key of the hub. */
void
receipt_hash(const unsigned char key[RECEIPT_KEY_SIZE], const char *receipt,
             unsigned char out[HASH_SIZE]);

#endif
