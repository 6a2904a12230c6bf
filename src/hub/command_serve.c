// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include "hub/serve.h"
#include "util/str.h"

static const struct cli_command serve = {
    .name = "serve",
    .arguments = "",
    .help = "Answers kiosks and browsers until it is told to end. Plain HTTP "
            "is for\nloopback addresses; any other needs tls_cert and "
            "tls_key in the\nconfiguration.",
};

int
command_serve(struct cli *cli, int argc, char **argv)
{
    const char *listen = NULL;
    const struct cli_option options[] = {
        {"listen", "ADDR:PORT", "where to listen; port 0 takes a free one",
         &listen, NULL},
    };
    int code = cli_parse(cli, &serve, options, 1, argc, argv);
    // The store is opened once here, so that its faults are told as every
    // command tells them and an empty one gets what it misses.
    if (code == CLI_GO_ON)
        code = cli_open(cli, true);
    cli_close(cli);
    if (code != CLI_GO_ON)
        return code;
    if (listen && !str_copy(cli->settings.listen,
                            sizeof(cli->settings.listen), listen))
        return cli_usage(cli, &serve, "--listen is too long: give "
                                      "ADDR:PORT");
    struct buf complaint;
    buf_init(&complaint, 4096);
    enum err err = hub_serve(&cli->settings, &complaint);
    code = CLI_DONE;
    if (err && complaint.len > 0)
        code = cli_fail(cli, "%s", buf_text(&complaint));
    else if (err)
        code = cli_fail(cli, "the server ended: %s: look at the lines above",
                        err_name(err));
    buf_clear(&complaint);
    return code;
}
