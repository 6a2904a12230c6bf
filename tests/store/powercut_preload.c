// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "powercut_vfs.h"

static uint64_t
number(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);

    return text ? strtoull(text, NULL, 10) : otherwise;
}

// Runs in every program it is preloaded into, before main.
__attribute__((constructor)) static void
install(void)
{
    struct timespec now = {0};

    if (!getenv("POWERCUT")) {
        return;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!powercut_install(number("POWERCUT_SEED",
                                 (uint64_t)now.tv_nsec * 2654435761u
                                     + (uint64_t)getpid()),
                          (unsigned)number("POWERCUT_LEAK", 25))) {
        fputs("powercut: SQLite did not take the VFS\n", stderr);
        abort();
    }
}
