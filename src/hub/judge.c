// SPDX-License-Identifier: Apache-2.0
#include "hub/judge.h"

#include <string.h>

#include "hub/effects.h"
#include "util/str.h"
#include "wire/body.h"

static const char code_waiting[] = "waiting";
static const char code_after_rejected[] = "after_rejected";

static enum err
ticket_shifted(const struct hub_ticket *ticket, void *userdata)
{
    struct run *run = userdata;
    run->out->changed = true;
    return effect_ticket_record(run->store, ticket);
}

static enum err
boot_load(struct run *run, const char *uuid)
{
    if (str_equal(run->boot_uuid, uuid))
        return ERR_OK;
    enum err err =
        run->store->ops->boot_get(run->store, run->kiosk->id, uuid, &run->boot);
    if (err != ERR_OK && err != ERR_NOT_FOUND)
        return err;
    str_copy(run->boot_uuid, sizeof(run->boot_uuid), uuid);
    return ERR_OK;
}

enum err
judge_date(struct run *run, const struct event *event, int64_t *dated_at,
           int64_t *waits)
{
    enum err err = boot_load(run, event->boot);
    if (err != ERR_OK)
        return err;
    struct hub_boot *boot = &run->boot;
    bool hub = event->time_quality == CLOCK_HUB;
    bool *has = hub ? &boot->has_hub_base : &boot->has_base;
    *dated_at = event->at_ms;
    *waits = 0;
    if (!*has) {
        *has = true;
        *(hub ? &boot->hub_base : &boot->base) = event->at_ms - event->up_ms;
        err = run->store->ops->boot_put(run->store, run->kiosk->id, event->boot,
                                        boot);
        if (err == ERR_OK && hub && boot->has_base)
            err = run->store->ops->boot_shift(run->store, boot->row,
                                              boot->hub_base - boot->base,
                                              ticket_shifted, run);
        if (err != ERR_OK)
            return err;
    }
    if (!hub && boot->has_hub_base)
        *dated_at += boot->hub_base - boot->base;
    else if (!hub)
        *waits = boot->row;
    return ERR_OK;
}

enum err
judge_reject(struct run *run, struct step *step, int64_t epoch, int64_t seq)
{
    step->status = HUB_REJECTED;
    step->code = step->fault.code;
    const char *subject = step->parsed.event.subject;
    if (subject[0] == '\0')
        return ERR_OK;
    run->blocks = true;
    return run->store->ops->block_put(run->store, run->kiosk->id, subject,
                                      epoch, seq);
}

static void
hold(struct step *step, const char *code)
{
    step->status = HUB_HELD;
    step->code = code;
}

enum err
judge(struct run *run, struct step *step, int64_t epoch, int64_t seq,
      bool unblocked)
{
    const struct event *event = &step->parsed.event;
    int64_t blocks = 0;
    enum err err = ERR_OK;
    if (!unblocked && run->blocks)
        err = run->store->ops->blocks_count(run->store, run->kiosk->id,
                                            event->subject, &blocks);
    if (err != ERR_OK)
        return err;
    if (blocks > 0) {
        hold(step, code_after_rejected);
        return ERR_OK;
    }
    if (!body_known(event->type, event->v)) {
        bool newer = body_known(event->type, 1);
        hold(step, newer ? "unknown_version" : "unknown_type");
        return ERR_OK;
    }
    err = body_check(event->type, step->parsed.body, &step->fault);
    if (err == ERR_INVALID)
        return judge_reject(run, step, epoch, seq);
    struct effect effect = {
        .store = run->store,
        .kiosk = run->kiosk,
        .parsed = &step->parsed,
        .dated_at = step->dated_at,
        .boot = step->boot,
        .received_at = run->now,
    };
    bool waits = false;
    if (err == ERR_OK)
        err = effect_waits(&effect, &waits);
    if (err == ERR_OK && waits) {
        hold(step, code_waiting);
        return ERR_OK;
    }
    if (err == ERR_OK)
        err = effect_apply(&effect, &step->fault);
    run->out->changed = run->out->changed || effect.changed;
    if (err == ERR_INVALID)
        return judge_reject(run, step, epoch, seq);
    step->status = HUB_OK;
    step->code = NULL;
    return err;
}

/** Judges one held event again; `moved` when its verdict is another. */
static enum err
replay_one(struct run *run, const struct hub_event *held, const struct buf *raw,
           bool *moved)
{
    struct step step = {.dated_at = held->dated_at, .boot = held->boot};
    struct fault fault = {0};
    enum err err = event_parse(raw->data, raw->len, &step.parsed, &fault);
    if (err == ERR_OK) {
        err = judge(run, &step, held->epoch, held->seq, false);
    } else if (err == ERR_INVALID) {
        // it was read once; a stricter program keeps it as it is
        hold(&step, code_waiting);
        err = ERR_OK;
    }
    if (err == ERR_OK) {
        struct hub_event settled = *held;
        settled.status = step.status;
        settled.code = step.code;
        *moved = step.status != HUB_HELD;
        err = run->store->ops->event_settle(run->store, &settled);
    }
    event_parsed_clear(&step.parsed);
    return err;
}

enum err
judge_held(struct run *run, const char *subject)
{
    struct buf raw;
    enum err err = ERR_OK;
    bool again = true;
    buf_init(&raw, EVENT_MAX_SIZE);
    while (again && err == ERR_OK) {
        struct hub_event held = {0};
        again = false;
        buf_reset(&raw);
        while ((err = run->store->ops->held_next(run->store, run->kiosk->id,
                                                 subject, &held, &raw)) ==
               ERR_OK) {
            bool moved = false;
            err = replay_one(run, &held, &raw, &moved);
            if (err != ERR_OK)
                break;
            again = again || moved;
            buf_reset(&raw);
        }
        if (err == ERR_NOT_FOUND)
            err = ERR_OK;
    }
    buf_clear(&raw);
    return err;
}
