// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_LINK_CHECK_H
#define HUB_LINK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "hub/catalogue_file.h"
#include "hub/store.h"
#include "util/err.h"

/**
 * The records of one import and what they lead to. A link may go ahead of
 * its record, so links are judged when all files are read: each must lead
 * to a record of the import or to one that the hub has.
 */
struct link_check;

/** How links are judged. Borrowed while the check lives. */
struct link_rules {
    struct hub_store *store;
    bool ever; // a record that was withdrawn or is a draft will do
    bool skip; // a record with a bad link is left out, and so on
};

/** NULL without memory. */
struct link_check *
link_check_create(const struct link_rules *rules);

void
link_check_free(struct link_check *check);

/** Note a record. ERR_CONFLICT: there is one of its kind and id already. */
enum err
link_check_add(struct link_check *check, const char *kind, const char *id);

/**
 * Note a record of that name, unless there is a good one, that is faulty
 * for another reason: it is left out, or nothing is imported at all and
 * what leads to it is no further complaint. An empty name stands for a file
 * of which nobody can tell what it holds.
 */
enum err
link_check_add_bad(struct link_check *check, const char *kind,
                   const char *id);

/** Note what a record that was added leads to; `path` is of its file. */
enum err
link_check_note(struct link_check *check, const char *path,
                const struct catalogue_record *record);

/** Complain about links that lead to nothing. */
enum err
link_check_judge(struct link_check *check,
                 const struct catalogue_reader *reader);

/** Leave a record out from here on, where that is asked for. */
void
link_check_drop(struct link_check *check, const char *kind, const char *id);

/** True for a record that is to be left out. */
bool
link_check_out(const struct link_check *check, const char *kind,
               const char *id);

#endif
