// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_CLOCK_H
#define UTIL_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_BOOT_SIZE 37

/**
 * The only source of time: nobody else asks the system.
 *
 * Durations come from CLOCK_BOOTTIME, which no clock step disturbs and
 * which counts through suspend. The wall time is the system's until the hub
 * has told its own; from then on it is hub time driven by CLOCK_BOOTTIME,
 * so a step of the system clock no longer reaches tickets or events. It is
 * never below the last trusted time given to clock_start. All functions
 * may be called from any thread.
 */
enum clock_quality {
    CLOCK_UNKNOWN, // the system clock is below the last trusted time
    CLOCK_RTC,     // plausible, but nobody confirmed it
    CLOCK_HUB,     // corrected from the hub since this process started
};

/**
 * Start counting: `floor_ms` is the last trusted time, ms since 1970, 0 for
 * none. Without a call the floor is the release of version 1.
 */
void
clock_start(int64_t floor_ms);

/** Milliseconds of an arbitrary origin that never go back. */
int64_t
clock_mono_ms(void);

/** Milliseconds since this process started (events' `up_ms`). */
int64_t
clock_up_ms(void);

/** The best known wall time, ms since 1970 UTC. */
int64_t
clock_now_ms(void);

enum clock_quality
clock_quality(void);

/** "unknown", "rtc" or "hub", as events and heartbeats say it. */
const char *
clock_quality_name(enum clock_quality quality);

/** The hub said that it is `hub_ms` now. It may be below the last trusted
 *  time, which only says where to start; ignored before version 1. */
void
clock_correct(int64_t hub_ms);

/** Hub time minus system time in ms; 0 until corrected. */
int64_t
clock_offset_ms(void);

/** Drive: move every clock forward; negative seconds are ignored. */
void
clock_advance(int64_t seconds);

/** Drive: step the system's wall clock alone, also back. */
void
clock_step_wall(int64_t seconds);

/**
 * How far the system's wall clock moved against the monotonic one since
 * the last call, ms; 0 within 2 s. For `kiosk.clock_stepped`.
 */
int64_t
clock_wall_step_ms(void);

/** A UUID made once a process run (events' `boot`). */
void
clock_boot_id(char out[CLOCK_BOOT_SIZE]);

#endif
