// SPDX-License-Identifier: Apache-2.0
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "hub/query.h"
#include "util/buf.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Not assert: the fuzzers are built with NDEBUG. */
static void
must(bool good)
{
    if (!good)
        abort();
}

/** The query of `GET /v1/changes`; what is taken is within its bounds. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct changes_query query;
    struct changes_cursor again;
    char text[CHANGE_CURSOR_SIZE];
    const char *field = NULL;
    struct buf line;
    buf_init(&line, 8192);
    if (!buf_add(&line, data, size))
        return 0;
    enum err err = changes_query_parse(buf_text(&line), &query, &field);
    must(field != NULL);
    if (err == ERR_OK) {
        must(query.limit >= 1 && query.limit <= CHANGE_MAX_PAGE);
        must(query.wait_s >= 0 && query.wait_s <= QUERY_WAIT_MAX);
        must(query.kind_count <= KIND_COUNT);
    }
    if (err == ERR_OK && !query.from_start) {
        changes_cursor_format(&query.cursor, text);
        must(changes_cursor_parse(text, &again));
        must(again.seq == query.cursor.seq);
    }
    buf_clear(&line);
    return 0;
}
