// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_WRITER_H
#define WIRE_WRITER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"

struct buf;
struct text;

#define WRITER_MAX_DEPTH 32

/**
 * Writes JSON text straight into a buffer, without a tree.
 *
 * `key` is given inside an object and NULL inside an array and at the top.
 * Failures (memory, the buffer's maximum, text that is not UTF-8) are
 * remembered and told once by `writer_done`.
 */
struct writer {
    struct buf *out; // borrowed
    bool failed;
    int depth;
    bool first; // nothing was written in the innermost bracket yet
    char ends[WRITER_MAX_DEPTH];
};

void
writer_init(struct writer *writer, struct buf *out);
/** True when all went well and every bracket is closed. */
bool
writer_done(const struct writer *writer);
/** The same as an error: ERR_NO_MEMORY, or ERR_INVALID for the content. */
enum err
writer_result(const struct writer *writer);

void
writer_object(struct writer *writer, const char *key);
void
writer_array(struct writer *writer, const char *key);
/** Close the innermost bracket. */
void
writer_end(struct writer *writer);

/** A text, or null for NULL. */
void
writer_text(struct writer *writer, const char *key, const char *value);
void
writer_int(struct writer *writer, const char *key, int64_t value);
void
writer_bool(struct writer *writer, const char *key, bool value);
/** RFC 3339 at +08:00 with milliseconds. */
void
writer_time(struct writer *writer, const char *key, int64_t ms);
/** base64url without padding. */
void
writer_bytes(struct writer *writer, const char *key, const void *data,
             size_t len);
/** The languages present, as an object; null when there is none. */
void
writer_names(struct writer *writer, const char *key, const struct text *text);
/** A text that is JSON already, taken as it is. */
void
writer_raw(struct writer *writer, const char *key, const char *json,
           size_t len);

#endif
