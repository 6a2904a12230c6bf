// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_READING_H
#define IME_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "ime/library.h"
#include "ime/measure.h"

struct request;

// Nobody pages further: they type another letter.
#define READING_MAX 600
#define READING_SPLIT_SIZE 72
#define READING_SYLLABLES_MAX 32

struct reading_word {
    const char *text; // owned by libpinyin until the next reading
    size_t letters;   // that it stands for
};

/** What one way of reading the letters found, in libpinyin's order. */
struct reading {
    struct reading_word words[READING_MAX];
    size_t count;
    size_t parsed;    // letters that were understood
};

/** What readings are made with. */
struct reader {
    struct library library;
    struct measure measure;
};

/** Letters in syllables, and how they are to be read. */
struct syllables {
    char split[READING_SPLIT_SIZE]; // "an'jia'fei", what is left included
    size_t taken;     // letters that are read at once
    size_t count;
    size_t ends[READING_SYLLABLES_MAX]; // places in the letters
    bool sibilant;    // a "z", "c" or "s" alone: also "zh", "ch", "sh"
    bool initials;    // all are cut short, and there are four or more
    bool doubtful;    // may be divided otherwise: "xian", "fangan"
    bool confusable;  // has a sound that is often taken for another
};

void
reading_split(struct reader *reader, const char *letters,
              struct syllables *out);

/** What was typed, as it was typed. */
void
reading_exact(struct reader *reader, const struct request *request,
              const struct syllables *syllables, struct reading *out);

/** Words alone, with sounds that are often confused: zh z, ang an … */
void
reading_fuzzy(struct reader *reader, const struct request *request,
              const struct syllables *syllables, struct reading *out);

#endif
