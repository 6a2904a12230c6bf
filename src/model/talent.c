// SPDX-License-Identifier: Apache-2.0
#include "model/talent.h"

#include <assert.h>

#include "util/str.h"

static const char *const statuses[] = {
    [TALENT_ACTIVE] = "active",
    [TALENT_EXITED] = "exited",
};

const struct names talent_status_names = {
    statuses, sizeof(statuses) / sizeof(statuses[0]),
};

bool
talent_current(const struct talent *talent, const char *today)
{
    assert(day_valid(today));
    return talent->status == TALENT_ACTIVE
        && (talent->valid_to[0] == '\0'
            || day_compare(today, talent->valid_to) <= 0);
}

bool
talent_entitled(const struct talent *talent, const char *entitlement)
{
    assert(talent->entitlement_count <= TALENT_LIST_MAX);
    for (size_t i = 0; i < talent->entitlement_count; i++) {
        if (str_equal(talent->entitlements[i], entitlement)) {
            return true;
        }
    }
    return false;
}

void
talent_clear(struct talent *talent)
{
    secret_wipe(talent, sizeof(*talent));
}
