// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include <stdbool.h>

#include "model/site.h"
#include "util/err.h"
#include "util/id.h"

struct store;

/** Where this kiosk stands, as far as tickets need it; internal. */
struct place {
    char kiosk[ID_SIZE]; // "" before enrolment
    char site_id[ID_SIZE];
    int sign;            // 0 before enrolment
    bool enrolled;
    bool site_known;     // `site` is filled
    bool from_hub;       // and the hub told, not the built-in catalogue
    struct site site;
};

/** Read it; a site that is not in the catalogue is no error. */
enum err
place_load(struct store *store, struct place *out);

void
place_clear(struct place *place);

#endif
