// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_HANDLE_H
#define STORE_HANDLE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/lock.h"
#include "util/err.h"
#include "util/file.h"

struct db;
struct cache;

/** The inside of a store; internal to the room. */
struct store {
    struct db *db;
    char dir[FILE_PATH_SIZE - 80]; // leaves room for the names inside
    char profile[16]; // the site asked for last, while not enrolled
    struct cache *cache; // owned; see store/cache.h
    bool checked;        // looked over since it was opened
    struct lock_clock pin_lock;   // of the PIN pad
    struct lock_clock case_pause; // of looking up receipts
};

/*
 * Named numbers, all in one page of the database, so that a check-in which
 * changes several of them writes it once.
 */
#define COUNTER_SEQ "seq"                // last of the current epoch
#define COUNTER_VERSION "version"        // see catalogue_version
#define COUNTER_RECORDS "records"        // grows as records or place do
#define COUNTER_SET "set"                // last number given to a set
#define COUNTER_FULL_SET "full_set"      // being filled from nothing, or 0
#define COUNTER_PULLED "pulled"          // 1: a set of the hub is shown
#define COUNTER_LAST_ACK "last_ack"      // clock_now_ms
#define COUNTER_DAY "day"                // business day as 20261201
#define COUNTER_DAY_SIGNED "day.signed"  // 1 sign shown, -1 undecided
#define COUNTER_DAY_TRUSTED "day.trusted" // how it was reached: numbers.c

/** 0 for one that was never set. */
enum err
counter_get(struct store *store, const char *name, int64_t *out);

enum err
counter_set(struct store *store, const char *name, int64_t value);

/** Add `by` and hand back the sum; `out` may be NULL. */
enum err
counter_add(struct store *store, const char *name, int64_t by,
            int64_t *out);

/** What screens show has changed; in the transaction that changes it. */
enum err
version_bump(struct store *store);

/** As version_bump, and records or the place of this kiosk did. */
enum err
version_bump_records(struct store *store);

/** The place of a file inside the data directory. */
enum err
store_path(const struct store *store, const char *name,
           char out[FILE_PATH_SIZE]);

#endif
