// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_TERMS_H
#define STORE_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "store/records.h"
#include "util/buf.h"
#include "util/err.h"

struct store;

/**
 * What of a record is shown now, and between which times that stays so;
 * internal.
 *
 * A record of the catalogue may say when it is shown and which body comes
 * next (wire/effective.h). It is kept as it came, and what is shown of it
 * beside; terms_take_over puts that right as time passes.
 */
struct terms {
    bool timed;       // it says anything about times
    const char *body; // borrowed from the row or `next`; NULL: none
    size_t len;
    int64_t since_ms; // clock_now_ms; 0: since ever
    int64_t due_ms;   // when something else is to be shown; 0: never
    struct buf next;
};

/** `row` holds the record as it came. The caller clears `out`, also after
 *  a failure. */
enum err
terms_read(struct store *store, const struct record_row *row,
           struct terms *out);

void
terms_clear(struct terms *terms);

#endif
