// SPDX-License-Identifier: Apache-2.0
#ifndef APP_NAV_H
#define APP_NAV_H

#include <stdbool.h>
#include <stddef.h>

#include "screens/screen.h"

#define NAV_NAME_SIZE 33
#define NAV_ARG_SIZE 129
#define NAV_HISTORY_MAX 16

/** A screen as it was asked for. */
struct nav_place {
    char name[NAV_NAME_SIZE];
    char arg[NAV_ARG_SIZE];
    bool has_arg;
};

/**
 * Which screen is shown and which way leads back.
 *
 * A wish to go elsewhere is only noted: a screen asks while its own code
 * runs, and its data must outlive that. nav_settle carries the wish out.
 */
struct nav {
    const struct screen_ops *(*find)(const char *name);
    const struct screen_ops *screen; // NULL before the first nav_settle
    void *data;                      // owned; wiped when it is left
    struct nav_place place;
    struct nav_place history[NAV_HISTORY_MAX];
    size_t depth;
    struct nav_place wish;
    bool wished, wish_back;
    unsigned visits; // grows with each screen that was entered
};

/** `find` is screen_find but in tests. */
void
nav_init(struct nav *nav, const struct screen_ops *(*find)(const char *));

/** Leave the screen shown. */
void
nav_destroy(struct nav *nav, struct screen_context *context);

/** True when there is such a screen. `arg` may be NULL. */
bool
nav_go(struct nav *nav, const char *screen, const char *arg);

void
nav_back(struct nav *nav);

bool
nav_can_go_back(const struct nav *nav);

/** Do what was wished; true when another screen is shown now. */
bool
nav_settle(struct nav *nav, struct screen_context *context);

/** True while `screen` is shown. */
bool
nav_at(const struct nav *nav, const char *screen);

/** The page may still hold its visitor's words: enter it anew, without a
 *  way back. */
void
nav_forget(struct nav *nav);

#endif
