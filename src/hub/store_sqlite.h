// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_STORE_SQLITE_H
#define HUB_STORE_SQLITE_H

#include <sqlite3.h>

#include "hub/sqlite_sql.h"
#include "hub/store.h"

/* What the files of the SQLite store are to each other. */

/** Makes or migrates the tables; what an older program made is copied to
 * `PATH.before-N` first. */
enum err
sqlite_migrate(sqlite3 *db, const char *path);

/** Opens the position file; a database older than it gets a new epoch. */
enum err
sqlite_position_open(struct sqlite_store *store, const char *path);

/** The operation `handed_out`. */
enum err
sqlite_position_note(struct hub_store *base,
                     const struct hub_position *position);

/** Each file puts its operations into the table. */
void
sqlite_fill_records(struct hub_store_ops *ops);
void
sqlite_fill_versions(struct hub_store_ops *ops);
void
sqlite_fill_kiosks(struct hub_store_ops *ops);
void
sqlite_fill_events(struct hub_store_ops *ops);
void
sqlite_fill_visits(struct hub_store_ops *ops);
void
sqlite_fill_cases(struct hub_store_ops *ops);

/** Opens `path`; hub_store_open() has looked at the spec. */
enum err
sqlite_open(const char *path, struct hub_store **out);

#endif
