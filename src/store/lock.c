// SPDX-License-Identifier: Apache-2.0
#include "store/lock.h"

#include "util/clock.h"

#define LOCK_FIRST_MS 30000

int64_t
lock_left(struct lock_clock *clock, int64_t until, int64_t length_ms)
{
    int64_t mono = clock_mono_ms();
    int64_t left = until - clock_now_ms();

    // From when this process first heard of it on, its own clock counts.
    if (until != clock->until) {
        // A clock that was set back must not make the lock longer.
        left = left > length_ms ? length_ms : left;
        clock->until = until;
        clock->until_mono = mono + left;
    }
    return until == 0 ? 0 : clock->until_mono - mono;
}

void
lock_begin(struct lock_clock *clock, int64_t until, int64_t length_ms)
{
    clock->until = until;
    clock->until_mono = clock_mono_ms() + length_ms;
}

int64_t
lock_next(int64_t length_ms)
{
    int64_t next = length_ms == 0 ? LOCK_FIRST_MS : length_ms * 2;

    return next > LOCK_MAX_MS ? LOCK_MAX_MS : next;
}
