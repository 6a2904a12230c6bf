// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_CASES_H
#define STORE_CASES_H

#include <stdbool.h>
#include <stdint.h>

#include "model/case.h"
#include "util/err.h"

struct store;

/** What this kiosk can say about a receipt number. */
enum case_found {
    CASE_FOUND_WAITING, // handed in here, not sent yet
    CASE_FOUND_SENT,    // the hub has it; how far it is has not come yet
    CASE_FOUND_ASIDE,   // the hub refused it; staff decide
    CASE_FOUND_STATE    // `file` says how far it is
};

struct case_lookup {
    enum case_found found;
    struct case_file file; // with FOUND_STATE; else its `form`, `updated_ms`
                           // (when it was handed in) and nothing more
};

/**
 * Look a receipt number up, of this kiosk and of the others of its site.
 * ERR_NOT_FOUND when nothing is known of it here. The caller wipes the
 * number, and releases `out` with case_lookup_clear.
 */
enum err
cases_find(struct store *store, const char *receipt, struct case_lookup *out);

void
case_lookup_clear(struct case_lookup *lookup);

/** Numbers that found nothing, kept across restarts. */
struct case_pause {
    int misses;           // in a row
    int64_t paused_until; // clock_now_ms value; 0 when open
    int64_t pause_ms;     // length of the current pause
};
enum err
case_pause_load(struct store *store, struct case_pause *out);

/**
 * Record one look-up. Five misses in a row pause the page for 30 s, each
 * further one doubles that, to 15 minutes at most; a hit begins anew, and
 * so does a quarter of an hour without a miss. ERR_CONFLICT, and nothing
 * recorded, while it is paused.
 */
enum err
case_pause_try(struct store *store, bool hit, struct case_pause *out);

#endif
