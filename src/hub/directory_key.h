// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_DIRECTORY_KEY_H
#define HUB_DIRECTORY_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hub/store.h"
#include "util/buf.h"
#include "util/err.h"
#include "wire/enrol.h"

/** Directory keys under which a talent is found: the newest and the last. */
#define DIRECTORY_OVERLAP 2
/** How long the last one stays: a kiosk that was away longer has deleted
 * its directory (PROTOCOL.md "Directory"). */
#define DIRECTORY_OVERLAP_MS ((int64_t)30 * 24 * 3600 * 1000)

/*
 * A directory key reaches kiosks of its site as a `key` record of use
 * "directory". The record in the store lacks the key itself, which stays in
 * its file outside the database; it is put in when the record is sent. The
 * keys that receipt numbers are hashed with are handed out the same way, to
 * kiosks of every site (use "receipt").
 */

/**
 * Announce the newest DIRECTORY_OVERLAP of a site's keys, oldest first, and
 * withdraw those before, inside the caller's transaction. `now_ms` dates the
 * end of the last one.
 */
enum err
directory_key_announce(struct hub_store *store, const char *site,
                       const struct enrol_key *keys, size_t count,
                       int64_t now_ms);

/** Is this record one that lacks its key? */
bool
directory_key_is(const struct hub_record *record);

/**
 * Append the record's body with its key. ERR_NOT_FOUND: its file is gone;
 * ERR_INVALID, ERR_IO, ERR_NO_MEMORY. Wipe `out` after use.
 */
enum err
directory_key_body(const char *keys_dir, const struct hub_record *record,
                   struct buf *out);

#endif
