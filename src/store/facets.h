// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_FACETS_H
#define STORE_FACETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

struct store;
struct record_row;

/*
 * By what lists find their records: a service's site, an entry's group, a
 * policy's topics, an activity's classes, "" for all of a kind; the policy
 * a form is for, a case's receipt, a person's keys.
 * They hang on the row and go with it. Internal.
 */

/** FROM of the shown records (r) by their facets (f), through the facets'
 *  index. */
#define FACETS_SHOWN                                                         \
    " FROM facets f CROSS JOIN records r ON r.rec = f.rec"                   \
    " JOIN kinds k ON k.kind = r.kind AND k.shown = r.set_no"

/** Activities that are checked in to at a terminal; no class is called so. */
#define FACETS_CHECKIN "checkin"

/** Index a row just put, in the same transaction. */
enum err
facets_index(struct store *store, const struct record_row *row, int64_t rec);

/** True when no set of the kind but the one shown has rows, so that what
 *  hangs on its rows hangs on shown ones. */
enum err
facets_one_set(struct store *store, const char *kind, bool *out);

/** How many shown records a list finds by a facet. */
enum err
facets_count(struct store *store, const char *kind, const char *facet,
             size_t *out);

#endif
