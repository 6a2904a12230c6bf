// SPDX-License-Identifier: Apache-2.0
#include "util/id.h"

#include <string.h>

#include <sodium.h>

#define ID_MAX (ID_SIZE - 1)
static const char hyphen_places[] = {8, 13, 18, 23};

static bool
is_hyphen_place(size_t i)
{
    return memchr(hyphen_places, (int)i, sizeof(hyphen_places)) != NULL;
}

void
id_random(void *out, size_t len)
{
    // The generator itself aborts when the system has no source of
    // randomness, which is right: no key may ever be made without one.
    randombytes_buf(out, len);
}

void
id_uuid(char out[UUID_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[16];
    size_t nibble = 0;

    id_random(bytes, sizeof(bytes));
    bytes[6] = (unsigned char)(0x40 | (bytes[6] & 0x0F)); // version 4
    bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3F)); // RFC 9562
    for (size_t i = 0; i < UUID_SIZE - 1; i++) {
        unsigned char byte;

        if (is_hyphen_place(i)) {
            out[i] = '-';
            continue;
        }
        byte = bytes[nibble / 2];
        out[i] = digits[nibble % 2 == 0 ? byte >> 4 : byte & 0x0F];
        nibble++;
    }
    out[UUID_SIZE - 1] = '\0';
}

bool
id_uuid_valid(const char *text)
{
    if (!text || strnlen(text, UUID_SIZE) != UUID_SIZE - 1) {
        return false;
    }
    for (size_t i = 0; i < UUID_SIZE - 1; i++) {
        char c = text[i];
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');

        if (is_hyphen_place(i) ? c != '-' : !hex) {
            return false;
        }
    }
    return true;
}

bool
id_valid(const char *text)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz"
                                  "0123456789._:-";
    size_t len = text ? strnlen(text, ID_MAX + 1) : 0;

    return len >= 1 && len <= ID_MAX && strspn(text, allowed) == len;
}
