// SPDX-License-Identifier: Apache-2.0
#include "sync/pace.h"
#include "util/id.h"

// What a hub may ask for at most: beyond it, it is taken as a mistake.
#define RETRY_AFTER_MAX_MS (60 * 60 * 1000)

static int64_t
random_below(int64_t bound)
{
    uint64_t value;
    id_random(&value, sizeof(value));
    return (int64_t)(value % (uint64_t)bound);
}

bool
pace_due(const struct pace *pace, int64_t now_ms)
{
    return now_ms >= pace->due_ms;
}

void
pace_hold(struct pace *pace, int64_t now_ms, int64_t delay_ms)
{
    if (now_ms + delay_ms > pace->due_ms)
        pace->due_ms = now_ms + delay_ms;
}

void
pace_fail(struct pace *pace, int64_t now_ms, int64_t retry_after_ms)
{
    int64_t longest = PACE_BASE_MS;
    for (int i = 0; i < pace->failures && longest < PACE_LONGEST_MS; i++)
        longest *= 2;
    if (longest > PACE_LONGEST_MS)
        longest = PACE_LONGEST_MS;
    if (retry_after_ms > RETRY_AFTER_MAX_MS)
        retry_after_ms = RETRY_AFTER_MAX_MS;
    int64_t delay = 1 + random_below(longest);
    // Jitter comes on top of a time the hub told to all alike.
    if (retry_after_ms > 0)
        delay = retry_after_ms + random_below(PACE_BASE_MS);
    pace->failures++;
    pace->due_ms = now_ms + delay;
}

void
pace_reset(struct pace *pace)
{
    *pace = (struct pace){0};
}
