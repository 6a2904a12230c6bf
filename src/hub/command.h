// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_COMMAND_H
#define HUB_COMMAND_H

#include "hub/cli.h"

/*
 * The commands of talent-hub (DESIGN.md "Command lines"), each with the
 * arguments that follow its name. They return the program's exit code and
 * close what they opened.
 */
int
command_serve(struct cli *cli, int argc, char **argv);
int
command_init(struct cli *cli, int argc, char **argv);
int
command_demo(struct cli *cli, int argc, char **argv);
int
command_visits(struct cli *cli, int argc, char **argv);
int
command_kiosk_add(struct cli *cli, int argc, char **argv);
int
command_kiosk_list(struct cli *cli, int argc, char **argv);
int
command_kiosk_revoke(struct cli *cli, int argc, char **argv);
int
command_staff_add(struct cli *cli, int argc, char **argv);
int
command_staff_list(struct cli *cli, int argc, char **argv);
int
command_staff_remove(struct cli *cli, int argc, char **argv);
int
command_import(struct cli *cli, int argc, char **argv);
int
command_rule_eval(struct cli *cli, int argc, char **argv);
int
command_rule_check(struct cli *cli, int argc, char **argv);
int
command_import_bundle(struct cli *cli, int argc, char **argv);

#endif
