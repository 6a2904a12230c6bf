// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include <stdbool.h>

#include "model/lang.h"
#include "model/names.h"
#include "util/timestamp.h"

/** How far a fact may be relied on; unverified ones carry a line. */
enum source_state { SOURCE_UNVERIFIED, SOURCE_VERIFIED, SOURCE_EXPIRED };

/** Where a record's facts were published; all empty when not given. */
struct source {
    struct text document; // its title
    char date[DAY_SIZE];  // when it was published
    struct text place;    // where in it, or where it can be found
};

/** "unverified", "verified", "expired". */
extern const struct names source_state_names;

/** What was published of it: its state, and its last day ("" when open). */
struct source_term {
    enum source_state state;
    const char *valid_to;
};

/** True on `day` when the state says so or the last day has passed. */
bool
source_expired(struct source_term term, const char *day);

void
source_clear(struct source *source);

#endif
