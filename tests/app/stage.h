// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_APP_STAGE_H
#define TESTS_APP_STAGE_H

#include <stddef.h>

#include "app/kiosk.h"

/**
 * A kiosk in this process: real store, screens and renderer on SDL's dummy
 * screen, without its threads. Each test gets one in a folder of its own.
 */
struct stage {
    char dir[64];
    struct options options;
    struct kiosk *kiosk;
};

int
stage_setup(void **state);
int
stage_teardown(void **state);

/** End the kiosk and start it again on the same folder. */
void
stage_restart(struct stage *stage);

/** Introduce it to a hub that nobody will reach: "hall-1". */
void
stage_enrol(struct stage *stage);

/** Put one record into the store, as the hub would. */
void
stage_put(struct stage *stage, const char *kind, const char *id,
          const char *body);

/** Go to a screen and show it. */
void
stage_go(struct stage *stage, const char *screen);

/** A tap that was understood. */
void
stage_tap(struct stage *stage, const char *id);

/** Take a number as a guest who then stands before it. */
void
stage_check_in(struct stage *stage);

/** How many events of a type wait to be sent. */
size_t
stage_events(struct stage *stage, const char *type);

#endif
