// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_PUSH_H
#define WIRE_PUSH_H
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "util/id.h"
#include "wire/fault.h"

struct buf;

#define PUSH_MAX_EVENTS 500
#define PUSH_MAX_BYTES (256 * 1024) // of a call's body, decompressed

/** One event's JSON text inside a call's body, borrowed from it. */
struct push_item {
    const char *text;
    size_t len;
};

/** A call of `POST /v1/events`, split but not yet parsed. */
struct push_call {
    char epoch[UUID_SIZE];
    struct push_item *items; // owned
    size_t count;
};

/**
 * Split a call's body (borrowed until clear) into its events.
 *
 * ERR_INVALID with fault code `bad-envelope` is PROTOCOL's 400, `too-large`
 * its 413. An event that is well-formed JSON but nothing else is still an
 * item here: `event_parse` tells what is wrong with it alone.
 */
enum err
push_call_parse(const char *body, size_t len, struct push_call *out,
                struct fault *fault);
void
push_call_clear(struct push_call *call);

/**
 * Append a call's body around event texts that are joined by commas
 * already; the caller keeps to the limits above.
 */
enum err
push_call_write(const char *epoch, const char *events, size_t len,
                struct buf *out);

enum verdict_status {
    VERDICT_OK,
    VERDICT_DUPLICATE,
    VERDICT_HELD,
    VERDICT_REJECTED,
    VERDICT_RETRY,
};

/** What the hub says about one event of a call. */
struct verdict {
    int64_t seq;   // 0 when the event had none: then `index` names it
    int64_t index; // place in the call; -1 when `seq` names it
    enum verdict_status status;
    int64_t after_ms; // `retry` only; 0 when not told
    char code[FAULT_CODE_SIZE];
    // owned; of `rejected` its field and message, else NULL: a call of 500
    // would otherwise carry a quarter of a megabyte of nothing
    struct fault *fault;
};

/** The reply to a call. */
struct push_reply {
    struct verdict *verdicts; // owned
    size_t count;
    int64_t durable_seq;
    int64_t hub_time_ms;
    int64_t slow_ms;   // 0: not told
    int64_t max_batch; // 0: not told
};

/** Why an event was rejected: code, field and message; all may be "". */
enum err
verdict_reject(struct verdict *verdict, const struct fault *fault);

/** ERR_NO_MEMORY is the sole failure besides ERR_INVALID for bad UTF-8. */
enum err
push_reply_write(const struct push_reply *reply, struct buf *out);
/** Bounded: at most PUSH_MAX_EVENTS verdicts. `out` is to be cleared. */
enum err
push_reply_parse(const char *body, size_t len, struct push_reply *out,
                 struct fault *fault);
void
push_reply_clear(struct push_reply *reply);

#endif
