// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_CATALOGUE_H
#define HUB_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hub/store.h"
#include "util/buf.h"
#include "util/err.h"

#define CATALOGUE_FILES_MAX 20000

/** What to import, and how. */
struct catalogue_source {
    const char *path;  // a file, or a folder whose files are all read
    const char *kind;  // every record must be of it; NULL for any
    const char *owner; // site of kinds that belong to one; NULL for none
    const char *by;    // who does it; NULL: the hub itself
    int64_t at;        // from when they are effective; 0: as they say
    bool keep;         // a record that was ever there stays
    bool draft;        // keep them as versions, show them to nobody
    bool skip_bad;     // leave bad records out
};

struct catalogue_counts {
    size_t files;
    size_t records; // taken, of which …
    size_t same;    // … were so already
    size_t planned; // … follow the present body at their time
    size_t kept;    // there already, and left alone
    size_t bad;     // complaints
};

/**
 * Import catalogue records from files (catalogue_file.h). They are put
 * inside the caller's transaction, which is to be rolled back on an error:
 * all or nothing. Complaints are lines `FILE: line N: FIELD: why: what to
 * do`, of every file. ERR_INVALID when there are any and they are not to be skipped,
 * ERR_NOT_FOUND for no such path, ERR_IO.
 */
enum err
catalogue_import(struct hub_store *store,
                 const struct catalogue_source *source,
                 struct buf *complaints, struct catalogue_counts *out);

/** True for kinds that can be imported: the catalogue's. */
bool
catalogue_kind(const char *name);

#endif
