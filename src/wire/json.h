// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_JSON_H
#define WIRE_JSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/names.h"
#include "util/err.h"
#include "wire/fault.h"

struct buf;
struct json_t; // jansson's value: opaque outside this room

#define JSON_MAX_DEPTH 32

/**
 * One place in a document, for reading with a path in the complaint.
 *
 * `json_root` starts, `json_at` and `json_item` step down; every step may
 * lead to nothing (`value` NULL), and only a getter complains. A node lives
 * on the stack and borrows its parent, the document and the fault.
 */
struct json_node {
    const struct json_t *value; // NULL: absent
    const struct json_node *parent;
    const char *key; // NULL for an item of an array
    size_t index;
    struct fault *fault;
};

/**
 * Parse one document, strictly: UTF-8, no duplicate keys, no NUL, integers
 * within 64 bits, at most JSON_MAX_DEPTH levels, nothing after the end.
 *
 * The caller has capped `len`. `out` is owned, for `json_free`. ERR_INVALID
 * notes `bad-json` in the fault, which may be NULL.
 */
enum err
json_parse(const void *data, size_t len, struct json_t **out,
           struct fault *fault);
void
json_free(struct json_t *json);

struct json_node
json_root(const struct json_t *json, struct fault *fault);
struct json_node
json_at(const struct json_node *node, const char *key);
struct json_node
json_item(const struct json_node *node, size_t index);
bool
json_is_list(const struct json_node *node);
/** Items of an array; 0 for anything else. */
size_t
json_count(const struct json_node *node);
/** True when the node is absent or null. */
bool
json_missing(const struct json_node *node);
/** True for an object. */
bool
json_is_record(const struct json_node *node);
/** Note a fault at this node; returns ERR_INVALID. */
enum err
json_refuse(const struct json_node *node, const char *code, const char *zh,
            const char *en);

/*
 * Getters of a required value: ERR_INVALID with the path noted when it is
 * missing, of another type or out of bounds. Texts are borrowed from the
 * document; `max` is in bytes; control characters other than line feed and
 * tab are refused.
 */
enum err
json_text(const struct json_node *node, size_t max, const char **out);
/** As json_text, but a missing one gives NULL. */
enum err
json_text_or_null(const struct json_node *node, size_t max, const char **out);
enum err
json_int(const struct json_node *node, int64_t min, int64_t max,
         int64_t *out);
/** A value from `names`; its index to `out`. */
enum err
json_choice(const struct json_node *node, struct names names, int *out);

/**
 * RFC 8785 form of a document whose numbers are all integers: keys sorted
 * by UTF-16 code units, shortest escapes, no blanks.
 *
 * ERR_INVALID for a number that is not an integer.
 */
enum err
json_canonical(const struct json_t *json, struct buf *out);

#endif
