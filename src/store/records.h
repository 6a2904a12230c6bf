// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_RECORDS_H
#define STORE_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/buf.h"
#include "util/err.h"

struct store;

/*
 * Records in numbered sets; internal. Of each kind one set is shown; others
 * are being filled or wait to be swept. All but `records_sweep` are called
 * inside a transaction.
 */

/** FROM of the shown records (r) of a kind (k.kind). */
#define RECORDS_SHOWN                                                        \
    " FROM kinds k JOIN records r"                                           \
    " ON r.kind = k.kind AND r.set_no = k.shown"

/** The sets of a kind; 0 where there is none. */
struct records_sets {
    int64_t shown;
    int64_t staged; // while the kind is fetched anew
};
enum err
records_sets(struct store *store, const char *kind, struct records_sets *out);

/** As records_sets, giving the kind an empty set when none is shown. */
enum err
records_sets_ensure(struct store *store, const char *kind,
                    struct records_sets *out);

/** A number no set has had. */
enum err
records_new_set(struct store *store, int64_t *out);

enum err
records_show(struct store *store, const char *kind, int64_t set_no);

/** Show `set_no` of every kind. */
enum err
records_show_all(struct store *store, int64_t set_no);

enum err
records_stage(struct store *store, const char *kind, int64_t set_no);

/** One record as a page brings it. */
struct record_row {
    const char *kind;
    const char *id;
    int64_t rev;
    bool deleted; // a tombstone, until the set is shown
    bool refused; // `body` is the last good one, if any
    const char *body; // as it came, see store/terms.h; NULL: none
    size_t len;
};

/** What is there of a record, without its body. ERR_NOT_FOUND. */
struct record_found {
    int64_t rec;
    int64_t rev;
    bool deleted;
    bool refused;
};
enum err
records_find(struct store *store, const char *kind, int64_t set_no,
             const char *id, struct record_found *out);

/** Append the body of a record that is in force; ERR_NOT_FOUND when none
 *  is. */
enum err
records_body(struct store *store, int64_t rec, struct buf *out);

/** Append a record's body as it came, with its times and its next body. */
enum err
records_raw(struct store *store, int64_t rec, struct buf *out);

/** Put a row in a set, in place of an older one, and index what is in
 *  force of it now. */
enum err
records_put(struct store *store, int64_t set_no,
            const struct record_row *row);

/** Remove a row and its indexes; one that is not there is fine. */
enum err
records_drop(struct store *store, int64_t set_no, const char *kind,
             const char *id);

/** Move all rows of a set into the sets shown, over what is there. */
enum err
records_merge(struct store *store, int64_t set_no);

/** The body of a shown record; ERR_NOT_FOUND. `out` grows by it. */
enum err
records_read(struct store *store, const char *kind, const char *id,
             struct buf *out);

/** Delete rows of sets that are no longer needed, 200 a transaction. */
enum err
records_sweep(struct store *store);

/** Delete every row of a kind in all sets, 200 a transaction. */
enum err
records_wipe(struct store *store, const char *kind);

#endif
