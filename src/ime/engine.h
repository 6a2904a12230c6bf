// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_ENGINE_H
#define IME_ENGINE_H

#include <stdbool.h>
#include <stddef.h>

struct answer;
struct request;

/**
 * libpinyin as this program uses it: it never trains, never saves and has
 * no user's files. What is added to its user dictionary lives in memory.
 */
struct engine;

/** NULL when libpinyin or its data is not there. */
struct engine *
engine_create(void);

void
engine_free(struct engine *engine);

/** Add words from a file (assets/ime/hall.txt); false when it cannot be
 *  read. A line that is not a word is passed over and told on stderr. */
bool
engine_add_words(struct engine *engine, const char *path);

/** Answer a REQUEST_ASK: words for all of the letters, exact readings
 *  before fuzzy ones, then words for a part of them, in the same order. */
void
engine_answer(struct engine *engine, const struct request *request,
              struct answer *out);

/** Use a quiet moment of some milliseconds to answer faster later on, the
 *  same whoever types what: what is dearest, or `all`. False when nothing
 *  is left to do. Only after all words were added. */
bool
engine_prepare(struct engine *engine, bool all);

#endif
