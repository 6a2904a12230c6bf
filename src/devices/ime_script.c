// SPDX-License-Identifier: Apache-2.0
#include "devices/ime_script.h"

#include "util/str.h"

void
ime_script_answer(const struct ime_options *options,
                  const struct ime_ask *ask)
{
    struct ime_answer answer = {.news = IME_ANSWER};
    str_copy(answer.split, sizeof(answer.split), ask->letters);
    for (size_t i = 0; i < options->script_count; i++) {
        const struct ime_script *line = &options->script[i];
        if (line->rare == ask->rare
            && str_equal(line->letters, ask->letters)) {
            answer = line->answer;
        }
    }
    answer.serial = ask->serial;
    options->on_answer(&answer, options->userdata);
    secret_wipe(&answer, sizeof(answer));
}
