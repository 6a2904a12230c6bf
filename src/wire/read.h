// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_READ_H
#define WIRE_READ_H
#include <stdbool.h>
#include <stddef.h>
#include "util/err.h"
#include "util/id.h"
#include "util/timestamp.h"
#include "wire/json.h"

struct hours;
struct list;
struct text;

/*
 * Readers of values that many bodies share, above the plain getters of
 * wire/json.h. What they hand out is owned by the caller, also when they
 * fail. A missing value is refused unless the name says `_or_null` or
 * `optional` is given.
 */

/**
 * An object `{"zh","en","bo"}`, `zh` required; `max` bytes a language. A
 * character that turns the direction of writing around is refused.
 */
enum err
read_names(const struct json_node *node, size_t max, struct text *out);
/** As read_names; a missing one leaves `out` empty. */
enum err
read_names_or_null(const struct json_node *node, size_t max,
                   struct text *out);
/** A text into a caller's array of `size` bytes; it must fit. */
enum err
read_text(const struct json_node *node, bool optional, char *out,
          size_t size);
/**
 * A member that is told for people, so no reason to refuse: cut to `size`
 * at a character, "" when missing. `out` stays as it is when the member is
 * longer than `max` bytes or no text.
 */
void
read_cut(const struct json_node *node, const char *key, size_t max,
         char *out, size_t size);
/** A record id (`id_valid`). */
enum err
read_id(const struct json_node *node, char out[ID_SIZE]);
/** As read_id; a missing one gives "". */
enum err
read_id_or_null(const struct json_node *node, char out[ID_SIZE]);
/** A record id as a heap string; a missing one gives NULL. */
enum err
read_id_copy(const struct json_node *node, char **out);
/** An array of record ids, at most `max`; a missing one gives none. */
enum err
read_ids(const struct json_node *node, size_t max, struct list *out);
/** A calendar day "2026-12-01"; "" when missing and `optional`. */
enum err
read_day(const struct json_node *node, bool optional, char out[DAY_SIZE]);
/** A boolean; a missing one is `otherwise`. */
enum err
read_bool(const struct json_node *node, bool otherwise, bool *out);
/** RFC 3339 with offset, to milliseconds since 1970. */
enum err
read_time(const struct json_node *node, int64_t *out_ms);
/** As read_time; a missing one gives 0. */
enum err
read_time_or_null(const struct json_node *node, int64_t *out_ms);
/** `[{"days","from","to"}]`; a missing one leaves no rows: unknown. */
enum err
read_hours(const struct json_node *node, struct hours *out);
/** 32 bytes in base64url. */
enum err
read_key(const struct json_node *node, unsigned char out[32]);

#endif
