// SPDX-License-Identifier: Apache-2.0
#ifndef DEVICES_IME_PROCESS_H
#define DEVICES_IME_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "devices/ime_line.h"
#include "util/err.h"

/** The helper as a process; zeroed means none. */
struct ime_process {
    pid_t pid;
    int fd;              // its standard input and output
    bool ready;          // it has said so
    char data[IME_LINE_MAX]; // read and not yet taken
    size_t used;
};

/** ERR_NOT_FOUND when the program is not there. `words` may be NULL. */
enum err
ime_process_start(struct ime_process *process, const char *program,
                  const char *words);

/** Kill it, reap it and wipe what was read. */
void
ime_process_end(struct ime_process *process);

/** False when it does not take the whole line at once. */
bool
ime_process_send(struct ime_process *process, const char *line);

/** Read what is there; false when it ended or sends lines without end. */
bool
ime_process_read(struct ime_process *process);

/** The first whole line, without its line feed, or NULL. */
const char *
ime_process_line(const struct ime_process *process, size_t *length);

/** Forget the first line and leave no trace of it. */
void
ime_process_drop(struct ime_process *process);

#endif
