// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/** The words of an enum as the protocol spells them, by value from 0. */
struct names {
    const char *const *items; // borrowed, static
    size_t count;
};

#define NAMES(array) \
    (struct names){(array), sizeof(array) / sizeof((array)[0])}

/** The word of a value, "" for a value without one. */
const char *
names_get(struct names names, int value);

/** The value of a word; false, with `out` untouched, for any other text. */
bool
names_find(struct names names, const char *text, int *out);

#endif
