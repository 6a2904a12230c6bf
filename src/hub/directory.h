// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_DIRECTORY_H
#define HUB_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "hub/roster.h"
#include "hub/store.h"
#include "util/err.h"

/** Where a roster goes. */
struct directory_target {
    const char *keys_dir; // hub_store_keys_dir()
    const char *site;
    bool rotate; // take a new directory key, the last one staying valid
};

struct directory_counts {
    size_t added;
    size_t kept; // known before, by their number
    size_t removed;
};

/**
 * Make a roster the directory of a site (PROTOCOL.md "Directory"): the
 * `talent` records hold keyed hashes and masks, never a number or a full
 * name. A talent known by number keeps its id, in `talent` of each person;
 * those who are not in the roster stay as long as a key of theirs is valid,
 * that is until the roster after this one.
 *
 * Call it inside a writing transaction of `store`. A rotated key is on the
 * disk before that commits; one that was never used does no harm.
 * ERR_INVALID: a broken key file; ERR_IO, ERR_NO_MEMORY.
 */
enum err
directory_import(struct hub_store *store,
                 const struct directory_target *target,
                 struct roster *roster, struct directory_counts *out);

#endif
