// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_QUERY_H
#define HUB_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hub/rows.h"
#include "model/kind.h"
#include "util/err.h"
#include "wire/change.h"

/** A position that a kiosk is told, and told back by it. */
struct changes_cursor {
    char epoch[HUB_UUID_SIZE];
    int64_t seq;
    int64_t born; // while it catches up from nothing: where it began
};

/** What `GET /v1/changes` was asked; pure, checked and bounded. */
struct changes_query {
    bool from_start; // an empty cursor
    struct changes_cursor cursor;
    int limit; // 1 to CHANGE_MAX_PAGE
    int wait_s; // 0 to 25
    bool by_kind; // only `kinds`, which may be none that is known
    const char *kinds[KIND_COUNT]; // static texts
    size_t kind_count;
};

#define QUERY_LIMIT_DEFAULT 200
#define QUERY_WAIT_MAX 25

/**
 * Reads the query text as it stands on the request line. Unknown names are
 * passed over; of a repeated one the last counts. ERR_INVALID with `field`
 * the name of what is bad.
 */
enum err
changes_query_parse(const char *query, struct changes_query *out,
                    const char **field);

/** A part of a path as its sender meant it; false when it does not fit or
 *  no text was meant. */
bool
path_decode(const char *text, char *out, size_t size);

/** "EPOCH.SEQ" or "EPOCH.SEQ.BORN"; false for any other text. */
bool
changes_cursor_parse(const char *text, struct changes_cursor *out);

void
changes_cursor_format(const struct changes_cursor *cursor,
                      char out[CHANGE_CURSOR_SIZE]);

#endif
