// SPDX-License-Identifier: Apache-2.0
#ifndef SYNC_PACE_H
#define SYNC_PACE_H
#include <stdbool.h>
#include <stdint.h>

#define PACE_BASE_MS 1000
#define PACE_LONGEST_MS (5 * 60 * 1000)

/**
 * When a loop may try again (PROTOCOL.md "Pace"): exponential back-off with
 * full jitter, so that a hall full of kiosks does not return at once. Times
 * are of clock_mono_ms.
 */
struct pace {
    int failures;     // in a row
    int64_t due_ms;   // not before; 0: at once
};

bool
pace_due(const struct pace *pace, int64_t now_ms);
/** Not before `delay_ms` from now; a later time already set stays. */
void
pace_hold(struct pace *pace, int64_t now_ms, int64_t delay_ms);
/** The call failed; `retry_after_ms` is what the hub asked for, or 0. */
void
pace_fail(struct pace *pace, int64_t now_ms, int64_t retry_after_ms);
/** The call was good, or the link came up: no pause any more. */
void
pace_reset(struct pace *pace);

#endif
