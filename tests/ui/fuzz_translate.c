// SPDX-License-Identifier: Apache-2.0
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "ui/translate.h"
#include "util/log.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const asked[] = {"取号", "首页", "a", "{1}"};
    struct translation *t = NULL;
    log_set_level(LOG_LEVEL_OFF);
    if (translation_read(data, size, &t) != ERR_OK) {
        return 0;
    }
    for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
        const char *found = translation_find(t, asked[i]);
        char out[64];
        if (found) {
            translation_fill(out, sizeof(out), found, asked, 2);
        }
    }
    translation_free(t);
    return 0;
}
