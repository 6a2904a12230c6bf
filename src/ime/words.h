// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_WORDS_H
#define IME_WORDS_H

#include <stdbool.h>

/** Called for each word with its syllables ("an'jia'fei"). */
typedef void words_fn(const char *word, const char *syllables,
                      void *userdata);

/** Read a file of words; false when it cannot be opened. Lines that are
 *  empty, too long or begin with # are passed over. */
bool
words_read(const char *path, words_fn *each, void *userdata);

#endif
