// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_RARE_H
#define IME_RARE_H

#include <stddef.h>
#include <stdint.h>

/** All characters of one reading, in the order they are shown. */
struct rare_reading {
    const char *letters;  // "kun", "lv"
    uint32_t first, count; // in rare_characters
};

// Made at build time by rare_table.py; readings are sorted.
extern const struct rare_reading rare_readings[];
extern const size_t rare_reading_count;
extern const uint32_t rare_characters[];

/** What the letters stand for. */
struct rare_match {
    size_t begin, end; // readings
    size_t letters;    // how many of the letters they take
    size_t total;      // characters
};

/**
 * The first syllable: the longest reading that the letters begin with, or
 * all readings that begin with the letters.
 */
struct rare_match
rare_find(const char *letters);

/** The `i`-th character of a match, as UTF-8. */
void
rare_get(const struct rare_match *match, size_t i, char out[5]);

#endif
