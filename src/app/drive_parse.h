// SPDX-License-Identifier: Apache-2.0
#ifndef APP_DRIVE_PARSE_H
#define APP_DRIVE_PARSE_H

#include <stddef.h>
#include <stdint.h>

#include "util/err.h"

/** Commands of DRIVE.md. */
enum drive_verb {
    DRIVE_TREE, DRIVE_TAP_ID, DRIVE_TAP_LABEL, DRIVE_TAP_AT, DRIVE_HOLD,
    DRIVE_SWIPE, DRIVE_TEXT, DRIVE_SCAN, DRIVE_PRINTER, DRIVE_WAIT,
    DRIVE_WAIT_SCREEN, DRIVE_IDLE, DRIVE_PRINTED, DRIVE_CLOCK,
    DRIVE_CLOCK_WALL, DRIVE_SHOT, DRIVE_STATS, DRIVE_QUIT
};

// Unless a command says otherwise, ms.
#define DRIVE_WAIT_MS 5000
#define DRIVE_SWIPE_MS 300

/** One command, taken apart. */
struct drive_command {
    enum drive_verb verb;
    char *text;        // owned, wiped: id, label, text, file, state
    int x, y, x2, y2;  // window pixels
    int64_t ms;        // of hold, swipe and the waits
    int64_t seconds;   // of the clocks
};

void
drive_command_clear(struct drive_command *command);

/**
 * Take a line apart. ERR_INVALID with one sentence in `problem` when it is
 * none of DRIVE.md's; `out` may be cleared in every case. The line may
 * hold any bytes.
 */
enum err
drive_parse(const char *line, size_t length, struct drive_command *out,
            char *problem, size_t size);

#endif
