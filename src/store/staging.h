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

// A longer page is written aside first.
#define STAGING_PAGE 200
// Rows a transaction writes at most, so that a visitor never waits long and
// the pages they touch fit the cache.
#define STAGING_ROWS 64

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

/** Whether a change's body is good; before the transaction, for it takes
 *  the longest. ERR_INVALID when it is to be refused. */
enum err
staging_check(const struct change *change);

/**
 * Write one change inside a transaction: rev rule, indexes, tickets.
 * `checked` is what staging_check said of it. A body that is refused leaves
 * the last good one shown and adds the event `catalogue.refused`.
 */
enum err
staging_write(struct staging *staging, const struct change *change,
              enum err checked);

/** changes_restart inside a transaction of the caller. */
enum err
staging_restart(struct store *store);

#endif
