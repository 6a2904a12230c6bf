// SPDX-License-Identifier: Apache-2.0
// Answers of the pinyin helper: whatever it sends stays within bounds.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "devices/ime_line.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ime_answer answer;
    ime_line_is_ready((const char *)data, size);
    enum err err = ime_line_read((const char *)data, size, &answer);
    if (err != ERR_OK) {
        return 0;
    }
    if (answer.count > IME_WORDS_MAX || answer.count > answer.total
        || strlen(answer.split) >= IME_SPLIT_SIZE) {
        abort();
    }
    for (size_t i = 0; i < answer.count; i++) {
        if (!answer.words[i].letters || !answer.words[i].text[0]) {
            abort();
        }
    }
    return 0;
}
