// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_CHANGE_H
#define WIRE_CHANGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "util/hash.h"
#include "util/id.h"
#include "wire/fault.h"

struct buf;

#define CHANGE_KIND_SIZE 33
#define CHANGE_CURSOR_SIZE 129
#define CHANGE_MAX_PAGE 500
#define CHANGE_MAX_BYTES (1024 * 1024) // of a reply page
#define CHANGE_MAX_RECORD (256 * 1024)
#define CHANGE_MAX_KINDS 64

enum change_op { CHANGE_PUT, CHANGE_DEL };

/** One change of one record. */
struct change {
    char kind[CHANGE_KIND_SIZE];
    char id[ID_SIZE];
    int64_t rev; // growing per (kind, id) within a cursor epoch
    enum change_op op;
    const char *body; // JSON text, borrowed; NULL for CHANGE_DEL
    size_t body_len;
};

/** What a kiosk should hold of one kind, see `check_toggle`. */
struct check {
    char kind[CHANGE_KIND_SIZE];
    int64_t count;
    unsigned char hash[HASH_SIZE];
};

/** A reply of `GET /v1/changes`; bodies are borrowed from its text. */
struct change_page {
    struct change *changes; // owned
    size_t count;
    char cursor[CHANGE_CURSOR_SIZE];
    bool more;
    struct check *checks; // owned
    size_t check_count;   // 0: the page carried none
    int64_t hub_time_ms;
    int64_t slow_ms; // 0: not told
};

/** `body` stays borrowed until clear; `out` is to be cleared. */
enum err
change_page_parse(const char *body, size_t len, struct change_page *out,
                  struct fault *fault);
void
change_page_clear(struct change_page *page);

/** Begin a page in an empty buffer; end it with `change_page_end`. */
enum err
change_page_begin(struct buf *out);
/** ERR_CONFLICT, and nothing added, when the page is full. */
enum err
change_page_add(struct buf *out, const struct change *change);
/** Write the rest of `page`: cursor, more, checks, times, not changes. */
enum err
change_page_end(struct buf *out, const struct change_page *page);

/**
 * Put a record into a kind's hash, or take it out again: XOR of
 * SHA-256(kind LF id LF decimal rev). The caller keeps `count`.
 */
void
check_toggle(struct check *check, const char *id, int64_t rev);

#endif
