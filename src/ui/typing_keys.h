// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TYPING_KEYS_H
#define UI_TYPING_KEYS_H

#include <stddef.h>

#include "ui/typing.h"

#define TYPING_ROW_MAX 10
/** The key left of row 2 in digits. */
#define TYPING_ROW_EXTRA 3
#define TYPING_ROWS_ALL 4

/** A key that types: the end of its id, and what it says and types. */
struct typing_key {
    const char *name;
    const char *text;
};

/** The keys of a row, 0 to 2 or the extra one; returns how many. */
size_t
typing_row(const struct typing *typing, size_t row,
           struct typing_key out[TYPING_ROW_MAX]);

/** What the digit or sign of that name types in this mode, or NULL. */
const char *
typing_symbol(const struct typing *typing, const char *name);

#endif
