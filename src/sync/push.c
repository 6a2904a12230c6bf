// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>
#include "sync/loops.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/push.h"

// What the envelope adds around the events.
#define ENVELOPE_BYTES 96
#define TIMEOUT_MS 20000
#define RETRY_LEAST_MS 1000
// A heartbeat follows each sync, but not each of a row of check-ins.
#define BEAT_APART_MS 15000

static size_t
full_limit(const struct push *push)
{
    if (push->told_limit > 0 && push->told_limit < PUSH_MAX_EVENTS)
        return (size_t)push->told_limit;
    return PUSH_MAX_EVENTS;
}

static void
forget_suspect(struct push *push)
{
    push->suspect_seq = 0;
    push->suspect_epoch[0] = '\0';
    push->limit = full_limit(push);
}

// Nothing is left whose turn it is.
static void
drained(struct worker *worker)
{
    const struct run *run = &worker->run;
    worker->loops[LOOP_PUSH].wanted = false;
    run_part(worker, PART_PUSH,
             run->kept + run->set_aside > 0 ? SYNC_PARTLY : SYNC_DONE, "");
    if (!worker->push.sent)
        return;
    worker->push.sent = false;
    if (!run->active)
        worker_tell(worker, SYNC_EVENT_STATE);
    if (clock_mono_ms() - worker->beat.last_ms > BEAT_APART_MS)
        worker->loops[LOOP_BEAT].wanted = true;
}

static enum err
aim_probe(struct worker *worker)
{
    struct outbox_counts counts;
    struct outbox_batch *batch = &worker->push.batch;
    enum err err = outbox_count(worker->store, &counts);
    if (!err)
        str_copy(batch->epoch, sizeof(batch->epoch), counts.epoch);
    return err;
}

bool
push_start(struct worker *worker)
{
    struct push *push = &worker->push;
    struct loop *loop = &worker->loops[LOOP_PUSH];
    struct call_request request = {
        .method = "POST",
        .path = "/v1/events",
        .timeout_ms = TIMEOUT_MS,
    };
    struct outbox_limits limits = {
        .max_events = push->limit ? push->limit : full_limit(push),
        .max_bytes = PUSH_MAX_BYTES - ENVELOPE_BYTES,
    };
    outbox_batch_clear(&push->batch);
    enum err err = outbox_next(worker->store, &limits, &push->batch);
    if (!err && push->batch.count == 0 && push->probe)
        err = aim_probe(worker);
    else if (!err && push->batch.count == 0) {
        drained(worker);
        return false;
    }
    buf_reset(&loop->call.body);
    if (!err)
        err = push_call_write(push->batch.epoch, push->batch.events.data,
                              push->batch.events.len, &loop->call.body);
    if (!err)
        err = call_start(&loop->call, worker->multi, &worker->peer, &request);
    if (err)
        worker_fail(worker, LOOP_PUSH, SYNC_HUB_TROUBLE, err_name(err), 0);
    return !err;
}

// The seq a verdict is about; 0 when it is about none of ours.
static int64_t
verdict_seq(const struct outbox_batch *batch, const struct verdict *verdict)
{
    if (verdict->seq == 0)
        return (size_t)verdict->index < batch->count
                   ? batch->seqs[verdict->index]
                   : 0;
    for (size_t i = 0; i < batch->count; i++)
        if (batch->seqs[i] == verdict->seq)
            return verdict->seq;
    return 0;
}

static enum outbox_status
outbox_status_of(enum verdict_status status)
{
    switch (status) {
    case VERDICT_OK:
        return OUTBOX_OK;
    case VERDICT_DUPLICATE:
        return OUTBOX_DUPLICATE;
    case VERDICT_HELD:
        return OUTBOX_HELD;
    case VERDICT_REJECTED:
        return OUTBOX_REJECTED;
    case VERDICT_RETRY:
        break;
    }
    return OUTBOX_RETRY;
}

// What a reply amounts to, for the run and for when to try again.
struct tally {
    size_t final; // verdicts that are not `retry`
    size_t retry;
    size_t rejected;
    int64_t soonest_ms; // of the retries
};

static size_t
convert(const struct push_reply *reply, const struct outbox_batch *batch,
        struct outbox_verdict *out, struct tally *tally)
{
    static const struct fault none;
    size_t used = 0;
    for (size_t i = 0; i < reply->count && used < batch->count; i++) {
        const struct verdict *verdict = &reply->verdicts[i];
        const struct fault *why = verdict->fault ? verdict->fault : &none;
        int64_t seq = verdict_seq(batch, verdict);
        if (seq == 0)
            continue;
        out[used++] = (struct outbox_verdict){
            .seq = seq,
            .status = outbox_status_of(verdict->status),
            .after_ms = verdict->after_ms,
            .code = verdict->code,
            .field = why->field,
            .message_zh = why->zh,
            .message_en = why->en,
        };
        tally->rejected += verdict->status == VERDICT_REJECTED;
        if (verdict->status != VERDICT_RETRY) {
            tally->final++;
            continue;
        }
        if (tally->retry++ == 0 || verdict->after_ms < tally->soonest_ms)
            tally->soonest_ms = verdict->after_ms;
    }
    return used;
}

static enum err
apply(struct worker *worker, const struct push_reply *reply,
      struct tally *tally)
{
    const struct outbox_batch *batch = &worker->push.batch;
    int64_t rewound = 0;
    struct outbox_verdict *verdicts = calloc(batch->count + 1, sizeof(*verdicts));
    if (!verdicts)
        return ERR_NO_MEMORY;
    struct outbox_reply what = {
        .epoch = batch->epoch,
        .verdicts = verdicts,
        .count = convert(reply, batch, verdicts, tally),
        .durable_seq = reply->durable_seq,
    };
    enum err err = outbox_apply(worker->store, &what, &rewound);
    free(verdicts);
    if (!err && rewound > 0)
        LOGW("sync: the hub went back to %lld: %lld events go out again",
             (long long)reply->durable_seq, (long long)rewound);
    return err;
}

