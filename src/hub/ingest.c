// SPDX-License-Identifier: Apache-2.0
#include "hub/ingest.h"

#include <stdlib.h>
#include <string.h>

#include "hub/effects.h"
#include "hub/judge.h"
#include "util/buf.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/event.h"
#include "wire/json.h"

#define RETRY_MS 5000
#define RETRY_FROZEN_MS 60000
#define RETRIED_MAX (PUSH_MAX_EVENTS * HUB_ID_SIZE)

static bool
hash_known(const uint8_t hash[HASH_SIZE])
{
    static const uint8_t none[HASH_SIZE];
    return memcmp(hash, none, HASH_SIZE) != 0;
}

static void
verdict_set(struct verdict *verdict, enum verdict_status status,
            const char *code)
{
    verdict->status = status;
    if (code != NULL)
        str_copy(verdict->code, sizeof(verdict->code), code);
}

static void
verdict_retry(struct verdict *verdict, const char *code, int64_t after_ms)
{
    verdict_set(verdict, VERDICT_RETRY, code);
    verdict->after_ms = after_ms;
}

static enum err
epoch_ensure(struct run *run)
{
    if (run->epoch.row != 0)
        return ERR_OK;
    return run->store->ops->epoch_put(run->store, &run->epoch);
}

/** Moves the durable position over all that is stored without a gap. */
static enum err
durable_advance(struct run *run, int64_t seq)
{
    struct hub_epoch *epoch = &run->epoch;
    struct hub_event event;
    char code[HUB_CODE_SIZE];
    if (seq > epoch->last_seq)
        epoch->last_seq = seq;
    if (seq != epoch->durable + 1)
        return ERR_OK;
    epoch->durable = seq;
    while (epoch->durable < epoch->last_seq) {
        enum err err = run->store->ops->event_get(
            run->store, epoch->row, epoch->durable + 1, &event, code);
        if (err != ERR_OK)
            return err == ERR_NOT_FOUND ? ERR_OK : err;
        epoch->durable++;
    }
    return ERR_OK;
}

static enum err
event_save(struct run *run, const struct step *step,
           const struct push_item *item)
{
    const struct event *event = &step->parsed.event;
    struct hub_event row = {
        .epoch = run->epoch.row,
        .seq = event->seq,
        .status = step->status,
        .code = step->code,
        .type = event->type,
        .subject = event->subject,
        .at = event->at_ms,
        .dated_at = step->dated_at,
        .received_at = run->now,
        .boot = step->boot,
        .raw = step->status == HUB_DUPLICATE ? NULL : item->text,
        .raw_len = item->len,
    };
    if (event->origin.epoch[0] != '\0') {
        row.origin_epoch = event->origin.epoch;
        row.origin_seq = event->origin.seq;
    }
    memcpy(row.hash, step->parsed.hash, sizeof(row.hash));
    enum err err = run->store->ops->event_put(run->store, &row);
    return err == ERR_OK ? durable_advance(run, event->seq) : err;
}

