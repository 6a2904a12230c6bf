// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_CATALOGUE_FILE_H
#define HUB_CATALOGUE_FILE_H

#include <stdbool.h>

#include "util/buf.h"
#include "util/err.h"
#include "wire/fault.h"

#define CATALOGUE_FILE_MAX (1024 * 1024)

/** A record out of a file, checked by its reader. Borrowed. */
struct catalogue_record {
    const char *kind;
    const char *id;
    const char *body; // canonical JSON
};

/** What reading a file leads to. */
struct catalogue_reader {
    /** A good record; an error ends the reading with it, and a fault noted
     * with ERR_INVALID is complained about instead. */
    enum err (*record)(const struct catalogue_record *record,
                       struct fault *fault, void *userdata);
    /** A bad file or record; others are read on. */
    void (*complain)(const char *path, const struct fault *fault,
                     void *userdata);
    void *userdata;
};

/**
 * Read a file of records: JSON with one `{"kind","id","body"}` or an array
 * of them, or Markdown with a head where the name ends in `.md` (sheet.h).
 * `kind`: what every record must be, NULL for any. ERR_IO, ERR_NO_MEMORY.
 */
enum err
catalogue_file_read(const char *path, const char *kind,
                    const struct catalogue_reader *reader);

/** True for the name of a file that a folder's records are read from. */
bool
catalogue_file_is(const char *name);

/** Add a line `FILE: FIELD: what is wrong: what to do`. */
void
catalogue_file_explain(const char *path, const struct fault *fault,
                       struct buf *out);

#endif