// After a call that was taken: is the refused one still among what follows?
static void
narrow(struct push *push)
{
    int64_t last = push->batch.seqs[push->batch.count - 1];
    if (push->suspect_seq == 0)
        return;
    if (!str_equal(push->suspect_epoch, push->batch.epoch) ||
        last >= push->suspect_seq)
        forget_suspect(push);
    else if (push->limit > 1)
        push->limit = (push->limit + 1) / 2;
}

static void
count_reply(struct worker *worker, const struct tally *tally)
{
    struct run *run = &worker->run;
    run->sent += (int64_t)(tally->final - tally->rejected);
    run->set_aside += (int64_t)tally->rejected;
    run->kept += (int64_t)tally->retry;
    worker->push.sent = true;
    if (tally->final > tally->rejected)
        worker->times.last_push = clock_now_ms();
}

static void
take_reply(struct worker *worker, const struct push_reply *reply)
{
    struct loop *loop = &worker->loops[LOOP_PUSH];
    struct tally tally = {0};
    int64_t now = clock_mono_ms();
    worker->push.told_limit = reply->max_batch;
    worker->push.probe = false;
    worker_hear_time(worker, reply->hub_time_ms);
    if (apply(worker, reply, &tally)) {
        worker_fail(worker, LOOP_PUSH, SYNC_HUB_TROUBLE, "store", 0);
        return;
    }
    if (worker->push.batch.count == 0) {
        pace_reset(&loop->pace); // a probe; what it rewound goes next
        return;
    }
    count_reply(worker, &tally);
    if (tally.retry > 0 && worker->options->mode == SYNC_AUTOMATIC) {
        int64_t wake = tally.soonest_ms > RETRY_LEAST_MS ? tally.soonest_ms
                                                         : RETRY_LEAST_MS;
        loop->wake_ms = now + wake;
    }
    if (tally.final == 0) {
        // nothing was taken: asking at once again would only burn both ends
        loop->wanted = false;
        if (tally.retry == 0)
            worker_fail(worker, LOOP_PUSH, SYNC_HUB_TROUBLE, "bad-reply", 0);
        else
            run_part(worker, PART_PUSH, SYNC_PARTLY, "retry");
        return;
    }
    narrow(&worker->push);
    if (worker->push.suspect_seq == 0)
        worker->push.limit = full_limit(&worker->push);
    pace_reset(&loop->pace);
    if (reply->slow_ms > 0)
        pace_hold(&loop->pace, now, reply->slow_ms);
    run_progress(worker);
}

static void
set_one_aside(struct worker *worker, const struct call_result *result)
{
    struct push *push = &worker->push;
    const struct problem *problem = &result->problem;
    bool large = result->status == 413;
    struct outbox_verdict reason = {
        .seq = push->batch.seqs[0],
        .status = OUTBOX_REJECTED,
        .code = problem->code,
        .field = "",
        .message_zh = problem->zh[0] ? problem->zh
                      : large        ? "这条记录太大，服务器拒收"
                                     : "服务器无法读取这条记录",
        .message_en = problem->en[0] ? problem->en
                      : large        ? "the hub refused this record as "
                                       "too large"
                                     : "the hub cannot read this record",
    };
    LOGW("sync: event %lld set aside: %s", (long long)reason.seq,
         reason.code);
    if (outbox_set_aside(worker->store, push->batch.epoch, &reason)) {
        worker_fail(worker, LOOP_PUSH, SYNC_HUB_TROUBLE, "store", 0);
        return;
    }
    worker->run.set_aside++;
    forget_suspect(push);
    pace_reset(&worker->loops[LOOP_PUSH].pace);
    run_progress(worker);
}

// The whole call was refused: halve it until the bad one stands alone.
static void
halve(struct worker *worker, const struct call_result *result)
{
    struct push *push = &worker->push;
    if (push->batch.count <= 1) {
        set_one_aside(worker, result);
        return;
    }
    push->suspect_seq = push->batch.seqs[push->batch.count - 1];
    str_copy(push->suspect_epoch, sizeof(push->suspect_epoch),
             push->batch.epoch);
    push->limit = push->batch.count / 2;
    pace_reset(&worker->loops[LOOP_PUSH].pace);
}

void
push_done(struct worker *worker, const struct call_result *result)
{
    struct push_reply reply;
    struct fault fault = {0};
    struct loop *loop = &worker->loops[LOOP_PUSH];
    enum reaction reaction = worker_react(worker, LOOP_PUSH, result);
    if (reaction == REACT_GOOD) {
        if (push_reply_parse(buf_text(&loop->call.reply),
                             loop->call.reply.len, &reply, &fault))
            worker_fail(worker, LOOP_PUSH, SYNC_HUB_TROUBLE, "bad-reply", 0);
        else
            take_reply(worker, &reply);
        push_reply_clear(&reply);
    } else if (reaction == REACT_OTHER) {
        if (result->status == 400 || result->status == 413)
            halve(worker, result);
        else
            worker_fail(worker, LOOP_PUSH,
                        str_equal(result->problem.code, "epoch-frozen")
                            ? SYNC_FROZEN
                            : SYNC_HUB_TROUBLE,
                        result->problem.code, result->retry_after_ms);
    }
    outbox_batch_clear(&worker->push.batch);
}
