// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "model/policy.h"
#include "util/err.h"

struct store;

#define SEARCH_HITS_MAX 5000 // the newest of these are told apart
#define SEARCH_TYPING_MAX 300
#define SEARCH_TYPING_TEXTS 8000
#define SEARCH_PAGE_MAX 32
#define SEARCH_TEXT_SIZE 256 // bytes of a question that count, and a NUL

/**
 * What a visitor asks for: Chinese, pinyin, initials, words, numbers, from
 * one character on. Policies whose title answers come before those whose
 * text does.
 */
struct search_query {
    const char *text; // any bytes; the first SEARCH_TEXT_SIZE - 1 count
    // Titles the newest first, then texts the best match first, among the
    // newest SEARCH_HITS_MAX of each; otherwise, as quick as one types, both
    // the newest first: up to SEARCH_TYPING_MAX of the newest
    // SEARCH_TYPING_TEXTS policies.
    bool best;
    size_t first;
    size_t max; // at most SEARCH_PAGE_MAX
};

struct search_result {
    size_t count; // policies handed out
    size_t total; // there are; with `more`, at least so many
    bool more;
};

/**
 * One page of the policies found; the caller clears each. Nothing is found
 * for a text that asks nothing. An index that cannot be read is made anew:
 * a small one at once, a big one by search_maintain.
 */
enum err
search_policies(struct store *store, const struct search_query *query,
                struct policy *out, struct search_result *result);

/** True when there is something in the text to look for. */
bool
search_asks(const char *text);

/**
 * Catch up with some of what the index is behind with and join its parts,
 * in small transactions; `more` when it is to be called again. May take a second:
 * never on the main thread.
 */
enum err
search_maintain(struct store *store, bool *more);

/** A part of a text that answers the question, in bytes. */
struct search_mark {
    size_t start;
    size_t end;
};

/** Where `text` answers the question, ascending, not overlapping; returns
 *  how many of at most `max`. Pinyin marks only in a `title`. */
size_t
search_marks(const char *question, const char *text, bool title,
             struct search_mark *out, size_t max);

#endif
