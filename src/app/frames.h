// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FRAMES_H
#define APP_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FRAMES_KEPT 1024

/** How long frames took, for `stats` and heartbeats. */
struct frames {
    int64_t count;
    uint32_t us[FRAMES_KEPT]; // of the last ones, a ring
    uint32_t last_us;
    bool slow;          // too slow for motion
    int64_t damage_px;  // of the last frame, window pixels
    int64_t first_ms;   // from the start of the process to the first one
};

void
frames_add(struct frames *frames, uint32_t us, int64_t damage_px);

/** The median of the last ones is over 50 ms: nothing should move. */
bool
frames_are_slow(const struct frames *frames);

/** The 99th percentile of those kept, 0 without any. */
uint32_t
frames_p99_us(const struct frames *frames);

/** Resident memory of the process in KiB; 0 when unknown. Any thread. */
int64_t
frames_rss_kib(void);

/** Milliseconds since the process was started (exec), 0 when unknown. */
int64_t
frames_since_exec_ms(void);

#endif
