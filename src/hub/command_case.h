// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_COMMAND_CASE_H
#define HUB_COMMAND_CASE_H

#include "hub/cli.h"

/* Commands about forms that were handed in; as in command.h. */
int
command_case_list(struct cli *cli, int argc, char **argv);
int
command_case_show(struct cli *cli, int argc, char **argv);
int
command_case_answer(struct cli *cli, int argc, char **argv);

#endif
