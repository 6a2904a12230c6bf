// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_FAULT_H
#define WIRE_FAULT_H
#include <stdbool.h>

#define FAULT_CODE_SIZE 33
#define FAULT_FIELD_SIZE 97
#define FAULT_TEXT_SIZE 193

/**
 * Why something that came from outside was not accepted.
 *
 * It travels to staff as the `code`, `field` and `message` of a verdict or a
 * problem, so it never holds a value that was sent, only names. The first
 * fault of a document is the one kept; an empty `code` means none.
 */
struct fault {
    char code[FAULT_CODE_SIZE];   // PROTOCOL's words, as "bad-value"
    char field[FAULT_FIELD_SIZE]; // path, as "hours[2].from"; "" the whole
    char zh[FAULT_TEXT_SIZE];
    char en[FAULT_TEXT_SIZE];
};

/** Note a fault, unless one is noted already. Any text may be NULL. */
void
fault_set(struct fault *fault, const char *code, const char *field,
          const char *zh, const char *en);

static inline bool
fault_any(const struct fault *fault)
{
    return fault->code[0] != '\0';
}

#endif
