// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_PUBLISH_H
#define HUB_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hub/store.h"
#include "util/buf.h"
#include "util/err.h"
#include "wire/fault.h"

/*
 * What may happen to a record of the catalogue, and the version that each
 * step leaves behind. Every function works inside the caller's writing
 * transaction, publish_fold() apart; bodies have passed record_check().
 */

/** Who does something, with what, when. Borrowed. */
struct publish_stamp {
    const char *by;     // "" for the hub itself
    const char *source; // name of the file; "" for none
    int64_t now;        // ms since 1970
};

/** A body that is to be published. Borrowed. */
struct publish_item {
    const char *kind;
    const char *id;
    const char *owner; // site of kinds that belong to one, else NULL
    const char *body;  // canonical JSON
    bool draft;        // kept as a version, shown to nobody
};

enum publish_outcome {
    PUBLISH_SAME,    // it is so already
    PUBLISH_NOW,     // kiosks get it now; they may have to wait to show it
    PUBLISH_PLANNED, // it follows the present body at its time
    PUBLISH_DRAFT,
};

/**
 * Put a body. One whose `effective_from` lies ahead becomes the `next` of
 * the present body, in place of any other; with no present body, or none
 * that begins earlier, it is put as it is. A change that is planned for
 * later than a body that is put now stays planned. ERR_INVALID with a fault
 * when both together are no good record.
 */
enum err
publish_put(struct hub_store *store, const struct publish_item *item,
            const struct publish_stamp *stamp, enum publish_outcome *out,
            struct fault *fault);

/**
 * Take a record away: now (`at` 0, or not ahead), or from `at` on, also the
 * body planned for it. ERR_NOT_FOUND when it is not there.
 */
enum err
publish_withdraw(struct hub_store *store, const char *kind, const char *id,
                 int64_t at, const struct publish_stamp *stamp);

/** Forget what is planned for a record: its next body and its end.
 * ERR_NOT_FOUND when it is not there, ERR_CONFLICT when nothing is. */
enum err
publish_cancel(struct hub_store *store, const char *kind, const char *id,
               const struct publish_stamp *stamp);

/**
 * Let every planned body whose time has come take its place, and every
 * record go whose `effective_to` has passed, each in a transaction of its
 * own; other processes may do the same. `next` gets the time of the first
 * change that is still ahead, 0 for none; `count` how many were made.
 */
enum err
publish_fold(struct hub_store *store, int64_t now, int64_t *next,
             size_t *count);

#endif
