// SPDX-License-Identifier: Apache-2.0
#include "app/stay.h"

static int64_t
quiet_ms(const struct stay_limits *limits, enum stay_kind kind)
{
    switch (kind) {
    case STAY_FOREVER:
        return -1;
    case STAY_HOME:
    case STAY_PUBLIC:
        return limits->public_s * INT64_C(1000);
    case STAY_PERSONAL:
        return limits->personal_s * INT64_C(1000);
    case STAY_TICKET:
        return limits->ticket_s * INT64_C(1000);
    }
    return -1;
}

/** Whole seconds left, 20 during the first of twenty. */
static struct stay_answer
count(enum stay_phase phase, int64_t left_ms, int64_t now_ms)
{
    int64_t seconds = (left_ms + 999) / 1000;
    return (struct stay_answer){
        .phase = phase,
        .seconds_left = (int)seconds,
        .next_ms = now_ms + left_ms - (seconds - 1) * 1000,
    };
}

struct stay_answer
stay_ask(const struct stay_limits *limits, enum stay_kind kind, bool large,
         int64_t since_ms, int64_t now_ms)
{
    int64_t times = large ? 2 : 1;
    int64_t quiet = quiet_ms(limits, kind) * times;
    int64_t countdown = limits->countdown_s * INT64_C(1000) * times;
    int64_t silent = now_ms - since_ms;
    if (kind == STAY_FOREVER)
        return (struct stay_answer){.phase = STAY_QUIET, .next_ms = -1};
    if (kind == STAY_TICKET && silent < quiet)
        return count(STAY_QUIET, quiet - silent, now_ms);
    if (silent < quiet)
        return (struct stay_answer){.phase = STAY_QUIET,
                                    .next_ms = since_ms + quiet};
    if (kind == STAY_HOME || kind == STAY_TICKET ||
        silent >= quiet + countdown)
        return (struct stay_answer){.phase = STAY_OVER, .next_ms = now_ms};
    return count(STAY_COUNTING, quiet + countdown - silent, now_ms);
}
