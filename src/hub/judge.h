// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_JUDGE_H
#define HUB_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "hub/ingest.h"
#include "hub/store.h"
#include "util/buf.h"
#include "util/err.h"
#include "wire/event.h"

/* Private to ingest: what one event is worth, and when it counts. */

/** One call while it is worked off. */
struct run {
    struct hub_store *store;
    const struct hub_kiosk *kiosk;
    struct hub_ingest *out;
    struct hub_epoch epoch;
    bool blocks; // some subject of this kiosk may be blocked
    int64_t now;
    char boot_uuid[HUB_UUID_SIZE]; // whose clock `boot` is
    struct hub_boot boot;
    struct buf retried; // "\nSUBJECT\n" of each one that must wait
};

/** One event of a call, with what is decided about it. */
struct step {
    struct event_parsed parsed;
    bool stored; // the identity is known: `was` holds its verdict
    struct hub_event was;
    char was_code[HUB_CODE_SIZE];
    int64_t dated_at;
    int64_t boot;
    enum hub_status status;
    const char *code;
    struct fault fault; // of a rejected one
};

/**
 * Dates an event: hub time as it is; else by the shift of its boot, now or
 * when the first event in hub time arrives.
 */
enum err
judge_date(struct run *run, const struct event *event, int64_t *dated_at,
           int64_t *waits);

/** Marks a step rejected for its fault; later ones of its subject wait. */
enum err
judge_reject(struct run *run, struct step *step, int64_t epoch, int64_t seq);

/**
 * Verdict of an event whose turn it is, and its effects. `epoch` and `seq`
 * are where it is stored; `unblocked` passes what a rejected one holds back.
 */
enum err
judge(struct run *run, struct step *step, int64_t epoch, int64_t seq,
      bool unblocked);

/** Held events of a subject get their turn, until nothing moves any more. */
enum err
judge_held(struct run *run, const char *subject);

#endif
