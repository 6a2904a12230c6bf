// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "util/buf.h"
#include "wire/change.h"
#include "wire/record.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// A page that was taken, written again, is taken again.
static void
write_again(const struct change_page *page)
{
    struct change_page again;
    struct buf out;
    enum err err;
    buf_init(&out, 2 * CHANGE_MAX_BYTES);
    err = change_page_begin(&out);
    for (size_t i = 0; i < page->count && !err; i++)
        err = change_page_add(&out, &page->changes[i]);
    if (!err && (change_page_end(&out, page) ||
                 change_page_parse(out.data, out.len, &again, NULL)))
        abort();
    if (!err) {
        if (again.count != page->count ||
            strcmp(again.cursor, page->cursor) != 0)
            abort();
        change_page_clear(&again);
    }
    buf_clear(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct change_page page;
    struct fault fault = {0};
    if (!change_page_parse((const char *)data, size, &page, &fault)) {
        for (size_t i = 0; i < page.count; i++) {
            const struct change *change = &page.changes[i];
            if (change->op == CHANGE_PUT)
                (void)record_check(change->kind, change->id, change->body,
                                   change->body_len, &fault);
        }
        write_again(&page);
    }
    change_page_clear(&page);
    return 0;
}
