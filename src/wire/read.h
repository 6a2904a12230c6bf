// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_READ_H
#define WIRE_READ_H
#include <stdbool.h>
#include <stddef.h>
#include "util/err.h"
#include "util/id.h"
#include "wire/json.h"

struct text;

/*
 * Readers of values that many bodies share, above the plain getters of
 * wire/json.h. What they hand out is owned by the caller.
 */

/** An object `{"zh","en","bo"}`, `zh` required; `max` bytes a language. */
enum err
read_names(const struct json_node *node, size_t max, struct text *out);
/** As read_names; a missing one leaves `out` empty. */
enum err
read_names_or_null(const struct json_node *node, size_t max,
                   struct text *out);
/** A copy of a text; a missing one gives NULL when `optional`. */
enum err
read_copy(const struct json_node *node, size_t max, bool optional,
          char **out);
/** A record id (`id_valid`) into a caller's array of 65 bytes. */
enum err
read_id(const struct json_node *node, char out[ID_SIZE]);
/** As read_id; a missing one gives "". */
enum err
read_id_or_null(const struct json_node *node, char out[ID_SIZE]);
/** An array of short texts; a missing one gives none. */
enum err
read_list(const struct json_node *node, size_t max_items, char ***out,
          size_t *count);
void
read_list_clear(char **list, size_t count);
/** A calendar day "2026-12-01", or "" when missing and `optional`. */
enum err
read_day(const struct json_node *node, bool optional, char out[11]);
/** "HH:MM" (00:00–24:00) to the minute of the day. */
enum err
read_minute(const struct json_node *node, int *out);
/** A boolean; a missing one is `otherwise`. */
enum err
read_bool(const struct json_node *node, bool otherwise, bool *out);

#endif
