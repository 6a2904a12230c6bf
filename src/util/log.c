// SPDX-License-Identifier: Apache-2.0
#include "util/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

// Below it nothing is written. Global because every room logs and none
// could be asked to carry a logger around; written by main alone.
static atomic_int log_threshold = LOG_LEVEL_INFO;

static const char *
prefix(enum log_level level)
{
    // systemd sets JOURNAL_STREAM when stderr is the journal, which reads
    // the kernel's <n> notation; a person at a terminal reads words.
    bool journal = getenv("JOURNAL_STREAM") != NULL;

    switch (level) {
    case LOG_LEVEL_DEBUG:
        return journal ? "<7>" : "debug: ";
    case LOG_LEVEL_WARN:
        return journal ? "<4>" : "warning: ";
    case LOG_LEVEL_ERROR:
        return journal ? "<3>" : "error: ";
    case LOG_LEVEL_INFO:
    case LOG_LEVEL_OFF:
        break;
    }
    return journal ? "<6>" : "";
}

void
log_write(enum log_level level, const char *format, ...)
{
    char line[1001];
    va_list args;

    if ((int)level < atomic_load(&log_threshold)) {
        return;
    }
    va_start(args, format);
    (void)vsnprintf(line, sizeof(line), format, args);
    va_end(args);
    // A line break inside would let a peer's text forge a second entry.
    for (char *p = line; *p != '\0'; p++) {
        if ((unsigned char)*p < 0x20) {
            *p = ' ';
        }
    }
    // One call, so that lines of different threads do not mix.
    (void)fprintf(stderr, "%s%s\n", prefix(level), line);
}

void
log_set_level(enum log_level level)
{
    atomic_store(&log_threshold, (int)level);
}
