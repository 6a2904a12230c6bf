// SPDX-License-Identifier: Apache-2.0
#include "util/clock.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "util/id.h"

// Version 1 did not exist before 2026-11-01: a clock below that is one that
// lost its battery, even where nothing was stored yet.
#define RELEASE_MS INT64_C(1793491200000)
#define STEP_TOLERANCE_MS 2000

/*
 * The state of the one clock of this process. Global because time is: every
 * room asks, and two clocks that disagree would be a fault in themselves.
 * Protected by its mutex.
 */
static struct {
    pthread_mutex_t mutex;
    bool started;
    int64_t start_ms;    // monotonic, when the process began
    int64_t floor_ms;    // wall time we are sure has passed at floor_mono
    int64_t floor_mono;
    int64_t advanced_ms; // drive: added to monotonic and wall time
    int64_t stepped_ms;  // drive: added to the system's wall time alone
    int64_t hub_offset;  // hub time minus monotonic time
    bool corrected;
    int64_t step_base;   // wall minus monotonic at the last step check
    char boot[CLOCK_BOOT_SIZE];
} clock_state = {
    .mutex = PTHREAD_MUTEX_INITIALIZER,
    .floor_ms = RELEASE_MS,
};

static int64_t
read_ms(clockid_t id)
{
    struct timespec now = {0};

    (void)clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t
mono_locked(void)
{
    return read_ms(CLOCK_BOOTTIME) + clock_state.advanced_ms;
}

static int64_t
wall_locked(void)
{
    return read_ms(CLOCK_REALTIME) + clock_state.advanced_ms
         + clock_state.stepped_ms;
}

static void
lock_started(void)
{
    pthread_mutex_lock(&clock_state.mutex);
    if (!clock_state.started) {
        clock_state.started = true;
        clock_state.start_ms = mono_locked();
        clock_state.floor_mono = clock_state.start_ms;
        clock_state.step_base = wall_locked() - clock_state.start_ms;
        id_uuid(clock_state.boot);
    }
}

static enum clock_quality
quality_locked(void)
{
    if (clock_state.corrected) {
        return CLOCK_HUB;
    }
    return wall_locked() < clock_state.floor_ms ? CLOCK_UNKNOWN : CLOCK_RTC;
}

static int64_t
now_locked(void)
{
    switch (quality_locked()) {
    case CLOCK_HUB:
        return mono_locked() + clock_state.hub_offset;
    case CLOCK_RTC:
        return wall_locked();
    case CLOCK_UNKNOWN:
        break;
    }
    // Time must still pass for whoever counts it, from the last we trusted.
    return clock_state.floor_ms + mono_locked() - clock_state.floor_mono;
}

void
clock_start(int64_t floor_ms)
{
    lock_started();
    if (floor_ms > clock_state.floor_ms) {
        clock_state.floor_ms = floor_ms;
        clock_state.floor_mono = mono_locked();
    }
    pthread_mutex_unlock(&clock_state.mutex);
}

int64_t
clock_mono_ms(void)
{
    int64_t ms;

    lock_started();
    ms = mono_locked();
    pthread_mutex_unlock(&clock_state.mutex);
    return ms;
}

int64_t
clock_up_ms(void)
{
    int64_t ms;

    lock_started();
    ms = mono_locked() - clock_state.start_ms;
    pthread_mutex_unlock(&clock_state.mutex);
    return ms;
}

int64_t
clock_now_ms(void)
{
    int64_t ms;

    lock_started();
    ms = now_locked();
    pthread_mutex_unlock(&clock_state.mutex);
    return ms;
}

enum clock_quality
clock_quality(void)
{
    enum clock_quality quality;

    lock_started();
    quality = quality_locked();
    pthread_mutex_unlock(&clock_state.mutex);
    return quality;
}

const char *
clock_quality_name(enum clock_quality quality)
{
    switch (quality) {
    case CLOCK_HUB:
        return "hub";
    case CLOCK_RTC:
        return "rtc";
    case CLOCK_UNKNOWN:
        break;
    }
    return "unknown";
}

void
clock_correct(int64_t hub_ms)
{
    lock_started();
    // Not held against the floor: a time that was once trusted and wrong
    // would otherwise shut the kiosk out until it had come to pass.
    if (hub_ms >= RELEASE_MS) {
        clock_state.hub_offset = hub_ms - mono_locked();
        clock_state.corrected = true;
    }
    pthread_mutex_unlock(&clock_state.mutex);
}

int64_t
clock_offset_ms(void)
{
    int64_t ms = 0;

    lock_started();
    if (clock_state.corrected) {
        ms = now_locked() - wall_locked();
    }
    pthread_mutex_unlock(&clock_state.mutex);
    return ms;
}

void
clock_advance(int64_t seconds)
{
    int64_t ms;

    lock_started();
    if (seconds > 0 && !__builtin_mul_overflow(seconds, 1000, &ms)
        && ms < INT64_MAX / 4 - clock_state.advanced_ms) {
        clock_state.advanced_ms += ms;
    }
    pthread_mutex_unlock(&clock_state.mutex);
}

void
clock_step_wall(int64_t seconds)
{
    int64_t ms;

    lock_started();
    if (!__builtin_mul_overflow(seconds, 1000, &ms)
        && !__builtin_add_overflow(clock_state.stepped_ms, ms, &ms)
        && ms < INT64_MAX / 4 && ms > -(INT64_MAX / 4)) {
        clock_state.stepped_ms = ms;
    }
    pthread_mutex_unlock(&clock_state.mutex);
}

int64_t
clock_wall_step_ms(void)
{
    int64_t base, step;

    lock_started();
    base = wall_locked() - mono_locked();
    step = base - clock_state.step_base;
    // A small drift is kept in the account, so that slow slewing adds up
    // and is told once instead of never.
    if (step >= -STEP_TOLERANCE_MS && step <= STEP_TOLERANCE_MS) {
        step = 0;
    } else {
        clock_state.step_base = base;
    }
    pthread_mutex_unlock(&clock_state.mutex);
    return step;
}

void
clock_boot_id(char out[CLOCK_BOOT_SIZE])
{
    lock_started();
    memcpy(out, clock_state.boot, CLOCK_BOOT_SIZE);
    pthread_mutex_unlock(&clock_state.mutex);
}
