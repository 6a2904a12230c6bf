// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_SHEET_HEAD_H
#define HUB_SHEET_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hub/sheet.h"
#include "wire/writer.h"

/* The head of a sheet as a tree: private to sheet*.c. */

enum head_type {
    HEAD_EMPTY, // a key without a value
    HEAD_PLAIN, // a word, number or text as it stands
    HEAD_TEXT,  // a text in quotes or on lines of its own
    HEAD_JSON,  // checked JSON of an object or array
    HEAD_MAP,
    HEAD_LIST,
};

struct head_node {
    enum head_type type;
    char *key;       // owned; NULL for an item of a list and for the root
    char *text;      // owned; of HEAD_PLAIN, HEAD_TEXT and HEAD_JSON
    size_t first, next; // children and siblings; 0: none
    int64_t line;
};

struct head {
    struct head_node nodes[SHEET_NODES_MAX]; // [0] is the root, a map
    size_t count;
};

/** Parse lines from `line` on; `out` is zeroed, and to be cleared. */
enum err
head_parse(const char *text, size_t len, int64_t line, struct head *out,
           struct fault *fault);
void
head_clear(struct head *head);

/** A child of a map by its key; 0 for none. */
size_t
head_find(const struct head *head, size_t map, const char *key);

/** The line of the deepest field on a path, as "fields[2].label"; 1 where
 * not even its first step is there. */
int64_t
head_line(const struct head *head, const char *path);

/** Write a value as a member or item; `path` as "policy:facts[].label". */
void
head_write(const struct head *head, size_t node, const char *path,
           struct writer *writer);

/** Note a fault at a line; returns ERR_INVALID. */
enum err
head_refuse(struct fault *fault, int64_t line, const char *zh,
            const char *en);

#endif
