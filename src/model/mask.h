// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_MASK_H
#define MODEL_MASK_H

#include <stdbool.h>
#include <stddef.h>

// "8****15" and NUL
#define MASK_NUMBER_SIZE 8

/*
 * What of a person a public screen, a slip or the directory may show.
 * Masks have a fixed number of stars, so they do not tell a length either.
 */

/**
 * First and last character: 张*明, two characters 张*, one *. A name of
 * parts with a middle dot keeps the dot (样*·*西); a name in Latin letters
 * keeps the first letter of each word (S*** V***). False when `size` is too
 * small or the name is empty or not UTF-8; `out` is then "*".
 */
bool
mask_name(const char *name, char *out, size_t size);

/** First 1 and last 2 characters, "8****15"; shorter than 8 gives "****". */
void
mask_number(const char *number, char out[MASK_NUMBER_SIZE]);

#endif
