// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include <stdint.h>

// DESIGN.md "Sessions": five wrong lock for 30 s, doubling to 15 minutes.
#define LOCK_TRIES 5
#define LOCK_MAX_MS 900000

/**
 * The end of a lock as counted by this process: a clock that is set, by the
 * hub or by hand, makes it neither shorter nor longer. Internal.
 */
struct lock_clock {
    int64_t until;      // its end as stored, 0 none
    int64_t until_mono; // the same on clock_mono_ms
};

/** How much is left of the lock of `length_ms` that ends at `until`
 *  (clock_now_ms); 0 or less when none is. */
int64_t
lock_left(struct lock_clock *clock, int64_t until, int64_t length_ms);

/** A lock that begins now. */
void
lock_begin(struct lock_clock *clock, int64_t until, int64_t length_ms);

/** How long the next one is; `length_ms` 0: the first. */
int64_t
lock_next(int64_t length_ms);

#endif
