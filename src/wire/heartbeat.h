// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_HEARTBEAT_H
#define WIRE_HEARTBEAT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/clock.h"
#include "util/err.h"
#include "util/id.h"
#include "wire/fault.h"

struct buf;

#define HEARTBEAT_MAX_EARLIER 200
#define HEARTBEAT_MAX_BYTES (256 * 1024)
#define HEARTBEAT_WORD_SIZE 33

/** How a kiosk is doing; numbers are -1 where it does not know. */
struct heartbeat {
    int64_t n; // growing, also across restarts
    int64_t at_ms;
    char version[HEARTBEAT_WORD_SIZE];
    char os[65];
    int64_t cursor_age_s; // since the last page or long-poll answer
    int64_t pending;
    int64_t oldest_at_ms; // of the pending; 0: none
    int64_t set_aside;
    int64_t last_seq;
    char epoch[UUID_SIZE];
    enum clock_quality time_quality;
    int64_t clock_offset_ms;
    char printer[HEARTBEAT_WORD_SIZE]; // "none" "ok" "offline"
    char paper[HEARTBEAT_WORD_SIZE];   // "none" "ok" "low" "out"
    char scanner[HEARTBEAT_WORD_SIZE]; // "none" "ok" "offline"
    int64_t free_disk_kib;
    int64_t rss_kib;
    int64_t frame_p99_us;
    int64_t restarts;
    char restart_reason[HEARTBEAT_WORD_SIZE];
};

/** Append one heartbeat as JSON text, without `earlier`. */
enum err
heartbeat_write(const struct heartbeat *heartbeat, struct buf *out);

/**
 * Append a call's body: the JSON text of the newest heartbeat with
 * `earlier`, JSON text of an array of older ones or NULL, inside it.
 */
enum err
heartbeat_call_write(const char *newest, const char *earlier,
                     struct buf *out);

/** A call as the hub reads it. */
struct heartbeat_call {
    struct heartbeat newest;
    struct heartbeat *earlier; // owned
    size_t count;
};
/** Lenient but for `n` and `at`: a fact that is missing is unknown. */
enum err
heartbeat_call_parse(const char *body, size_t len,
                     struct heartbeat_call *out, struct fault *fault);
void
heartbeat_call_clear(struct heartbeat_call *call);

/** The reply `{"hub_time"}`, also of `GET /v1/time`. */
enum err
hub_time_write(int64_t hub_time_ms, struct buf *out);
enum err
hub_time_parse(const char *body, size_t len, int64_t *out_ms);

#endif
