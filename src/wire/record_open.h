// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_RECORD_OPEN_H
#define WIRE_RECORD_OPEN_H
#include <stddef.h>
#include "model/lang.h"
#include "model/source.h"
#include "util/err.h"
#include "wire/json.h"

// This room's own: what all readers of records begin and end with.

#define RECORD_NAME_MAX 512          // bytes of a name or label
#define RECORD_TEXT_MAX 8192         // of a summary, note or fact
#define RECORD_BODY_MAX (200 * 1024) // of a text in Markdown

/** Reads what a record says into `out`, a struct that the reader knows. */
typedef enum err
record_reader(const struct json_node *root, const char *id, void *out);

/** Check the id, open the body and let `read` have it. */
enum err
record_read(const char *id, const char *body, size_t len,
            record_reader *read, void *out, struct fault *fault);
enum err
record_id_copy(const char *id, char **out);
/** Items of an array; none when missing; too many are refused. */
enum err
record_count(const struct json_node *node, size_t max, size_t *out);
/** Room for the items of an array, zeroed; NULL when it is missing. */
enum err
record_items(const struct json_node *node, size_t max, size_t size,
             void **out, size_t *count);
/**
 * A condition in JsonLogic, owned. One that a kiosk could not evaluate, or
 * could only answer "unknown" to for ever, is refused where it is written.
 */
enum err
record_logic(const struct json_node *node, struct json_t **out);
/**
 * Look whether a body in Markdown can be shown, in each of its languages:
 * model/markdown.h has the bounds. ERR_INVALID notes "body.zh" and so on.
 */
enum err
record_markdown(const struct text *body, struct fault *fault);
/** `source` and `state`, where the record states a fact. */
enum err
record_source(const struct json_node *root, struct source *out,
              enum source_state *state);
/** A list of rows of the table of facts; owned, NULL when empty. */
enum err
record_rows(const struct json_node *root, int **out, size_t *count);

#endif
