// SPDX-License-Identifier: Apache-2.0
#include "util/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <sodium.h>

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
str_copy(char *dst, size_t size, const char *src)
{
    size_t len = src ? strlen(src) : 0;
    bool fits = len < size;

    assert(size > 0);
    if (!fits) {
        len = size - 1;
        // 10xxxxxx continues a character; cut in front of its first byte.
        while (len > 0 && ((unsigned char)src[len] & 0xC0) == 0x80) {
            len--;
        }
    }
    if (len > 0) {
        memmove(dst, src, len);
    }
    dst[len] = '\0';
    return fits;
}

bool
str_format(char *dst, size_t size, const char *format, ...)
{
    va_list args;
    int len;

    assert(size > 0);
    va_start(args, format);
    len = vsnprintf(dst, size, format, args);
    va_end(args);
    if (len < 0) {
        dst[0] = '\0';
        return false;
    }
    return (size_t)len < size;
}

char *
str_dup(const char *text)
{
    return text ? str_dup_len(text, strlen(text)) : NULL;
}

char *
str_dup_len(const char *text, size_t len)
{
    char *copy;

    if (!text || len == SIZE_MAX) {
        return NULL;
    }
    copy = malloc(len + 1);
    if (!copy) {
        return NULL;
    }
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

bool
str_equal(const char *a, const char *b)
{
    if (!a || !b) {
        return a == b;
    }
    return strcmp(a, b) == 0;
}

bool
str_equal_nocase(const char *a, const char *b)
{
    if (!a || !b) {
        return a == b;
    }
    return strcasecmp(a, b) == 0;
}

bool
str_starts(const char *text, const char *prefix)
{
    return text && strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
str_ends(const char *text, const char *suffix)
{
    size_t len = text ? strlen(text) : 0;
    size_t tail = strlen(suffix);

    return text && tail <= len && strcmp(text + len - tail, suffix) == 0;
}

char *
str_trim(char *text)
{
    size_t start = 0;
    size_t len = strlen(text);

    while (len > 0 && is_space(text[len - 1])) {
        len--;
    }
    while (start < len && is_space(text[start])) {
        start++;
    }
    memmove(text, text + start, len - start);
    text[len - start] = '\0';
    return text;
}

bool
str_parse_int(const char *text, int64_t min, int64_t max, int64_t *out)
{
    bool negative;
    int64_t value = 0;

    if (!text) {
        return false;
    }
    negative = *text == '-';
    if (*text == '-' || *text == '+') {
        text++;
    }
    if (*text == '\0') {
        return false;
    }
    // Counted downwards, because INT64_MIN has no positive counterpart.
    for (; *text != '\0'; text++) {
        int digit = *text - '0';

        if (digit < 0 || digit > 9
            || __builtin_mul_overflow(value, 10, &value)
            || __builtin_sub_overflow(value, digit, &value)) {
            return false;
        }
    }
    if (!negative && __builtin_sub_overflow((int64_t)0, value, &value)) {
        return false;
    }
    if (value < min || value > max) {
        return false;
    }
    *out = value;
    return true;
}

void
secret_wipe(void *data, size_t len)
{
    if (data && len > 0) {
        sodium_memzero(data, len);
    }
}

void
secret_free(char *text)
{
    if (text) {
        secret_wipe(text, strlen(text));
        free(text);
    }
}
