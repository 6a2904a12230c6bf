// SPDX-License-Identifier: Apache-2.0
#include "model/receipt.h"

#include <string.h>

#include "util/id.h"
#include "util/str.h"

static bool
ten_digits(const char *text)
{
    return strlen(text) == RECEIPT_DIGITS
           && strspn(text, "0123456789") == RECEIPT_DIGITS;
}

void
receipt_make(char out[RECEIPT_SIZE])
{
    unsigned char bytes[4 * RECEIPT_DIGITS];
    size_t used = 0;
    while (used < RECEIPT_DIGITS - 1) {
        id_random(bytes, sizeof(bytes));
        for (size_t i = 0;
             i < sizeof(bytes) && used < RECEIPT_DIGITS - 1; i++) {
            // 250 to 255 would make some digits likelier than others.
            if (bytes[i] < 250) {
                out[used++] = (char)('0' + bytes[i] % 10);
            }
        }
    }
    out[used] = receipt_check_digit(out);
    out[used + 1] = '\0';
    secret_wipe(bytes, sizeof(bytes));
}

char
receipt_check_digit(const char *digits)
{
    int carry = 10;
    for (int i = 0; i < RECEIPT_DIGITS - 1; i++) {
        int sum = (carry + (digits[i] - '0')) % 10;
        carry = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (char)('0' + (11 - carry) % 10);
}

bool
receipt_valid(const char *text)
{
    return text && ten_digits(text)
           && receipt_check_digit(text) == text[RECEIPT_DIGITS - 1];
}

void
receipt_show(const char *receipt, char out[RECEIPT_SHOWN_SIZE])
{
    out[0] = '\0';
    if (receipt && ten_digits(receipt)) {
        str_format(out, RECEIPT_SHOWN_SIZE, "%.5s %.5s", receipt,
                   receipt + 5);
    }
}

void
receipt_code(const char *receipt, char out[RECEIPT_CODE_SIZE])
{
    out[0] = '\0';
    if (receipt && ten_digits(receipt)) {
        str_format(out, RECEIPT_CODE_SIZE, "%s%s", RECEIPT_PREFIX, receipt);
    }
}

bool
receipt_read_code(const char *text, char out[RECEIPT_SIZE])
{
    size_t used = 0;
    if (str_starts(text, RECEIPT_PREFIX)) {
        text += strlen(RECEIPT_PREFIX);
    }
    for (; *text && used < RECEIPT_DIGITS; text++) {
        if (*text != ' ') {
            out[used++] = *text;
        }
    }
    out[used] = '\0';
    if (*text || !receipt_valid(out)) {
        secret_wipe(out, RECEIPT_SIZE);
        return false;
    }
    return true;
}

void
receipt_hash(const unsigned char key[RECEIPT_KEY_SIZE], const char *receipt,
             unsigned char out[HASH_SIZE])
{
    const struct hash_part parts[] = {
        {RECEIPT_PREFIX, strlen(RECEIPT_PREFIX)},
        {receipt, strlen(receipt)},
    };
    hash_hmac_sha256(key, RECEIPT_KEY_SIZE, parts, 2, out);
}
