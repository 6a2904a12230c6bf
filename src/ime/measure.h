// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_MEASURE_H
#define IME_MEASURE_H

#include "ime/library.h"

/**
 * How many letters a word stands for.
 *
 * libpinyin tells it only to who chooses the word, and choosing moves the
 * word forward for the next visitor. So words are chosen in a second
 * library, whose order nobody sees.
 */
struct measure {
    struct library library;
    struct _GHashTable *lengths; // of words; borrowed keys
    size_t parsed;
};

bool
measure_open(struct measure *measure);

void
measure_close(struct measure *measure);

/** Measure the words for these letters, read this way. */
void
measure_letters(struct measure *measure, enum library_sounds sounds,
                const char *letters);

/** Letters of a word among them; 0 when it is not. */
size_t
measure_word(const struct measure *measure, const char *word);

#endif
