// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_MARKS_H
#define STORE_MARKS_H

#include <stdbool.h>
#include <stdint.h>

#include "util/err.h"
#include "util/id.h"
#include "util/timestamp.h"

#define MARKS_LETTERS 26
// Ticket numbers are set apart in blocks of this many.
#define MARKS_BLOCK 20

/**
 * What a restored copy of the database must not use again; internal.
 *
 * The file `marks` lies beside the database and in none of its copies. It
 * holds two slots; a write goes to the older one and is synced, so a cut
 * leaves at least one whole. `token` is changed in database and marks each
 * time a store is opened: a database with another one is an old copy.
 */
struct marks {
    int64_t generation; // of the slot; 0: no marks were found
    char token[UUID_SIZE];
    char previous[UUID_SIZE]; // good too while a change is under way
    char epoch[UUID_SIZE];
    int64_t epoch_no;
    int64_t handed;     // highest seq of `epoch` the network may have seen
    char day[DAY_SIZE]; // business day the counters below are of
    int signed_numbers; // 1: numbers show the sign, -1: not decided
    int reserved[MARKS_LETTERS]; // by letter: up to here set apart
};

/** ERR_OK with generation 0 when there is no readable slot. */
enum err
marks_load(const char *dir, struct marks *out);

/**
 * Change the marks durably under a lock between threads: `change` gets the
 * newest and edits it; false from it means nothing is to be written.
 */
typedef bool marks_change_fn(struct marks *marks, void *userdata);
enum err
marks_change(const char *dir, marks_change_fn *change, void *userdata);

#endif
