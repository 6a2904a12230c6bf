// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_VISIT_H
#define MODEL_VISIT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/names.h"
#include "util/id.h"

/** How a visitor said who they are. */
enum visit_identity {
    VISIT_BY_CARD,
    VISIT_BY_ID,
    VISIT_BY_PHONE,
    VISIT_AS_GUEST,
};

enum visit_end { VISIT_END_DONE, VISIT_END_HOME, VISIT_END_TIMEOUT };

/** The first thing that keeps a visit from being recorded. */
enum visit_problem {
    VISIT_OK,
    VISIT_NO_ID,
    VISIT_NO_SERVICE,
    VISIT_BAD_TALENT, // not an id, or a guest with a talent
    VISIT_BAD_CHOICE, // programme, role, employer type or field
    VISIT_NO_CONSENT, // identified without the line that says what for
};

/** One check-in. Fixed sizes, so that wiping the struct wipes it all. */
struct visit {
    char id[UUID_SIZE];          // made when the session starts
    char service[ID_SIZE];
    enum visit_identity identity;
    char talent[ID_SIZE];        // directory id; "" when not on the roster
    char programme[ID_SIZE];     // "I come as", entry ids; "" when not said
    char role[ID_SIZE];
    char employer_type[ID_SIZE];
    char field[ID_SIZE];
    int64_t consent_rev;         // revision of the line shown before typing
};

/** "card", "id", "phone", "guest". */
extern const struct names visit_identity_names;
const char *
visit_identity_name(enum visit_identity identity);

/** "done", "home", "timeout". */
extern const struct names visit_end_names;
const char *
visit_end_name(enum visit_end end);

bool
visit_end_parse(const char *name, enum visit_end *out);

enum visit_problem
visit_check(const struct visit *visit);

/** Wipe; the struct holds nothing to free. */
void
visit_clear(struct visit *visit);

#endif
