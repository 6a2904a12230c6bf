// SPDX-License-Identifier: Apache-2.0
#include "hub/listing.h"

#define LISTING_MAX ((size_t)1 << 30)

void
listing_begin(struct listing *listing)
{
    buf_init(&listing->text, LISTING_MAX);
    writer_init(&listing->writer, &listing->text);
    if (listing->json)
        writer_array(&listing->writer, NULL);
}

int
listing_end(struct listing *listing, struct cli *cli, const char *what,
            enum err err)
{
    if (listing->json) {
        writer_end(&listing->writer);
        if (!err && !writer_done(&listing->writer))
            err = ERR_NO_MEMORY;
        buf_add_char(&listing->text, '\n');
    }
    if (err) {
        buf_clear(&listing->text);
        return cli_store_failed(cli, what, err);
    }
    return cli_print(cli, &listing->text);
}

void
listing_time(struct writer *writer, const char *key, int64_t ms)
{
    if (ms > 0)
        writer_time(writer, key, ms);
    else
        writer_text(writer, key, NULL);
}
