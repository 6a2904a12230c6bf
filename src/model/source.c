// SPDX-License-Identifier: Apache-2.0
#include "model/source.h"

#include "model/names.h"

static const char *const states[] = {
    [SOURCE_UNVERIFIED] = "unverified",
    [SOURCE_VERIFIED] = "verified",
    [SOURCE_EXPIRED] = "expired",
};

const char *
source_state_name(enum source_state state)
{
    return names_get(NAMES(states), (int)state);
}

bool
source_state_parse(const char *name, enum source_state *out)
{
    int value;

    if (!names_find(NAMES(states), name, &value)) {
        return false;
    }
    *out = (enum source_state)value;
    return true;
}

void
source_clear(struct source *source)
{
    if (source) {
        text_clear(&source->document);
        text_clear(&source->place);
        *source = (struct source){0};
    }
}
