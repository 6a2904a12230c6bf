// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_BUF_H
#define UTIL_BUF_H

#include <stdbool.h>
#include <stddef.h>

/**
 * A growing run of bytes with a maximum, always NUL-terminated.
 *
 * Whatever is fed from outside goes through one, so that no peer, file or
 * visitor can make us allocate without end. After the first failure the
 * buffer refuses everything (`failed`), which lets a writer add many pieces
 * and look once at the end.
 */
struct buf {
    char *data;  // owned; NULL until the first byte is added
    size_t len;  // bytes used, without the NUL
    size_t size; // bytes allocated
    size_t max;  // `len` never exceeds this
    bool failed; // memory or `max` ran out; sticky until reset or clear
};

void
buf_init(struct buf *buf, size_t max);

/** Room for so many bytes more, in one step; false as buf_add. */
bool
buf_reserve(struct buf *buf, size_t more);

/** Append; false (and `failed`) when memory or the maximum is exhausted. */
bool
buf_add(struct buf *buf, const void *data, size_t len);

bool
buf_add_char(struct buf *buf, char c);

bool
buf_add_str(struct buf *buf, const char *text);

bool
buf_addf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The bytes as a C string, "" while empty; borrowed until the next add. */
const char *
buf_text(const struct buf *buf);

/** Forget the contents (wiped) but keep the memory and the maximum. */
void
buf_reset(struct buf *buf);

/**
 * Hand the contents over as a heap string, NULL when failed or out of
 * memory. The buffer is empty afterwards; the caller frees the string.
 */
char *
buf_take(struct buf *buf);

/** Wipe and release; the maximum stays, so the buffer can be used again. */
void
buf_clear(struct buf *buf);

#endif
