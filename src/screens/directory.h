// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_DIRECTORY_H
#define SCREENS_DIRECTORY_H

#include <stddef.h>

#include "model/entry.h"
#include "util/err.h"

struct store;

/** How a group of entries is called; texts are marked for translation. */
struct directory_group {
    enum entry_group group;
    const char *icon, *name, *sub;
    const char *prefix; // of the ids that are read here; NULL: all
};

/** NULL for a group that is not shown. */
const struct directory_group *
directory_group_find(enum entry_group group);

/** A piece of a group. */
struct directory_page {
    struct entry *entries; // room for `max`, which may be 0: count only
    size_t first, max;
    size_t count, total;
};

/** The caller clears the entries. */
enum err
directory_read(struct store *store, const struct directory_group *group,
               struct directory_page *page);

#endif
