// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_SETUP_H
#define HUB_SETUP_H

#include <stdbool.h>

#include "hub/catalogue.h"
#include "hub/cli.h"

/*
 * Steps that several commands share: one writing transaction around them,
 * records from the program's assets, one staff member. Each complains by
 * itself and returns CLI_GO_ON or CLI_FAILED.
 */

int
setup_begin(struct cli *cli);

/** Commit when `code` is CLI_GO_ON, else roll back; returns the outcome. */
int
setup_end(struct cli *cli, int code);

/** Who runs this program, for the versions of records: the name of the
 * account, also behind sudo. */
void
setup_author(char out[HUB_NAME_SIZE]);

/** Import a folder of the assets; with `keep`, only what is missing. */
int
setup_catalogue(struct cli *cli, const char *folder, bool keep,
                struct catalogue_counts *out);

/** Import what a user named; complaints are printed one a line. */
int
setup_import(struct cli *cli, const struct catalogue_source *source,
             struct catalogue_counts *out);

/** Complain when there is no such site. */
int
setup_need_site(struct cli *cli, const char *site);

/** A member of staff to be put. */
struct setup_staff {
    const char *site;
    const char *code; // two digits
    const char *name;
    const char *role;
    const char *pin; // six digits, borrowed; only its hash is kept
};

/** Id of the record of a member of staff: "hall.07". */
bool
setup_staff_id(char out[HUB_ID_SIZE], const char *site, const char *code);

int
setup_staff(struct cli *cli, const struct setup_staff *staff);

#endif
