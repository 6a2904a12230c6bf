// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_COPIES_H
#define STORE_COPIES_H

#include <stdbool.h>
#include <stddef.h>

#include "util/err.h"

struct store;

/*
 * The copies of the database beside it; internal. `store_back_up` writes
 * `backup/kiosk.db`; a damaged database is kept as
 * `kiosk.db.damaged-DAY-NUMBER`.
 */

/** Move a damaged database with its WAL aside; `path` gets where to. */
enum err
copies_set_aside(const char *dir, char *path, size_t size);

/** Put the last copy in the place of the database; false when none is. */
enum err
copies_restore(const char *dir, bool *restored);

/** Remove every copy and damaged file: they hold what a wipe removes. */
enum err
copies_remove(const char *dir);

#endif
