// SPDX-License-Identifier: Apache-2.0
// The body of a record, as a stranger would write it.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/markdown.h"
#include "util/utf8.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void
check_block(const struct markdown *markdown,
            const struct markdown_block *block)
{
    const char *text = markdown_text(markdown, block);
    require(strlen(text) == block->len);
    require(utf8_valid(text, block->len));
    require(block->level >= 0 && block->level <= 6);
    require(block->columns >= 0 && block->columns <= MARKDOWN_COLUMNS);
    require(block->kind != MARKDOWN_CELL || block->column < block->columns);
    require(block->run + block->run_count <= markdown->run_count);
    size_t at = 0;
    for (size_t i = 0; i < block->run_count; i++) {
        const struct markdown_run *run = &markdown->runs[block->run + i];
        require(run->len > 0 && run->start >= at);
        at = run->start + run->len;
        require(at <= block->len);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct markdown markdown;
    const char *reason = NULL;

    enum err err = markdown_parse((const char *)data, size, &markdown,
                                  &reason);
    require((err == ERR_OK) == (reason == NULL));
    for (size_t i = 0; i < markdown.count; i++) {
        check_block(&markdown, &markdown.blocks[i]);
    }
    markdown_clear(&markdown);
    return 0;
}
