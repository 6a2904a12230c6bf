// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_CATALOGUE_H
#define HUB_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "hub/store.h"
#include "util/buf.h"
#include "util/err.h"

#define CATALOGUE_FILE_MAX (1024 * 1024)
#define CATALOGUE_FILES_MAX 20000

/** What to import, and how. */
struct catalogue_source {
    const char *path;  // a file, or a folder whose *.json are all read
    const char *kind;  // every record must be of it; NULL for any
    const char *owner; // site of kinds that belong to one; NULL for none
    bool keep;         // a record that is there already stays
};

struct catalogue_counts {
    size_t files;
    size_t records; // put or found equal
    size_t kept;    // there already
};

/**
 * Import catalogue records: a file holds one `{"kind","id","body"}`, or an
 * array of them. They are put inside the caller's transaction, which is to be
 * rolled back on an error: all or nothing. Complaints are lines
 * `FILE: FIELD: why`, of every file. ERR_INVALID when there are any,
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
