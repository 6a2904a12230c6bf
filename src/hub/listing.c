// SPDX-License-Identifier: Apache-2.0
#include "hub/listing.h"

#define LISTING_MAX ((size_t)1 << 30)

int
listing_begin(struct listing *listing, struct cli *cli,
              const struct cli_command *command, const char **site, int argc,
              char **argv)
{
    const struct cli_option options[] = {
        {"site", "SITE", "of one site only", site, NULL},
        {"json", NULL, "print an array of objects", NULL, &listing->json},
    };
    *listing = (struct listing){.json = false};
    const struct cli_option *first = site ? options : &options[1];
    int code = cli_parse(cli, command, first, site ? 2 : 1, argc, argv);
    if (code == CLI_GO_ON)
        code = cli_open(cli, false);
    if (code != CLI_GO_ON)
        return code;
    buf_init(&listing->text, LISTING_MAX);
    writer_init(&listing->writer, &listing->text);
    if (listing->json)
        writer_array(&listing->writer, NULL);
    return CLI_GO_ON;
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