/** Epoch row of the rejected event that this one stands in for, or 0. */
static enum err
supersedes(struct run *run, const struct event_ref *ref, int64_t *out)
{
    struct hub_epoch of;
    struct hub_event event;
    char code[HUB_CODE_SIZE];
    if (ref->epoch[0] == '\0')
        return ERR_OK;
    enum err err =
        run->store->ops->epoch_get(run->store, run->kiosk->id, ref->epoch, &of);
    if (err == ERR_OK)
        err = run->store->ops->event_get(run->store, of.row, ref->seq, &event,
                                         code);
    if (err == ERR_OK && event.status == HUB_REJECTED)
        *out = of.row;
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
unblock(struct run *run, int64_t epoch, int64_t seq)
{
    enum err err =
        run->store->ops->block_del(run->store, run->kiosk->id, epoch, seq);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

/** What an accepted event sets free. */
static enum err
release(struct run *run, const struct step *step, int64_t worse)
{
    const struct event *event = &step->parsed.event;
    const char *subject = event->subject;
    bool better = worse != 0;
    bool opens = step->status == HUB_OK && effect_opens(event->type);
    enum err err = ERR_OK;
    if (better)
        err = run->store->ops->blocks_del(run->store, run->kiosk->id, subject);
    if (err == ERR_OK && better)
        err = unblock(run, worse, event->supersedes.seq);
    if (err == ERR_OK && (opens || better || step->stored))
        err = judge_held(run, subject);
    return err;
}

/** Judges a new event, or one that was rejected and is sent again. */
static enum err
take(struct run *run, struct step *step, const struct push_item *item)
{
    const struct event *event = &step->parsed.event;
    int64_t worse = 0; // epoch of the one it supersedes
    enum err err = judge_date(run, event, &step->dated_at, &step->boot);
    if (err == ERR_OK)
        err = supersedes(run, &event->supersedes, &worse);
    if (err == ERR_OK && step->stored)
        err = unblock(run, run->epoch.row, event->seq);
    // what staff did with a record is told about it, not part of it
    bool unblocked = worse != 0 || str_starts(event->type, "record.");
    if (err == ERR_OK)
        err = judge(run, step, run->epoch.row, event->seq, unblocked);
    if (err == ERR_OK)
        err = event_save(run, step, item);
    if (err == ERR_OK && step->status != HUB_REJECTED)
        err = release(run, step, worse);
    return err;
}

static enum err
fork_found(struct run *run, struct step *step)
{
    fault_set(&step->fault, "fork", "seq",
              "同一编号的记录内容不同：磁盘可能被复制，请重新登记此终端",
              "another event has this identity: a disk may have been"
              " copied; enrol this kiosk again");
    step->status = HUB_REJECTED;
    step->code = step->fault.code;
    run->epoch.frozen = true;
    LOGW("ingest: %s: fork at seq %lld: the epoch is frozen", run->kiosk->id,
         (long long)step->parsed.event.seq);
    struct hub_alarm alarm = {
        .kiosk = run->kiosk->id,
        .code = "fork",
        .detail = run->epoch.uuid,
        .at = run->now,
    };
    return run->store->ops->alarm_put(run->store, &alarm);
}

/** Is it one that the hub holds under the epoch it was first written in? */
static enum err
origin_known(struct run *run, const struct step *step, bool *out)
{
    const struct event_ref *origin = &step->parsed.event.origin;
    *out = false;
    if (origin->epoch[0] == '\0')
        return ERR_OK;
    return run->store->ops->origin_find(run->store, origin->epoch, origin->seq,
                                        step->parsed.hash, out);
}

static enum err
step_new(struct run *run, struct step *step, const struct push_item *item)
{
    bool known;
    enum err err = origin_known(run, step, &known);
    if (err == ERR_OK)
        err = epoch_ensure(run);
    if (err != ERR_OK)
        return err;
    if (!known)
        return take(run, step, item);
    step->status = HUB_DUPLICATE;
    step->dated_at = step->parsed.event.at_ms;
    return event_save(run, step, item);
}

static enum err
step_known(struct run *run, struct step *step, const struct push_item *item)
{
    bool same = hash_equal(step->was.hash, step->parsed.hash, HASH_SIZE);
    if (!same && hash_known(step->was.hash))
        return fork_found(run, step);
    if (step->was.status == HUB_REJECTED)
        return take(run, step, item);
    step->status = step->was.status == HUB_HELD ? HUB_HELD : HUB_DUPLICATE;
    step->code = step->was.code;
    return ERR_OK;
}

/** The subject of an event that could not be read as one, if it has one. */
static void
find_subject(struct event_parsed *parsed)
{
    struct json_node root = json_root(parsed->json, NULL);
    struct json_node node = json_at(&root, "subject");
    const char *text = NULL;
    if (parsed->json == NULL || parsed->event.subject[0] != '\0')
        return;
    if (json_text(&node, HUB_ID_SIZE - 1, &text) == ERR_OK && id_valid(text))
        str_copy(parsed->event.subject, sizeof(parsed->event.subject), text);
}

/** An event that is none: rejected for good under the number it gives. */
static enum err
step_malformed(struct run *run, struct step *step, const struct push_item *item)
{
    step->status = HUB_REJECTED;
    step->code = step->fault.code;
    if (!step->parsed.seq_known || step->stored || run->epoch.frozen)
        return ERR_OK;
    enum err err = epoch_ensure(run);
    if (err != ERR_OK)
        return err;
    find_subject(&step->parsed);
    // no content hash: a readable one may still come in its place
    memset(step->parsed.hash, 0, HASH_SIZE);
    err = judge_reject(run, step, run->epoch.row, step->parsed.event.seq);
    return err == ERR_OK ? event_save(run, step, item) : err;
}

static bool
is_retried(const struct run *run, const char *subject)
{
    char needle[HUB_ID_SIZE + 2];
    if (run->retried.len == 0)
        return false;
    str_format(needle, sizeof(needle), "\n%s\n", subject);
    return strstr(buf_text(&run->retried), needle) != NULL;
}

static enum err
find_stored(struct run *run, struct step *step)
{
    if (!step->parsed.seq_known || run->epoch.row == 0 ||
        step->parsed.event.seq > run->epoch.last_seq)
        return ERR_OK;
    enum err err = run->store->ops->event_get(run->store, run->epoch.row,
                                              step->parsed.event.seq,
                                              &step->was, step->was_code);
    step->stored = err == ERR_OK;
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err
verdict_of(const struct step *step, struct verdict *verdict)
{
    static const enum verdict_status statuses[] = {
        [HUB_OK] = VERDICT_OK,
        [HUB_DUPLICATE] = VERDICT_DUPLICATE,
        [HUB_HELD] = VERDICT_HELD,
        [HUB_REJECTED] = VERDICT_REJECTED,
    };
    enum err err = ERR_OK;
    if (step->status == HUB_REJECTED)
        err = verdict_reject(verdict, &step->fault);
    verdict_set(verdict, statuses[step->status], step->code);
    return err;
}

static enum err
step_run(struct run *run, struct step *step, const struct push_item *item,
         struct verdict *verdict)
{
    const char *subject = step->parsed.event.subject;
    enum err err =
        event_parse(item->text, item->len, &step->parsed, &step->fault);
    if (step->parsed.seq_known)
        verdict->seq = step->parsed.event.seq;
    if (err == ERR_NO_MEMORY) {
        // this one alone: the next may be smaller
        verdict_retry(verdict, "busy", RETRY_MS);
        buf_addf(&run->retried, "\n%s\n", subject);
        return ERR_OK;
    }
    enum err found = find_stored(run, step);
    if (found != ERR_OK)
        return found;
    if (err == ERR_OK && is_retried(run, subject)) {
        verdict_retry(verdict, "after", RETRY_MS);
        return ERR_OK;
    }
    if (err == ERR_OK && run->epoch.frozen && !step->stored) {
        verdict_retry(verdict, "epoch_frozen", RETRY_FROZEN_MS);
        return ERR_OK;
    }
    if (err != ERR_OK)
        err = step_malformed(run, step, item);
    else if (step->stored)
        err = step_known(run, step, item);
    else
        err = step_new(run, step, item);
    return err == ERR_OK ? verdict_of(step, verdict) : err;
}

static enum err
run_items(struct run *run, const struct push_call *call)
{
    for (size_t i = 0; i < call->count; i++) {
        struct step step = {0};
        struct verdict *verdict = &run->out->reply.verdicts[i];
        verdict->index = (int64_t)i;
        enum err err = step_run(run, &step, &call->items[i], verdict);
        event_parsed_clear(&step.parsed);
        if (err != ERR_OK)
            return err;
        run->out->counts[verdict->status]++;
    }
    if (run->epoch.row == 0)
        return ERR_OK;
    return run->store->ops->epoch_put(run->store, &run->epoch);
}

static enum err
epoch_load(struct run *run, const char *uuid)
{
    int64_t blocks = 0;
    enum err err = run->store->ops->blocks_count(run->store, run->kiosk->id,
                                                 NULL, &blocks);
    run->blocks = blocks > 0;
    if (err == ERR_OK)
        err = run->store->ops->epoch_get(run->store, run->kiosk->id, uuid,
                                         &run->epoch);
    if (err != ERR_NOT_FOUND)
        return err;
    str_copy(run->epoch.kiosk, sizeof(run->epoch.kiosk), run->kiosk->id);
    str_copy(run->epoch.uuid, sizeof(run->epoch.uuid), uuid);
    return ERR_OK;
}

static enum err
run_call(struct run *run, const struct push_call *call)
{
    struct push_reply *reply = &run->out->reply;
    enum err err = run->store->ops->begin(run->store, true);
    if (err != ERR_OK)
        return err;
    err = epoch_load(run, call->epoch);
    if (err == ERR_OK && run->epoch.frozen) {
        run->out->frozen = true;
        reply->count = 0; // no event of it was looked at
        run->store->ops->rollback(run->store);
        return ERR_OK;
    }
    if (err == ERR_OK)
        err = run_items(run, call);
    if (err == ERR_OK)
        err = run->store->ops->commit(run->store);
    else
        run->store->ops->rollback(run->store);
    reply->durable_seq = run->epoch.durable;
    return err;
}

enum err
hub_ingest(struct hub_store *store, const struct hub_kiosk *kiosk,
           const char *body, size_t len, struct hub_ingest *out,
           struct fault *fault)
{
    memset(out, 0, sizeof(*out));
    struct push_call call;
    enum err err = push_call_parse(body, len, &call, fault);
    struct run run = {
        .store = store,
        .kiosk = kiosk,
        .out = out,
        .now = clock_now_ms(),
    };
    buf_init(&run.retried, RETRIED_MAX);
    if (err == ERR_OK) {
        out->reply.verdicts =
            calloc(call.count + 1, sizeof(*out->reply.verdicts));
        out->reply.count = out->reply.verdicts != NULL ? call.count : 0;
        err =
            out->reply.verdicts != NULL ? run_call(&run, &call) : ERR_NO_MEMORY;
    }
    buf_clear(&run.retried);
    push_call_clear(&call);
    return err;
}

/** Gives one subject's held events their turn, in one transaction. */
static enum err
replay_subject(struct hub_store *store, const char *kiosk_id,
               const char *subject, bool *changed)
{
    struct hub_kiosk kiosk;
    struct hub_ingest out = {0};
    struct run run = {
        .store = store,
        .kiosk = &kiosk,
        .out = &out,
        .blocks = true,
        .now = clock_now_ms(),
    };
    enum err err = store->ops->begin(store, true);
    if (err != ERR_OK)
        return err;
    err = store->ops->kiosk_get(store, kiosk_id, &kiosk);
    if (err == ERR_OK)
        err = judge_held(&run, subject);
    if (err == ERR_OK)
        err = store->ops->commit(store);
    else
        store->ops->rollback(store);
    *changed = *changed || out.changed;
    return err;
}

enum err
hub_ingest_replay(struct hub_store *store, bool *changed)
{
    char kiosk[HUB_ID_SIZE] = "";
    char subject[HUB_ID_SIZE] = "";
    enum err err;
    *changed = false;
    while ((err = store->ops->held_unknown_next(store, kiosk, subject)) ==
           ERR_OK) {
        err = replay_subject(store, kiosk, subject, changed);
        if (err != ERR_OK && err != ERR_NOT_FOUND)
            return err;
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

void
hub_ingest_clear(struct hub_ingest *ingest)
{
    if (ingest == NULL)
        return;
    push_reply_clear(&ingest->reply);
    memset(ingest, 0, sizeof(*ingest));
}
