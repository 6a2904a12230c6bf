// SPDX-License-Identifier: Apache-2.0
#include "hub/command.h"

#include "hub/setup.h"

static const struct cli_command init = {
    .name = "init",
    .arguments = "",
    .help = "Makes the data folder, the store, the hub's keys and the "
            "built-in\ncatalogue. Safe to repeat: records that are there "
            "stay as they are.",
};

int
command_init(struct cli *cli, int argc, char **argv)
{
    int code = cli_parse(cli, &init, NULL, 0, argc, argv);
    if (code == CLI_GO_ON)
        code = cli_open(cli, true);
    if (code != CLI_GO_ON)
        return code;
    struct catalogue_counts counts;
    code = setup_begin(cli);
    if (code == CLI_GO_ON)
        code = setup_catalogue(cli, "catalogue", true, &counts);
    code = setup_end(cli, code);
    if (code != CLI_GO_ON)
        return code;
    fprintf(cli->out, "hub ready: %s\nbuilt-in records: %zu added, %zu "
                      "already there\n",
            cli->settings.store, counts.records, counts.kept);
    return CLI_DONE;
}
