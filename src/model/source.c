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

void
source_clear(struct source *source)
{
    if (source) {
        text_clear(&source->document);
        text_clear(&source->place);
        *source = (struct source){0};
    }
}
