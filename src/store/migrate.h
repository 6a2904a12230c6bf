// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <stddef.h>

#include "util/err.h"

struct db;

/** The steps of a schema: step i leads from version i to i + 1. */
struct migrate_plan {
    const char *const *steps;
    size_t count;
    const char *copy_dir; // where the copy before the first step goes
};

/** The schema of this program. */
extern const char *const migrate_steps[];
extern const size_t migrate_step_count;

/**
 * Bring a database to the last version, each step in one transaction. One
 * that holds data is first copied to `copy_dir`/before-VERSION.db. `from`
 * gets the version found, 0 for an empty one. ERR_CONFLICT when it is newer
 * than the plan.
 */
enum err
migrate_run(struct db *db, const struct migrate_plan *plan, int *from);

#endif
