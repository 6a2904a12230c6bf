// SPDX-License-Identifier: Apache-2.0
#ifndef APP_STAY_H
#define APP_STAY_H

#include <stdbool.h>
#include <stdint.h>

/** Which rule of DESIGN.md "Sessions" a page is under. */
enum stay_kind {
    STAY_FOREVER,  // attract, out_of_service: nobody to wait for
    STAY_HOME,     // as public, but goes to attract without a countdown
    STAY_PUBLIC,
    STAY_PERSONAL,
    STAY_TICKET    // counted down on the page itself
};

/** Seconds; large type doubles all of them. */
struct stay_limits {
    int public_s, personal_s, countdown_s, ticket_s;
};

enum stay_phase {
    STAY_QUIET,    // nothing to show
    STAY_COUNTING, // the dialog shows `seconds_left`
    STAY_OVER      // the session ends now
};

struct stay_answer {
    enum stay_phase phase;
    int seconds_left; // of the dialog or the ticket page, else 0
    int64_t next_ms;  // clock_mono_ms when to ask again; -1 never
};

/**
 * What the silence of a visitor means. Pure: `since_ms` is the last time
 * they did something, `now_ms` the present, both clock_mono_ms.
 */
struct stay_answer
stay_ask(const struct stay_limits *limits, enum stay_kind kind, bool large,
         int64_t since_ms, int64_t now_ms);

#endif
