// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_APP_MONKEY_H
#define TESTS_APP_MONKEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/kiosk.h"

#define MONKEY_SEEN_MAX 64

/**
 * Random hands on a whole kiosk in this process: its own threads, store
 * and event queue, on SDL's dummy screen. What it does follows from its
 * seed alone, but for the moments at which threads answer.
 */
struct monkey {
    char dir[64];
    struct options options;
    struct kiosk *kiosk;
    uint64_t random;     // state of the generator
    uint64_t done;       // acts so far
    uint64_t touches;    // fingers that went down and came up, texts, codes
    const char *act;     // the last one, for reports
    struct {
        char name[NAV_NAME_SIZE];
        uint64_t times;
    } seen[MONKEY_SEEN_MAX]; // screens, sheets and dialogs that were shown
    size_t seen_count;
    unsigned visits;     // of the kiosk, as counted last
    uint64_t homes;      // times that the way home was walked
    uint64_t endings;    // of whole kiosks
};

/** A number below `limit`. */
uint32_t
monkey_pick(struct monkey *monkey, uint32_t limit);

/** Open a kiosk that is enrolled and knows a talent and a member of staff,
 *  on the folder of before when `keep`. */
void
monkey_open(struct monkey *monkey, bool keep);
/** End it as a signal would, and throw its folder away unless `keep`. */
void
monkey_close(struct monkey *monkey, bool keep);

/** Let the kiosk take in all that waits and draw what came of it. */
void
monkey_settle(struct monkey *monkey);

/** One act: a touch, a swipe, a text, a code, a jump of the clock. */
void
monkey_act(struct monkey *monkey);

/** A tap on an element as a finger does it. */
void
monkey_tap(struct monkey *monkey, const char *id);

/** Note what is shown. */
void
monkey_count(struct monkey *monkey);

#endif
