// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_SEARCH_INDEX_H
#define STORE_SEARCH_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "util/err.h"

struct store;

/*
 * The search index over policies; internal.
 *
 * Triggers note each policy row that comes (`search_new`) or goes
 * (`search_gone`, with the text the index was given); search_index_work
 * brings the index up to date, in the transaction that changed the rows or
 * in later ones. Documents are numbered by the day of their source, expired
 * ones first, so that the highest number is the newest. Rows of sets that
 * are not shown are in the index too: facets_one_set tells.
 */

/** Rows that search_index_catch_up writes in one transaction. */
#define SEARCH_INDEX_ROWS 64

/**
 * Inside a transaction: index at most `max` rows that came and forget as
 * many that went. `more` when some are left.
 */
enum err
search_index_work(struct store *store, size_t max, bool *more);

/**
 * Outside a transaction: work until nothing is left, in small transactions,
 * after beginning anew where the index is not of this program's version or
 * was found broken. `limit` transactions at most, 0 for no limit.
 */
enum err
search_index_catch_up(struct store *store, size_t limit);

/** True when nothing waits to be forgotten or indexed. */
enum err
search_index_settled(struct store *store, bool *out);

/** Look a small index over and note it when it is damaged; a big one would
 *  keep visitors waiting. */
enum err
search_index_look_over(struct store *store);

/**
 * Outside a transaction: join the many parts that changes leave an index
 * in, which every search looks through, in at most `limit` small
 * transactions; `more` when it is to be called again.
 */
enum err
search_index_join(struct store *store, size_t limit, bool *more);

/** Note that the index cannot be read: the next catch-up makes it anew. */
enum err
search_index_distrust(struct store *store);

#endif
