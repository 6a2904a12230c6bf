// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_COMMAND_CATALOGUE_H
#define HUB_COMMAND_CATALOGUE_H

#include "hub/cli.h"

/* The commands that keep the catalogue, as those of hub/command.h. */
int
command_catalogue_list(struct cli *cli, int argc, char **argv);
int
command_catalogue_show(struct cli *cli, int argc, char **argv);
int
command_catalogue_versions(struct cli *cli, int argc, char **argv);
int
command_catalogue_publish(struct cli *cli, int argc, char **argv);
int
command_catalogue_withdraw(struct cli *cli, int argc, char **argv);
int
command_catalogue_cancel(struct cli *cli, int argc, char **argv);
int
command_preview(struct cli *cli, int argc, char **argv);

#endif
