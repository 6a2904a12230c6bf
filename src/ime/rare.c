// SPDX-License-Identifier: GPL-3.0-or-later
#include "ime/rare.h"

#include <assert.h>
#include <string.h>

/** Letters before the first separator. */
static size_t
syllable_length(const char *letters)
{
    return strcspn(letters, "'");
}

static void
count_characters(struct rare_match *match)
{
    for (size_t i = match->begin; i < match->end; i++)
        match->total += rare_readings[i].count;
}

struct rare_match
rare_find(const char *letters)
{
    struct rare_match match = {0};
    size_t length = syllable_length(letters);
    for (size_t i = 0; i < rare_reading_count; i++) {
        const char *reading = rare_readings[i].letters;
        size_t taken = strlen(reading);
        if (taken <= length && taken > match.letters &&
            memcmp(reading, letters, taken) == 0)
            match = (struct rare_match){i, i + 1, taken, 0};
    }
    for (size_t i = 0; !match.letters && i < rare_reading_count; i++) {
        if (strncmp(rare_readings[i].letters, letters, length) != 0)
            continue;
        if (!match.end)
            match.begin = i;
        match.end = i + 1;
    }
    if (match.end && !match.letters)
        match.letters = length;
    count_characters(&match);
    return match;
}

/** `code` is above U+07FF: the table has nothing else. */
static void
put(uint32_t code, char out[5])
{
    char *at = out;
    if (code >= 0x10000) {
        *at++ = (char)(0xf0 | code >> 18);
        *at++ = (char)(0x80 | (code >> 12 & 0x3f));
    } else {
        *at++ = (char)(0xe0 | code >> 12);
    }
    *at++ = (char)(0x80 | (code >> 6 & 0x3f));
    *at++ = (char)(0x80 | (code & 0x3f));
    *at = '\0';
}

void
rare_get(const struct rare_match *match, size_t i, char out[5])
{
    assert(i < match->total);
    size_t at = match->begin;
    while (i >= rare_readings[at].count)
        i -= rare_readings[at++].count;
    put(rare_characters[rare_readings[at].first + i], out);
}
