// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_CATALOGUE_FILE_H
#define HUB_CATALOGUE_FILE_H

#include <stdbool.h>

#include "util/buf.h"
#include "util/err.h"
#include "wire/fault.h"
#include "wire/place.h"

struct catalogue_reading;

#define CATALOGUE_FILE_MAX (1024 * 1024)

/** A record out of a file, checked by its reader. Borrowed. */
struct catalogue_record {
    const char *kind;
    const char *id;
    const char *body; // canonical JSON
    struct catalogue_reading *from; // for catalogue_file_place(); or NULL
};

/** What is wrong with a file or a record in it. Borrowed. */
struct catalogue_complaint {
    const char *path;
    struct place place; // where in the file, as far as it is known
    const struct fault *fault;
    const char *kind, *id; // of the record; "" when they are not known
};

/** What reading a file leads to. */
struct catalogue_reader {
    /** A good record; an error ends the reading with it, and a fault noted
     * with ERR_INVALID is complained about instead. */
    enum err (*record)(const struct catalogue_record *record,
                       struct fault *fault, void *userdata);
    /** A bad file or record; others are read on. */
    void (*complain)(const struct catalogue_complaint *complaint,
                     void *userdata);
    void *userdata;
};

/**
 * Read a file of records: JSON with one `{"kind","id","body"}` or an array
 * of them, or Markdown with a head where the name ends in `.md` (sheet.h).
 * `kind`: what every record must be, NULL for any. ERR_NO_MEMORY; a file
 * that cannot be read is complained about.
 */
enum err
catalogue_file_read(const char *path, const char *kind,
                    const struct catalogue_reader *reader);

/** True for the name of a file that a folder's records are read from. */
bool
catalogue_file_is(const char *name);

/** Where a field of a record's body stands in its file, or its kind or id;
 * within the call that got the record. */
struct place
catalogue_file_place(const struct catalogue_record *record,
                     const char *field);

/** Add a line `FILE: line N: FIELD: what is wrong: what to do`. */
void
catalogue_file_explain(const struct catalogue_complaint *complaint,
                       struct buf *out);

#endif
