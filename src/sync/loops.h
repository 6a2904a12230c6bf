// SPDX-License-Identifier: Apache-2.0
#ifndef SYNC_LOOPS_H
#define SYNC_LOOPS_H
#include "sync/worker.h"

/*
 * The loops of the worker. `start` begins the next call and returns false
 * when there is nothing to do; `done` takes its end. Thread: sync
 */

bool
push_start(struct worker *worker);
void
push_done(struct worker *worker, const struct call_result *result);

bool
pull_start(struct worker *worker);
void
pull_done(struct worker *worker, const struct call_result *result);
/** Break a long poll off, so that a page without waiting can be asked. */
void
pull_interrupt(struct worker *worker);

bool
beat_start(struct worker *worker);
void
beat_done(struct worker *worker, const struct call_result *result);

/** `GET /v1/time`, before anything else while the time is unknown. */
bool
ask_start(struct worker *worker);
void
ask_done(struct worker *worker, const struct call_result *result);

/** Begin a run, or make the one under way staff's. */
void
run_begin(struct worker *worker, bool by_staff);
/** One half of the run came to its end, good or bad. */
void
run_part(struct worker *worker, enum part part, enum sync_outcome outcome,
         const char *problem);
void
run_progress(struct worker *worker);
/** Fill what an event says of the run. */
void
run_describe(const struct worker *worker, struct sync_event *out);

#endif
