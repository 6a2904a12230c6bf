// SPDX-License-Identifier: Apache-2.0
#include "model/visit.h"

#include <assert.h>

#include "util/str.h"

static const char *const identities[] = {
    [VISIT_BY_CARD] = "card",
    [VISIT_BY_ID] = "id",
    [VISIT_BY_PHONE] = "phone",
    [VISIT_AS_GUEST] = "guest",
};

const struct names visit_identity_names = {
    identities, sizeof(identities) / sizeof(identities[0]),
};

static const char *const ends[] = {
    [VISIT_END_DONE] = "done",
    [VISIT_END_HOME] = "home",
    [VISIT_END_TIMEOUT] = "timeout",
};

const struct names visit_end_names = {
    ends, sizeof(ends) / sizeof(ends[0]),
};

static bool
empty_or_id(const char *text)
{
    return text[0] == '\0' || id_valid(text);
}

const char *
visit_identity_name(enum visit_identity identity)
{
    return names_get(visit_identity_names, (int)identity);
}

const char *
visit_end_name(enum visit_end end)
{
    return names_get(visit_end_names, (int)end);
}

bool
visit_end_parse(const char *name, enum visit_end *out)
{
    int value;

    if (!names_find(visit_end_names, name, &value)) {
        return false;
    }
    *out = (enum visit_end)value;
    return true;
}

enum visit_problem
visit_check(const struct visit *visit)
{
    bool guest = visit->identity == VISIT_AS_GUEST;

    assert(visit->identity >= VISIT_BY_CARD
           && visit->identity <= VISIT_AS_GUEST);
    if (!id_uuid_valid(visit->id)) {
        return VISIT_NO_ID;
    }
    if (!id_valid(visit->service)) {
        return VISIT_NO_SERVICE;
    }
    if (!empty_or_id(visit->talent)
        || (guest && visit->talent[0] != '\0')) {
        return VISIT_BAD_TALENT;
    }
    if (!empty_or_id(visit->programme) || !empty_or_id(visit->role)
        || !empty_or_id(visit->employer_type)
        || !empty_or_id(visit->field)) {
        return VISIT_BAD_CHOICE;
    }
    // A number is asked for only below the line that says what for.
    if (!guest && visit->consent_rev < 1) {
        return VISIT_NO_CONSENT;
    }
    return VISIT_OK;
}

void
visit_clear(struct visit *visit)
{
    secret_wipe(visit, sizeof(*visit));
}
