// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_LIST_H
#define MODEL_LIST_H

#include <stdbool.h>
#include <stddef.h>

/** A list of short strings (ids), zeroed when empty. */
struct list {
    char **items; // owned, as each of them
    size_t count;
};

/** Append a copy; false without memory. */
bool
list_add(struct list *list, const char *text);

bool
list_has(const struct list *list, const char *text);

void
list_clear(struct list *list);

#endif
