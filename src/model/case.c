// SPDX-License-Identifier: Apache-2.0
#include "model/case.h"

#include <string.h>

static const char *const state_names[CASE_STATES] = {
    [CASE_RECEIVED] = "received",
    [CASE_ASSIGNED] = "assigned",
    [CASE_CONTACTING] = "contacting",
    [CASE_MORE_NEEDED] = "more_needed",
    [CASE_ANSWERED] = "answered",
    [CASE_CLOSED] = "closed",
};

const struct names case_state_names = {state_names, CASE_STATES};

void
case_clear(struct case_file *file)
{
    if (file) {
        text_clear(&file->message);
        *file = (struct case_file){0};
    }
}

void
case_move(struct case_file *file, enum case_state state, int64_t at_ms)
{
    size_t count = file->step_count;
    file->updated_ms = at_ms;
    file->state = state;
    if (count > 0 && file->steps[count - 1].state == state) {
        return;
    }
    if (count == CASE_MAX_STEPS) {
        memmove(&file->steps[1], &file->steps[2],
                (CASE_MAX_STEPS - 2) * sizeof(file->steps[0]));
        count--;
    }
    file->steps[count] = (struct case_step){state, at_ms};
    file->step_count = count + 1;
}
