// SPDX-License-Identifier: Apache-2.0
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "hub/roster.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Not assert: the fuzzers are built with NDEBUG. */
static void
must(bool good)
{
    if (!good)
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct roster roster;
    enum err err = roster_parse((const char *)data, size, "2026-11-24",
                                &roster);
    must((err == ERR_OK) == (roster.fault_count == 0)
         || err == ERR_NO_MEMORY);
    for (size_t i = 0; i < roster.count; i++) {
        const struct roster_person *person = &roster.people[i];
        must(person->id_number[0] || person->phone[0]);
        must(!person->id_number[0] || strlen(person->id_number) == 18);
        must(person->name[0] && person->line > 1);
    }
    roster_clear(&roster);
    return 0;
}
