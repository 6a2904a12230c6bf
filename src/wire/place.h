// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_PLACE_H
#define WIRE_PLACE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "wire/fault.h"

struct buf;

/**
 * Where something stands in a text, for somebody who has to correct it by
 * hand. Both count from 1; a column counts characters. 0: not known.
 */
struct place {
    int64_t line;
    int64_t column;
};

/**
 * Where a text stops being JSON of at most `depth` levels. A text that is
 * good JSON after all gives no place.
 */
struct place
place_syntax(const char *text, size_t len, size_t depth);

/**
 * The line of a value in a JSON text, by its path as a fault names it, as
 * "body.fields[2].label". Where a step leads to nothing it is the line of
 * the last that did not: there something is missing.
 */
struct place
place_field(const char *text, size_t len, const char *path);

/** As place_field, in a record {"kind","id","body"}: `path` names a field
 * of its body, or is "kind" or "id". */
struct place
place_body_field(const char *text, size_t len, const char *path);

/** One step of such a path, for those who follow it through other texts. */
struct place_step {
    char key[FAULT_FIELD_SIZE]; // "" for a step into a list
    size_t index;
};

/** The first step of a path, which is moved behind it; false at its end,
 * and where it is no path. */
bool
place_step(const char **path, struct place_step *out);

/** Append "line 3, column 7: ", as far as it is known. */
void
place_add(const struct place *place, struct buf *out);

#endif
