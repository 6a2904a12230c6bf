// SPDX-License-Identifier: Apache-2.0
#include "sync/loops.h"
#include "util/clock.h"
#include "wire/heartbeat.h"

#define TIMEOUT_MS 10000

bool
ask_start(struct worker *worker)
{
    struct loop *loop = &worker->loops[LOOP_ASK];
    struct call_request request = {
        .method = "GET",
        .path = "/v1/time",
        .timeout_ms = TIMEOUT_MS,
        .is_unsigned = true,
        .skip_dates = clock_quality() == CLOCK_UNKNOWN,
    };
    buf_reset(&loop->call.body);
    if (call_start(&loop->call, worker->multi, &worker->peer, &request)) {
        worker_fail(worker, LOOP_ASK, SYNC_HUB_TROUBLE, "store", 0);
        return false;
    }
    return true;
}

void
ask_done(struct worker *worker, const struct call_result *result)
{
    int64_t hub_time;
    struct loop *loop = &worker->loops[LOOP_ASK];
    enum reaction reaction = worker_react(worker, LOOP_ASK, result);
    if (reaction == REACT_OTHER)
        worker_fail(worker, LOOP_ASK, SYNC_HUB_TROUBLE, result->problem.code,
                    result->retry_after_ms);
    if (reaction != REACT_GOOD)
        return;
    if (hub_time_parse(buf_text(&loop->call.reply), loop->call.reply.len,
                       &hub_time)) {
        worker_fail(worker, LOOP_ASK, SYNC_HUB_TROUBLE, "bad-reply", 0);
        return;
    }
    pace_reset(&loop->pace);
    worker_hear_time(worker, hub_time);
    // a time below our floor is not believed: then the clocks do not agree
    if (clock_quality() == CLOCK_UNKNOWN)
        worker_fail(worker, LOOP_ASK, SYNC_CLOCK, "clock-skew", 0);
}
