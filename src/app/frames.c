// SPDX-License-Identifier: Apache-2.0
#include "app/frames.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "util/buf.h"
#include "util/file.h"
#include "util/str.h"

#define PROC_MAX 4096
// Field 22 of /proc/self/stat, counted behind the name's bracket.
#define STAT_START_FIELD 20
// Motion is left out when half of this many frames took longer than this.
#define SLOW_OF 32
#define SLOW_US 50000

static int
compare(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/** Is the median of the last SLOW_OF frames over SLOW_US? */
static bool
is_slow(const struct frames *frames)
{
    uint32_t sorted[SLOW_OF];
    for (int64_t i = 0; i < SLOW_OF; i++)
        sorted[i] = frames->us[(frames->count - 1 - i) % FRAMES_KEPT];
    qsort(sorted, SLOW_OF, sizeof sorted[0], compare);
    return sorted[SLOW_OF / 2] > SLOW_US;
}

void
frames_add(struct frames *frames, uint32_t us, int64_t damage_px)
{
    if (!frames->count)
        frames->first_ms = frames_since_exec_ms();
    frames->us[frames->count % FRAMES_KEPT] = us;
    frames->count++;
    frames->last_us = us;
    frames->damage_px = damage_px;
    if (frames->count % SLOW_OF == 0)
        frames->slow = is_slow(frames);
}

bool
frames_are_slow(const struct frames *frames)
{
    return frames->slow;
}

uint32_t
frames_p99_us(const struct frames *frames)
{
    uint32_t sorted[FRAMES_KEPT];
    size_t count = frames->count < FRAMES_KEPT ? (size_t)frames->count
                                               : FRAMES_KEPT;
    if (!count)
        return 0;
    memcpy(sorted, frames->us, count * sizeof sorted[0]);
    qsort(sorted, count, sizeof sorted[0], compare);
    return sorted[(count * 99 - 1) / 100];
}

/** The number behind `field` blanks of a file of the kernel; -1 without. */
static int64_t
proc_number(const char *path, const char *after, int field)
{
    struct buf text;
    int64_t value = -1;
    char word[24];
    buf_init(&text, PROC_MAX);
    if (file_read(path, PROC_MAX, &text) == ERR_OK) {
        const char *at = after ? strstr(buf_text(&text), after)
                               : buf_text(&text);
        for (int i = 0; at && i < field; i++) {
            at = strchr(at, ' ');
            at = at ? at + 1 : NULL;
        }
        size_t len = at ? strspn(at, "0123456789") : 0;
        if (len && len < sizeof word) {
            memcpy(word, at, len);
            word[len] = '\0';
            str_parse_int(word, 0, INT64_MAX, &value);
        }
    }
    buf_clear(&text);
    return value;
}

int64_t
frames_rss_kib(void)
{
    int64_t pages = proc_number("/proc/self/statm", NULL, 1);
    return pages < 0 ? 0 : pages * (sysconf(_SC_PAGESIZE) / 1024);
}

int64_t
frames_since_exec_ms(void)
{
    struct timespec now;
    int64_t ticks =
        proc_number("/proc/self/stat", ") ", STAT_START_FIELD);
    // The kernel's own clock, not the app's: drive may have moved that.
    if (ticks < 0 || clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return 0;
    int64_t start_ms = ticks * 1000 / sysconf(_SC_CLK_TCK);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 - start_ms;
}
