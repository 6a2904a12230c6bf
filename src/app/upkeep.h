// SPDX-License-Identifier: Apache-2.0
#ifndef APP_UPKEEP_H
#define APP_UPKEEP_H

#include <stdbool.h>

#include "app/config.h"
#include "app/paths.h"
#include "util/err.h"

struct kiosk;
struct letter;
struct line_letter;
struct post;

/**
 * The upkeep thread: low priority, its own store connection. Every
 * night it copies the store and forgets what is old; every hour it lets
 * an outdated directory expire; at their time it lets records of the
 * catalogue take the place of others; in between it exports and examines
 * when asked.
 */
struct upkeep;

struct upkeep_options {
    struct post *post;           // borrowed
    const char *data_dir;        // borrowed, as all here
    const struct config *config;
    const struct paths *paths;
    const char *config_problems;
};

enum err
upkeep_start(const struct upkeep_options *options, struct upkeep **out);

/**
 * Export to `path`, or to a name of its own in the export folder when it is
 * NULL. `line` waits for the answer and is taken over; NULL: staff asked,
 * a toast says what happened. False without memory: nobody will answer.
 */
bool
upkeep_export(struct upkeep *upkeep, const char *path,
              struct line_letter *line);

/** The self-check; `line` waits and is taken over. */
void
upkeep_doctor(struct upkeep *upkeep, struct line_letter *line);

/** Main: a job is done; ends the letter. */
void
upkeep_take(struct kiosk *kiosk, struct letter *letter);

/** Something that was asked for is not done yet. */
bool
upkeep_busy(struct upkeep *upkeep);

/** The clock moved: look whether something is due. Never blocks. */
void
upkeep_poke(struct upkeep *upkeep);

void
upkeep_stop(struct upkeep *upkeep);

void
upkeep_join(struct upkeep *upkeep);

#endif
