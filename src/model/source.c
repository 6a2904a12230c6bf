// SPDX-License-Identifier: Apache-2.0
#include "model/source.h"

static const char *const states[] = {
    [SOURCE_UNVERIFIED] = "unverified",
    [SOURCE_VERIFIED] = "verified",
    [SOURCE_EXPIRED] = "expired",
};

const struct names source_state_names = {
    states, sizeof(states) / sizeof(states[0]),
};

bool
source_expired(struct source_term term, const char *day)
{
    return term.state == SOURCE_EXPIRED
           || (term.valid_to[0] != '\0' && day_valid(day)
               && day_compare(term.valid_to, day) < 0);
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
