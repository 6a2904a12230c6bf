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
