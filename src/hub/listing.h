// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_LISTING_H
#define HUB_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "hub/cli.h"
#include "util/buf.h"
#include "util/err.h"
#include "wire/writer.h"

/**
 * What a command lists: lines of text, or with --json an array of objects
 * through `writer`. It is written when complete, so that an error leaves no
 * half of it on standard output.
 */
struct listing {
    struct buf text;
    struct writer writer; // used when `json`
    bool json;
};

/**
 * Read the options `--json` and, unless `site` is NULL, `--site`; open the
 * hub and begin. CLI_GO_ON, or an exit code when nothing was begun.
 */
int
listing_begin(struct listing *listing, struct cli *cli,
              const struct cli_command *command, const char **site, int argc,
              char **argv);

/** Print, or complain when `err` or the listing says so; an exit code. */
int
listing_end(struct listing *listing, struct cli *cli, const char *what,
            enum err err);

/** A time as the protocol writes it; null for 0. */
void
listing_time(struct writer *writer, const char *key, int64_t ms);

#endif
