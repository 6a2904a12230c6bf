// SPDX-License-Identifier: Apache-2.0
#include "util/err.h"

#include <stddef.h>

const char *
err_name(enum err err)
{
    static const char *const names[] = {
        [ERR_OK] = "ok",
        [ERR_NOT_FOUND] = "not found",
        [ERR_CONFLICT] = "conflict",
        [ERR_INVALID] = "invalid",
        [ERR_OFFLINE] = "offline",
        [ERR_IO] = "input/output",
        [ERR_NO_MEMORY] = "out of memory",
        [ERR_BUG] = "bug",
    };
    size_t i = (size_t)err;

    return i < sizeof(names) / sizeof(names[0]) ? names[i] : "unknown";
}
