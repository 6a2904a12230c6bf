// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_CLI_H
#define HUB_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "hub/config.h"
#include "hub/store.h"
#include "util/buf.h"
#include "util/err.h"

#define CLI_DONE 0
#define CLI_FAILED 1
#define CLI_USAGE 2
#define CLI_GO_ON (-1) // cli_parse: the command is to run

/** One option of a command. */
struct cli_option {
    const char *name;  // without the dashes
    const char *value; // its value's name in the help; NULL for a switch
    const char *help;  // one line
    const char **text; // where the value goes, borrowed from argv
    bool *flag;        // where a switch is noted
};

/** One command of the program. */
struct cli_command {
    const char *name;      // "kiosk add"
    const char *arguments; // in the help, "" for none
    const char *help;      // what it does; lines of at most 76 characters
    size_t min_arguments;
    size_t max_arguments;
};

#define CLI_MAX_ARGUMENTS 4

/**
 * What every command shares: its streams, its common options (`--data`,
 * `--store`, `--config`), the configuration and the open store.
 *
 * Standard output carries data only; every complaint goes to `err` as
 * `talent-hub: what happened: what to do`.
 */
struct cli {
    FILE *in;
    FILE *out;
    FILE *err;
    const char *data;   // --data, or NULL
    const char *store;  // --store, or NULL
    const char *config; // --config, or NULL
    const char *arguments[CLI_MAX_ARGUMENTS];
    size_t argument_count;
    struct hub_config settings; // after cli_open() or cli_configure()
    struct hub_store *hub;      // after cli_open()
    char keys_dir[FILE_PATH_SIZE];
};

/** A command's function: the arguments that follow its name. */
typedef int cli_run_fn(struct cli *cli, int argc, char **argv);

/**
 * Parse options and arguments. CLI_GO_ON, or the exit code after help,
 * version or a complaint. `--` ends the options.
 */
int
cli_parse(struct cli *cli, const struct cli_command *command,
          const struct cli_option *options, size_t count, int argc,
          char **argv);

/** Fill `settings` from the configuration file and the options. */
int
cli_configure(struct cli *cli);

/**
 * Configure and open the store. With `make` the data directory is made and
 * the store gets what it misses; otherwise a missing store is a complaint.
 * CLI_GO_ON or CLI_FAILED.
 */
int
cli_open(struct cli *cli, bool make);

/** Close the store; fine when none is open. */
void
cli_close(struct cli *cli);

/** Say what happened and what to do; returns CLI_FAILED. */
int
cli_fail(struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** As cli_fail, for a wrong command line; returns CLI_USAGE. */
int
cli_usage(struct cli *cli, const struct cli_command *command,
          const char *format, ...) __attribute__((format(printf, 3, 4)));

/** Say that the store failed at `doing`; returns CLI_FAILED. */
int
cli_store_failed(struct cli *cli, const char *doing, enum err err);

/** Write a buffer to standard output; CLI_DONE, or CLI_FAILED when it is
 * closed or full. The buffer is cleared. */
int
cli_print(struct cli *cli, struct buf *text);

/** The name of `names` nearest to `word`, or NULL when none is near. */
const char *
cli_nearest(const char *word, const char *const *names, size_t count);

#endif
