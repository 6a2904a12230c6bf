// SPDX-License-Identifier: Apache-2.0
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/** What the program was asked to do. */
enum command {
    COMMAND_KIOSK, // no word: be the kiosk
    COMMAND_ENROL,
    COMMAND_SYNC,
    COMMAND_DOCTOR,
    COMMAND_EXPORT
};

/** The command line, read; texts are borrowed from argv. */
struct options {
    enum command command;
    const char *config;     // NULL: the usual place
    const char *profile;    // "hall", "hospital" or NULL
    const char *data;       // NULL: the usual place
    int window_w, window_h; // 0: fullscreen
    bool drive;
    const char *drive_path; // NULL: standard input and output
    bool json, help, version;
    const char *args[2];    // URL and CODE, or FILE
};

/**
 * Read the command line. False with one sentence in `problem` when it
 * cannot be meant ("unknown option --x: see talent-kiosk --help").
 */
bool
options_parse(int argc, char *const *argv, struct options *out,
              char *problem, size_t size);

/** What --help prints. */
const char *
options_help(void);

#endif
