// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_STAGING_H
#define STORE_STAGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

struct store;
struct change;
struct changes_result;
struct keys_directory;

// Rows a transaction writes at most, so that a visitor never waits long.
#define STAGING_ROWS 200

/** Which sets a change of a page is written to. */
enum staging_mode {
    STAGING_SHOWN,  // the sets shown, and those being fetched anew
    STAGING_ASIDE,  // one set, to be merged into the ones shown
    STAGING_FULL,   // one set, to be shown whole once it is complete
    STAGING_REFETCH // the staged set of one kind
};

/** One page on its way in; internal. */
struct staging {
    struct store *store;
    enum staging_mode mode;
    int64_t set_no;                   // of ASIDE, FULL and REFETCH
    struct keys_directory *directory; // keys met; saved before the commit
    bool directory_changed;
    bool beside; // writing to a set that is being fetched anew
    struct changes_result *result;
};

/**
 * Write one change inside a transaction: rev rule, validation, indexes,
 * tickets. A body that is refused leaves the last good one shown and adds
 * the event `catalogue.refused`.
 */
enum err
staging_write(struct staging *staging, const struct change *change);

/** changes_restart inside a transaction of the caller. */
enum err
staging_restart(struct store *store);

#endif
