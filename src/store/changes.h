// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_CHANGES_H
#define STORE_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

struct store;
struct change_page; // wire/change.h

/** The cursor to pull from; empty to start from nothing. */
enum err
changes_cursor(struct store *store, char *out, size_t size);

struct changes_result {
    size_t applied;
    size_t ignored; // unknown kinds, or a rev not newer
    size_t refused; // bodies that do not validate: the last good one stays
};
/**
 * Apply one page with its cursor: up to 200 rows in one transaction, more
 * staged in side tables and swapped in one short transaction. Records a
 * `catalogue.refused` event for each refused body.
 */
enum err
changes_apply(struct store *store, const struct change_page *page,
              struct changes_result *out);

/**
 * Start from empty (410, cursor-too-old): what is there stays shown until
 * changes_apply has stored a page with `more` false, then the new set is
 * swapped in whole.
 */
enum err
changes_restart(struct store *store);

/** Count and XOR hash of the records held of a kind (PROTOCOL.md
 *  "checks"), 64 lower-case hex digits. */
enum err
changes_check(struct store *store, const char *kind, int64_t *count,
              char hash[65]);

/** Fetch one kind anew: begin, add pages, then swap it in whole. Does not
 *  move the main cursor. */
enum err
changes_refetch_begin(struct store *store, const char *kind);
enum err
changes_refetch_add(struct store *store, const struct change_page *page);
enum err
changes_refetch_end(struct store *store, const char *kind);

/** When the hub was last heard of and when all was last fetched
 *  (clock_now_ms; 0 never). */
struct sync_times {
    int64_t last_contact;
    int64_t last_pull;
    int64_t last_push;
    int64_t last_full_sync; // push and pull both done
};
enum err
sync_times_load(struct store *store, struct sync_times *out);
enum err
sync_times_save(struct store *store, const struct sync_times *times);

/** Small texts that outlive a restart, by key (`[a-z_.]{1,48}`): last
 *  heartbeat number, trusted time, and the like. ERR_NOT_FOUND. */
enum err
setting_get(struct store *store, const char *key, char *out, size_t size);
enum err
setting_set(struct store *store, const char *key, const char *value);

/** The last time that the hub confirmed, ms since 1970. */
#define SETTING_TRUSTED_TIME "clock.trusted"

/** Heartbeats that did not get through, at most 200, oldest dropped. */
enum err
heartbeat_keep(struct store *store, const char *json);
/** Kept heartbeats as a JSON array text; the caller frees it with free(). */
enum err
heartbeat_kept(struct store *store, char **out, size_t *count);
enum err
heartbeat_forget(struct store *store);

#endif
