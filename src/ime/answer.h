// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_ANSWER_H
#define IME_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ANSWER_MAX 4096    // bytes of a line with its line feed
#define ANSWER_WORD_MAX 99 // bytes of a word

/** A line for the kiosk while it is written. */
struct answer {
    char text[ANSWER_MAX];
    size_t length;
};

/** Begin one that lists words: `split` are the letters in syllables. */
void
answer_begin(struct answer *answer, uint32_t id, size_t total,
             const char *split);

/** Add a word that stands for `letters` letters; false when it does not
 *  fit, the answer is then as it was. */
bool
answer_add(struct answer *answer, const char *word, size_t letters);

/** One that says what was wrong; `id` 0 when it is not known. */
void
answer_error(struct answer *answer, uint32_t id, const char *what);

/** The line feed. */
void
answer_end(struct answer *answer);

#endif
