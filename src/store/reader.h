// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_READER_H
#define STORE_READER_H

#include <stddef.h>

#include "util/err.h"

struct fault;
struct query;
struct store;

/**
 * How records of one kind are read into their struct; internal.
 *
 * `read` fills an `out` of `size` bytes from a body, `clear` releases it,
 * also after a failure.
 */
struct reader {
    const char *kind;
    size_t size;
    enum err (*read)(const char *id, const char *body, size_t len, void *out,
                     struct fault *fault);
    void (*clear)(void *out);
};

extern const struct reader reader_service, reader_entry, reader_policy,
    reader_topic, reader_rule, reader_activity, reader_form;

/** One shown record; ERR_NOT_FOUND. The caller clears `out`, which is
 *  emptied before. */
enum err
reader_one(struct store *store, const struct reader *reader, const char *id,
           void *out);

/**
 * Read the rows of a query (id, body) into the array `out`, until it ends
 * or `max` are filled; `count` is how many. One that cannot be read any
 * more is logged and passed over: it must not hide the others. Ends the
 * query.
 */
struct reader_rows {
    const struct reader *reader;
    void *out;
    size_t max;
};
enum err
reader_take(struct query *query, const struct reader_rows *rows,
            size_t *count);

/** A page of the shown records of a facet, in their order. */
struct reader_page {
    struct reader_rows rows;
    const char *facet;
    const char *prefix; // of the ids; NULL for all
    size_t first;
};
enum err
reader_list(struct store *store, const struct reader_page *page,
            size_t *count, size_t *total);

#endif
