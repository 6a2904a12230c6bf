// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "util/err.h"

/**
 * One connection to the kiosk's database, owned by one thread.
 *
 * A data directory holds `kiosk.db` (SQLite, WAL, synchronous=FULL), the
 * nightly copy `backup/kiosk.db`, `marks` (what a restored copy must not
 * use again) and `keys/` (0600, never in the database or its copies).
 */
struct store;

/** How the store was found when it was opened first. */
struct store_condition {
    bool created;        // no database was there
    bool restored;       // damaged or older than `marks`: a new epoch began
    bool salvaged;       // pending events were rescued from a damaged file
    int migrated_from;   // schema version found, 0 when none
    char epoch[37];      // epoch of the events written from now on
};

/**
 * Open the store of data directory `dir` for the process: create or migrate
 * it (each step in one transaction, after a copy), run quick_check, restore
 * the last copy when it is damaged, begin a new epoch where it was created
 * or restored. Call once, under the directory's lock, before other threads
 * open theirs. ERR_IO when the directory cannot be used, ERR_CONFLICT when
 * the database is newer than this program.
 */
enum err
store_open(const char *dir, struct store **out,
           struct store_condition *condition);

/**
 * The same in three steps, so that a page can be drawn while quick_check
 * runs. Until the last one the store is only read, and what is read may be
 * damaged. A database that has to be made, migrated or replaced for want
 * of a header is so in the first step, its check included.
 */
enum err
store_open_begin(const char *dir, struct store **out,
                 struct store_condition *condition);

/** Any thread, by a connection of its own: `damaged` for the last step. */
enum err
store_open_check(const char *dir, bool *damaged);

/** Restore what is damaged and begin to write. `store` stays the caller's,
 *  to be closed, when it fails. */
enum err
store_open_finish(struct store *store, bool damaged,
                  struct store_condition *condition);

/** Another connection to an opened store, for another thread. */
enum err
store_open_again(const char *dir, struct store **out);

void
store_close(struct store *store);

/** Write the compact copy that store_open falls back to. Takes a while:
 *  never on the main thread. */
enum err
store_back_up(struct store *store);

/** Thorough check (integrity_check) for `doctor`; `out` gets the first
 *  problem, or an empty string. */
enum err
store_check(struct store *store, char *out, uint32_t size);

/** Free disk space of the data directory in MiB, -1 when unknown. */
int64_t
store_free_mib(const struct store *store);

#endif
