// SPDX-License-Identifier: Apache-2.0
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/config.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

const char *
__lsan_default_suppressions(void);

/** libconfig keeps the beginning of a text whose end is missing. */
const char *
__lsan_default_suppressions(void)
{
    return "leak:libconfig";
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct config config;
    struct buf problems;
    char *text = calloc(1, size + 1);
    if (!text)
        return 0;
    if (size)
        memcpy(text, data, size);
    buf_init(&problems, CONFIG_MAX_SIZE);
    // Wrong and silent, or right and complaining, would both mislead.
    if ((config_parse(text, "t", &config, &problems) == ERR_OK) !=
        (problems.len == 0))
        abort();
    buf_clear(&problems);
    free(text);
    return 0;
}
