// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef IME_KNOWN_H
#define IME_KNOWN_H

#include <stdbool.h>
#include <stddef.h>

struct answer;
struct request;

/**
 * Answers made before anybody asks: the first page for one letter and for
 * two, which are the dearest to find and the most often asked. They are the
 * same for everybody: which ones are here tells nothing of what was typed.
 */
struct known;

struct known *
known_create(void);
void
known_free(struct known *known);

/** The next question to be answered here, of one letter or one sound, then
 *  of `all`; false when none is left. */
bool
known_next(const struct known *known, bool all, struct request *out);

/** Keep the answer to that question, without its line feed. */
void
known_keep(struct known *known, const struct request *request,
           const struct answer *answer);

/** Answer from here; false when this one is not known. */
bool
known_answer(const struct known *known, const struct request *request,
             struct answer *out);

#endif
