// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_LIBRARY_H
#define IME_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

struct _pinyin_context_t;
struct _pinyin_instance_t;
struct _import_iterator_t;

/** How letters sound. */
enum library_sounds {
    SOUNDS_EXACT,
    SOUNDS_SIBILANT, // z also zh, c also ch, s also sh
    SOUNDS_FUZZY     // that, and an also ang, en eng, in ing
};

/** What candidates are wanted. */
enum library_guess {
    GUESS_ALL,  // sentences and a longer word too
    GUESS_WORDS // words alone
};

/** Inputs that do not disturb each other. */
enum library_input { INPUT_EXACT, INPUT_FUZZY, INPUT_COUNT };

/**
 * libpinyin, opened: the one place that names it, since its header defines
 * variables. It has no user's files, does not train and is never saved.
 */
struct library {
    struct _pinyin_context_t *context;
    struct _pinyin_instance_t *inputs[INPUT_COUNT];
    struct _import_iterator_t *import; // while words are added
};

/** False when libpinyin's data is not there; library_close all the same. */
bool
library_open(struct library *library);

void
library_close(struct library *library);

/** Add a word with its syllables; false when it is none. */
bool
library_add(struct library *library, const char *word,
            const char *syllables);

/** Take over the words that were added. */
void
library_added(struct library *library);

/** Read the letters; returns how many were understood. */
size_t
library_parse(struct library *library, enum library_input input,
              enum library_sounds sounds, const char *letters);

/** How it divided the first `parsed` letters: "an jia f |". To be freed by
 *  library_free_text; may be NULL. */
char *
library_division(struct library *library, enum library_input input,
                 size_t parsed);
void
library_free_text(char *text);

/** Find candidates for what was parsed; returns how many. They are sorted
 *  by characters, then by letters, the shortest last. `context` are
 *  characters that stand before, "" without. */
size_t
library_guess(struct library *library, enum library_input input,
              enum library_guess guess, const char *context);

/** Text of the `i`-th candidate, borrowed until the next parse; `word` is
 *  false for one that always stands for all letters. NULL when it is of a
 *  kind that is not shown. */
const char *
library_candidate(struct library *library, enum library_input input,
                  size_t i, bool *word);

/** Choose a word: how many letters it stands for. This moves it forward in
 *  this library for good. */
size_t
library_choose(struct library *library, enum library_input input, size_t i);

#endif
