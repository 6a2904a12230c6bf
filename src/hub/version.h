// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_VERSION_H
#define HUB_VERSION_H

#include <stdint.h>

#include "hub/store.h"
#include "util/buf.h"
#include "util/err.h"

/** One version, kept beyond the call that found it. */
struct version_copy {
    int64_t n;                 // 0: what kiosks have now
    char owner[HUB_ID_SIZE];   // site of kinds that belong to one, else ""
    struct buf body;
};

/**
 * The body of a version, or with `n` 0 what kiosks have now. `out` is to be
 * cleared in every case. ERR_NOT_FOUND when there is no such body.
 */
enum err
version_load(struct hub_store *store, const char *kind, const char *id,
             int64_t n, struct version_copy *out);

/** The newest version that has a body, drafts included. */
enum err
version_load_newest(struct hub_store *store, const char *kind,
                    const char *id, struct version_copy *out);

void
version_copy_clear(struct version_copy *copy);

#endif
