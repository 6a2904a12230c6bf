// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include "sync/loops.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"

// Which of two outcomes staff must hear of: the higher one.
static int
weight(enum sync_outcome outcome)
{
    switch (outcome) {
    case SYNC_DONE:
        return 0;
    case SYNC_PARTLY:
        return 1;
    case SYNC_OFFLINE:
        return 2;
    case SYNC_HUB_TROUBLE:
        return 3;
    case SYNC_CLOCK:
        return 4;
    case SYNC_NOT_TRUSTED:
        return 5;
    case SYNC_FROZEN:
        return 6;
    case SYNC_UNKNOWN_KIOSK:
        return 7;
    case SYNC_REVOKED:
        return 8;
    case SYNC_NOT_ENROLLED:
        return 9;
    }
    return 3;
}

static enum sync_outcome
worst(const struct run *run)
{
    enum sync_outcome push = run->outcome[PART_PUSH];
    enum sync_outcome pull = run->outcome[PART_PULL];
    return weight(push) >= weight(pull) ? push : pull;
}

void
run_describe(const struct worker *worker, struct sync_event *out)
{
    const struct run *run = &worker->run;
    out->online = worker->online;
    out->outcome = worst(run);
    str_copy(out->problem, sizeof(out->problem), run->problem);
    out->sent = run->sent;
    out->to_send = run->to_send;
    out->received = run->received;
    out->set_aside = run->set_aside;
    out->by_staff = run->by_staff;
}

void
run_progress(struct worker *worker)
{
    if (worker->run.active)
        worker_tell(worker, SYNC_EVENT_PROGRESS);
}

void
run_begin(struct worker *worker, bool by_staff)
{
    struct outbox_counts counts = {0};
    struct run *run = &worker->run;
    *run = (struct run){.active = true, .by_staff = by_staff};
    if (outbox_count(worker->store, &counts) == ERR_OK)
        run->to_send = counts.pending;
    worker->loops[LOOP_PUSH].wanted = true;
    worker->loops[LOOP_PULL].wanted = true;
    worker->push.probe = worker->push.probe || by_staff;
    if (by_staff)
        for (int i = 0; i < LOOP_COUNT; i++)
            worker->loops[i].forced = true;
    worker->loops[LOOP_BEAT].forced = false;
    run_progress(worker);
    // A poll that the hub holds open says that there is nothing new.
    if (by_staff)
        pull_interrupt(worker);
    else if (worker->pull.holding)
        run_part(worker, PART_PULL, SYNC_DONE, "");
}

static void
finish(struct worker *worker)
{
    struct run *run = &worker->run;
    enum sync_outcome outcome = worst(run);
    run->active = false;
    worker->closing = run->by_staff && outcome <= SYNC_PARTLY;
    for (int i = 0; i < LOOP_COUNT; i++)
        worker->loops[i].forced = false;
    if (outcome == SYNC_DONE)
        worker->times.last_full_sync = clock_now_ms();
    if (outcome <= SYNC_PARTLY &&
        sync_times_save(worker->store, &worker->times))
        LOGW("sync: the time of this sync is not kept");
    // An unasked run that failed is only news of the link.
    if (run->by_staff || outcome <= SYNC_PARTLY)
        worker_tell(worker, SYNC_EVENT_RESULT);
    else
        worker_tell(worker, SYNC_EVENT_STATE);
    // a look that found nothing is not worth a heartbeat of its own
    if (run->by_staff || run->sent + run->received > 0 || worker->beat.n == 0)
        worker->loops[LOOP_BEAT].wanted = true;
}

void
run_part(struct worker *worker, enum part part, enum sync_outcome outcome,
         const char *problem)
{
    struct run *run = &worker->run;
    if (!run->active || run->done[part])
        return;
    run->done[part] = true;
    run->outcome[part] = outcome;
    if (problem[0] && weight(outcome) >= weight(worst(run)))
        str_copy(run->problem, sizeof(run->problem), problem);
    if (run->done[PART_PUSH] && run->done[PART_PULL])
        finish(worker);
}
