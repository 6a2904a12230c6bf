// SPDX-License-Identifier: Apache-2.0
#include "util/base64.h"

#include <string.h>

#include <sodium.h>

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define ALPHABET LETTERS "0123456789+/="
#define ALPHABET_URL LETTERS "0123456789-_"

// libsodium treats a result that is too small as a bug of the program and
// aborts, so the room is checked here first.
static bool
encode(const void *data, size_t len, char *out, size_t size, int variant)
{
    if (len > SIZE_MAX / 2 || size < sodium_base64_encoded_len(len, variant)) {
        if (size > 0) {
            out[0] = '\0';
        }
        return false;
    }
    (void)sodium_bin2base64(out, size, data, len, variant);
    return true;
}

static bool
decode(const char *text, void *out, size_t size, size_t *out_len,
       int variant)
{
    bool url = variant == sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    size_t len = text ? strlen(text) : 0;

    // libsodium reads bytes from 0x80 on as digits; they are none.
    if (!text || strspn(text, url ? ALPHABET_URL : ALPHABET) != len) {
        return false;
    }
    // Without an end to report, the whole text must match; libsodium also
    // refuses missing or surplus padding and unused bits that are not zero.
    return sodium_base642bin(out, size, text, len, NULL, out_len, NULL,
                             variant) == 0;
}

bool
base64_encode(const void *data, size_t len, char *out, size_t size)
{
    return encode(data, len, out, size, sodium_base64_VARIANT_ORIGINAL);
}

bool
base64_decode(const char *text, void *out, size_t size, size_t *out_len)
{
    return decode(text, out, size, out_len,
                  sodium_base64_VARIANT_ORIGINAL);
}

bool
base64url_encode(const void *data, size_t len, char *out, size_t size)
{
    return encode(data, len, out, size,
                  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool
base64url_decode(const char *text, void *out, size_t size, size_t *out_len)
{
    return decode(text, out, size, out_len,
                  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool
base64url_decode_exact(const char *text, void *out, size_t len)
{
    size_t got;

    return base64url_decode(text, out, len, &got) && got == len;
}
