// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_EVENT_H
#define WIRE_EVENT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/names.h"
#include "util/clock.h"
#include "util/err.h"
#include "util/hash.h"
#include "util/id.h"
#include "wire/fault.h"

struct buf;
struct json_t;

#define EVENT_TYPE_SIZE 33
#define EVENT_MAX_SIZE (256 * 1024) // of one event's JSON text

/** The words of enum clock_quality. */
extern const struct names event_qualities;

/** The identity of another event of the same kiosk; `epoch` "" is none. */
struct event_ref {
    char epoch[UUID_SIZE];
    int64_t seq;
};

/**
 * One event, without its epoch, which stands in the envelope.
 *
 * A kiosk writes the JSON text once, in the transaction of the change it
 * reports, and resends exactly that text; see `event_write`.
 */
struct event {
    int64_t seq; // gap-free from 1 within the epoch
    char type[EVENT_TYPE_SIZE];
    int v;
    int64_t at_ms; // as the kiosk believed it, see `time_quality`
    enum clock_quality time_quality;
    char boot[UUID_SIZE];
    int64_t up_ms;
    char subject[ID_SIZE];
    struct event_ref supersedes;
    struct event_ref origin;
};

/** An event as received: its fields, its body and its content hash. */
struct event_parsed {
    struct event event;
    struct json_t *json;       // owned: the whole event
    const struct json_t *body; // borrowed from `json`
    unsigned char hash[HASH_SIZE];
    bool seq_known; // `event.seq` is right even if the event was refused
};

/**
 * Read one event's JSON text: fields, bounds, ASCII keys, integer numbers,
 * and the content hash. The body is checked by `body_check` alone.
 *
 * ERR_INVALID notes why; `out->seq_known` then tells how to name it in the
 * results. `out` is to be cleared in every case.
 */
enum err
event_parse(const char *text, size_t len, struct event_parsed *out,
            struct fault *fault);
void
event_parsed_clear(struct event_parsed *parsed);

/** The body of a parsed event as canonical JSON text. */
enum err
event_body_text(const struct event_parsed *parsed, struct buf *out);

/**
 * Append the event's JSON text with `body`, JSON text of an object.
 *
 * ERR_INVALID when the result would not be read back: it is a bug of the
 * caller then, or a body that is too large.
 */
enum err
event_write(const struct event *event, const char *body, size_t body_len,
            struct buf *out);

/**
 * As event_write, without reading it back: for ids of our own making and a
 * body of wire/body.h, where a visitor waits.
 */
enum err
event_format(const struct event *event, const char *body, size_t body_len,
             struct buf *out);

/**
 * The same event for a new epoch: `seq` replaced and `origin` set to where
 * it stood (PROTOCOL.md "fork"). An event that has an origin keeps it, so
 * that the hash, which is taken in the origin's place, stays the same
 * however often a kiosk is enrolled again.
 */
enum err
event_reissue(const char *text, size_t len, const char *old_epoch,
              int64_t new_seq, struct buf *out);

#endif
