// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_LINKS_H
#define HUB_LINKS_H

#include <stdbool.h>

#include "hub/store.h"
#include "util/buf.h"
#include "util/err.h"

/* Which records of the catalogue lead to which (wire/links.h). */

/** Is there such a live record? With `ever` also one that was withdrawn, or
 * is a draft. */
enum err
links_there(struct hub_store *store, const char *kind, const char *id,
            bool ever, bool *out);

/** Append "service x (policy), form y (next.policy)": the live records that
 * lead to this one, itself apart. Of many only some are named. */
enum err
links_from(struct hub_store *store, const char *kind, const char *id,
           struct buf *out);

/** Append "topic x (topics[1])": what this live record leads to and is not
 * there. */
enum err
links_broken(struct hub_store *store, const char *kind, const char *id,
             struct buf *out);

#endif
