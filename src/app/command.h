// SPDX-License-Identifier: Apache-2.0
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "app/options.h"

// Exit statuses.
#define COMMAND_DONE 0
#define COMMAND_FAILED 1
#define COMMAND_USAGE 2

struct answer;

/** "talent-kiosk: what happened: what to do" on standard error. */
void
command_complain(const char *what, const char *todo);

/** Lines of a configuration's problems, each with the program's name. */
void
command_complain_lines(const char *lines);

/** Print an answer, as JSON or for people; the exit status it means. */
int
command_say(const struct options *options, const struct answer *answer);

/** The words of the command line; each returns the exit status. */
int
command_kiosk(const struct options *options);
int
command_enrol(const struct options *options);
int
command_sync(const struct options *options);
int
command_doctor(const struct options *options);
int
command_export(const struct options *options);

#endif
