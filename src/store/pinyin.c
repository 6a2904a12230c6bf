// SPDX-License-Identifier: Apache-2.0
#include "store/pinyin.h"

#include <string.h>

#include "store/pinyin_table.h"

// The place of a rare character, or their count.
static size_t
find_rare(uint32_t code)
{
    size_t low = 0;
    size_t high = pinyin_rare_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (pinyin_rare[middle] < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < pinyin_rare_count && pinyin_rare[low] == code
             ? low : pinyin_rare_count;
}

size_t
pinyin_readings(uint32_t code, const char *out[PINYIN_READINGS_MAX])
{
    const uint16_t *range;
    size_t count = 0;
    size_t at;

    if (code >= PINYIN_FIRST && code <= PINYIN_LAST) {
        range = &pinyin_first[code - PINYIN_FIRST];
    } else {
        at = find_rare(code);
        if (at == pinyin_rare_count) {
            return 0;
        }
        range = &pinyin_rare_first[at];
    }
    for (at = range[0]; at < range[1] && count < PINYIN_READINGS_MAX; at++) {
        out[count++] = pinyin_syllables[pinyin_pool[at]];
    }
    return count;
}

// The first syllable that is not before the letters.
static size_t
lower_bound(const char *text, size_t len)
{
    size_t low = 0;
    size_t high = pinyin_syllable_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strncmp(pinyin_syllables[middle], text, len) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t
pinyin_completions(const char *text, size_t len, const char *const **out)
{
    size_t first = lower_bound(text, len);
    size_t end = first;

    while (end < pinyin_syllable_count
           && strncmp(pinyin_syllables[end], text, len) == 0) {
        end++;
    }
    *out = &pinyin_syllables[first];
    return end - first;
}

bool
pinyin_is_syllable(const char *text, size_t len)
{
    const char *const *found;

    return len > 0 && len <= PINYIN_SYLLABLE_MAX
        && pinyin_completions(text, len, &found) > 0
        && found[0][len] == '\0';
}
