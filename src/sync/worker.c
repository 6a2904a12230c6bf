// SPDX-License-Identifier: Apache-2.0
#include "sync/worker.h"
#include <string.h>
#include "store/outbox.h"
#include "store/store.h"
#include "sync/address.h"
#include "sync/loops.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/body.h"

#define BEAT_MS 60000
#define SAVE_APART_MS 30000
// The clocks may be moved under us, so no sleep is longer.
#define SLEEP_MAX_MS 1000

typedef bool
loop_start(struct worker *worker);
typedef void
loop_done(struct worker *worker, const struct call_result *result);

static const struct {
    const char *name;
    loop_start *start;
    loop_done *done;
} loop_table[LOOP_COUNT] = {
    [LOOP_PUSH] = {"push", push_start, push_done},
    [LOOP_PULL] = {"pull", pull_start, pull_done},
    [LOOP_BEAT] = {"heartbeat", beat_start, beat_done},
    [LOOP_ASK] = {"time", ask_start, ask_done},
};

static void
set_pins(struct peer *peer, const struct identity *identity)
{
    peer->pins[0] = '\0';
    for (int i = 0; i < IDENTITY_PINS_MAX; i++) {
        size_t len = strlen(peer->pins);
        if (identity->pins[i][0])
            str_format(peer->pins + len, sizeof(peer->pins) - len, "%s%s",
                       len ? ";" : "", identity->pins[i]);
    }
}

// Everything that was learnt as somebody else is worth nothing now.
static void
start_afresh(struct worker *worker)
{
    for (int i = 0; i < LOOP_COUNT; i++) {
        pace_reset(&worker->loops[i].pace);
        worker->loops[i].resigned = false;
    }
    worker->push.limit = 0;
    worker->push.suspect_seq = 0;
    worker->push.probe = true;
    worker->pull.phase = PULL_MAIN;
    worker->pull.kind_count = 0;
    worker->pull.caught_up = false;
}

static void
set_phase(struct worker *worker)
{
    unsigned char digest[HASH_SIZE];
    hash_sha256(worker->identity.kiosk_id, strlen(worker->identity.kiosk_id),
                digest);
    worker->phase_ms = ((digest[0] << 8) | digest[1]) % BEAT_MS;
}

void
worker_load_identity(struct worker *worker)
{
    struct identity *identity = &worker->identity;
    struct peer *peer = &worker->peer;
    uint8_t secret[64];
    bool was = worker->enrolled;
    worker->enrolled =
        identity_load(worker->store, identity) == ERR_OK &&
        identity_secret_key(worker->store, secret) == ERR_OK &&
        address_parse(identity->hub_url, peer->url, sizeof(peer->url));
    worker->locked = worker->enrolled && identity->lock_order[0];
    if (!worker->enrolled)
        return;
    set_pins(peer, identity);
    peer->ca_file = worker->options->ca_file;
    str_copy(peer->keyid, sizeof(peer->keyid), identity->kiosk_id);
    if (!was || !hash_equal(secret, peer->secret_key, sizeof(secret))) {
        memcpy(peer->secret_key, secret, sizeof(secret));
        set_phase(worker);
        start_afresh(worker);
    }
    secret_wipe(secret, sizeof(secret));
}

enum err
worker_open(struct worker *worker, const struct sync_options *options)
{
    *worker = (struct worker){.options = options};
    buf_init(&worker->beat.text, 16 * 1024);
    enum err err = store_open_again(options->data_dir, &worker->store);
    if (err)
        return err;
    worker->multi = curl_multi_init();
    if (!worker->multi)
        return ERR_NO_MEMORY;
    for (int i = 0; i < LOOP_COUNT && !err; i++)
        err = call_init(&worker->loops[i].call);
    if (err)
        return err;
    if (sync_times_load(worker->store, &worker->times))
        LOGW("sync: the times of earlier syncs are not known");
    if (setting_get(worker->store, "commands.done", worker->commands,
                    sizeof(worker->commands)))
        worker->commands[0] = '\0';
    worker_load_identity(worker);
    worker->beat.last_ms = clock_mono_ms();
    return ERR_OK;
}

void
worker_close(struct worker *worker)
{
    for (int i = 0; i < LOOP_COUNT; i++)
        call_destroy(&worker->loops[i].call);
    curl_multi_cleanup(worker->multi);
    if (worker->store && sync_times_save(worker->store, &worker->times))
        LOGW("sync: the times of this sync are not kept");
    outbox_batch_clear(&worker->push.batch);
    buf_clear(&worker->beat.text);
    store_close(worker->store);
    secret_wipe(worker, sizeof(*worker));
}

void
worker_tell(struct worker *worker, enum sync_event_type type)
{
    struct sync_event event = {.type = type};
    const struct sync_options *options = worker->options;
    run_describe(worker, &event);
    if (type == SYNC_EVENT_RESULT)
        worker->result = event;
    if (options->callbacks)
        options->callbacks->on_event(&event, options->userdata);
}

static void
set_online(struct worker *worker, bool online)
{
    if (online)
        worker->times.last_contact = clock_now_ms();
    if (worker->online == online)
        return;
    worker->online = online;
    worker_tell(worker, SYNC_EVENT_STATE);
    // what waited only because nobody answered need not wait on
    if (online)
        worker_link_up(worker);
}

void
worker_link_up(struct worker *worker)
{
    for (int i = 0; i < LOOP_COUNT; i++)
        if (worker->loops[i].outcome == SYNC_OFFLINE)
            pace_reset(&worker->loops[i].pace);
}

// The first event of this boot with the hub's time: by it the hub dates
// what was recorded before.
static void
report_time(struct worker *worker, int64_t off_ms)
{
    char value[24];
    struct buf body;
    buf_init(&body, 256);
    str_format(value, sizeof(value), "%lld", (long long)off_ms);
    if (!body_what(&body, "hub_time", "offset_ms", value) ||
        outbox_add(worker->store, "kiosk.clock_stepped",
                   worker->identity.kiosk_id, buf_text(&body)))
        LOGW("sync: that the hub set the clock is not recorded");
    buf_clear(&body);
}

void
worker_hear_time(struct worker *worker, int64_t hub_time_ms)
{
    int64_t off = hub_time_ms - clock_now_ms();
    bool first = clock_quality() != CLOCK_HUB;
    // Within the time a reply may be under way there is nothing to correct.
    if (first || off > 2000 || off < -2000)
        clock_correct(hub_time_ms);
    if (first && clock_quality() == CLOCK_HUB)
        report_time(worker, off);
}

void
worker_fail(struct worker *worker, enum loop_name name,
            enum sync_outcome outcome, const char *problem,
            int64_t retry_after_ms)
{
    struct loop *loop = &worker->loops[name];
    int64_t now = clock_mono_ms();
    pace_fail(&loop->pace, now, retry_after_ms);
    if (outcome == SYNC_FROZEN || outcome == SYNC_UNKNOWN_KIOSK ||
        outcome == SYNC_REVOKED)
        pace_hold(&loop->pace, now, PACE_LONGEST_MS);
    loop->outcome = outcome;
    loop->resigned = false;
    str_copy(loop->problem, sizeof(loop->problem), problem);
    LOGI("sync: %s failed: %s", loop_table[name].name, problem);
    // Only while the time is unknown does a run end with the question.
    bool all = name == LOOP_ASK && clock_quality() == CLOCK_UNKNOWN;
    if (name == LOOP_PUSH || all)
        run_part(worker, PART_PUSH, outcome, problem);
    if (name == LOOP_PULL || all)
        run_part(worker, PART_PULL, outcome, problem);
    if (worker->options->mode == SYNC_STAFF)
        loop->wanted = false;
}

static enum reaction
again(struct loop *loop)
{
    loop->resigned = true;
    loop->wanted = true;
    loop->forced = true;
    return REACT_AGAIN;
}

// 401: our clock, our nonce or our key.
static enum reaction
refused(struct worker *worker, enum loop_name name,
        const struct call_result *result)
{
    struct loop *loop = &worker->loops[name];
    const struct problem *problem = &result->problem;
    bool skew = str_equal(problem->code, "clock-skew");
    if (skew && problem->hub_time_ms)
        worker_hear_time(worker, problem->hub_time_ms);
    if ((skew || str_equal(problem->code, "replayed")) && !loop->resigned)
        return again(loop);
    enum sync_outcome outcome = SYNC_HUB_TROUBLE;
    if (skew)
        outcome = SYNC_CLOCK;
    else if (str_equal(problem->code, "unknown-kiosk"))
        outcome = SYNC_UNKNOWN_KIOSK;
    worker_fail(worker, name, outcome, problem->code, 0);
    return REACT_FAILED;
}

static void
obey(struct worker *worker, const struct order *order)
{
    const char *action = order_action_name(order->action);
    struct sync_event event = {.type = SYNC_EVENT_REVOKED};
    const struct sync_options *options = worker->options;
    worker->locked = true;
    if (str_equal(worker->identity.lock_order, action) ||
        str_equal(worker->identity.lock_order, "wipe"))
        return;
    if (identity_revoke(worker->store, action)) {
        LOGE("sync: the order to %s could not be carried out", action);
        return;
    }
    LOGW("sync: revoked by the hub: %s", action);
    str_copy(worker->identity.lock_order, sizeof(worker->identity.lock_order),
             action);
    event.online = true;
    event.outcome = SYNC_REVOKED;
    str_copy(event.command, sizeof(event.command), action);
    if (options->callbacks)
        options->callbacks->on_event(&event, options->userdata);
}

static enum reaction
revoked(struct worker *worker, enum loop_name name,
        const struct call_result *result)
{
    uint8_t key[32];
    struct loop *loop = &worker->loops[name];
    const struct problem *problem = &result->problem;
    // Enrolled anew meanwhile: the order is for the key of before.
    worker_load_identity(worker);
    sign_public(worker->peer.secret_key, key);
    if (!hash_equal(key, loop->call.signed_with, sizeof(key)))
        return again(loop);
    if (!problem->has_order ||
        !order_verify(&problem->order, worker->identity.kiosk_id,
                      worker->identity.hub_key)) {
        LOGW("sync: an order without a good signature was ignored");
        worker_fail(worker, name, SYNC_HUB_TROUBLE, "revoked", 0);
        return REACT_FAILED;
    }
    obey(worker, &problem->order);
    worker_fail(worker, name, SYNC_REVOKED, "revoked", 0);
    return REACT_FAILED;
}

enum reaction
worker_react(struct worker *worker, enum loop_name name,
             const struct call_result *result)
{
    static const enum sync_outcome outcomes[] = {
        [CALL_OFFLINE] = SYNC_OFFLINE,
        [CALL_UNTRUSTED] = SYNC_NOT_TRUSTED,
        [CALL_GARBLED] = SYNC_HUB_TROUBLE,
    };
    static const char *const problems[] = {
        [CALL_OFFLINE] = "offline",
        [CALL_UNTRUSTED] = "not-trusted",
        [CALL_GARBLED] = "bad-reply",
    };
    struct loop *loop = &worker->loops[name];
    set_online(worker, result->end == CALL_ANSWERED);
    if (result->end != CALL_ANSWERED) {
        worker_fail(worker, name, outcomes[result->end],
                    problems[result->end], 0);
        return REACT_FAILED;
    }
    if (result->status == 200) {
        loop->resigned = false;
        loop->outcome = SYNC_DONE;
        return REACT_GOOD;
    }
    if (result->status == 401)
        return refused(worker, name, result);
    if (result->status == 410 && str_equal(result->problem.code, "revoked"))
        return revoked(worker, name, result);
    if (result->status == 429 || result->status >= 500) {
        worker_fail(worker, name, SYNC_HUB_TROUBLE, result->problem.code,
                    result->retry_after_ms);
        return REACT_FAILED;
    }
    return REACT_OTHER;
}

// Start a loop whose turn it is, or say why its part of a run ends here.
static void
consider(struct worker *worker, enum loop_name name, int64_t now)
{
    struct loop *loop = &worker->loops[name];
    if (loop->call.busy)
        return;
    if (loop->wake_ms && now >= loop->wake_ms) {
        loop->wake_ms = 0;
        loop->wanted = true;
    }
    if (!loop->wanted)
        return;
    if (loop->forced || pace_due(&loop->pace, now)) {
        loop->forced = false;
        loop_table[name].start(worker);
        return;
    }
    if (loop->pace.failures > 0 && (name == LOOP_PUSH || name == LOOP_PULL))
        run_part(worker, name == LOOP_PUSH ? PART_PUSH : PART_PULL,
                 loop->outcome, loop->problem);
}

static void
end_run(struct worker *worker, enum sync_outcome outcome,
        const char *problem)
{
    run_part(worker, PART_PUSH, outcome, problem);
    run_part(worker, PART_PULL, outcome, problem);
}

// The interval: whatever was missed is looked for again.
static void
tick(struct worker *worker, int64_t now)
{
    int64_t every = (int64_t)worker->options->interval_s * 1000;
    if (now < worker->tick_ms)
        return;
    worker->tick_ms = now + every;
    worker_load_identity(worker);
    if (worker->options->mode == SYNC_AUTOMATIC && worker->enrolled &&
        !worker->run.active)
        run_begin(worker, false);
}

static void
set_beat_alarm(struct worker *worker)
{
    // Each kiosk beats at its own moment of the minute.
    int64_t since = worker->beat.last_ms - worker->phase_ms;
    worker->loops[LOOP_BEAT].wake_ms =
        (since / BEAT_MS + 1) * BEAT_MS + worker->phase_ms;
}

// True once the time is known well enough to sign and to trust dates. A
// plausible time will do, but the hub is asked once first: what is pushed
// then carries the event by which it dates all others.
static bool
settle_time(struct worker *worker, int64_t now)
{
    struct loop *ask = &worker->loops[LOOP_ASK];
    bool unknown = clock_quality() == CLOCK_UNKNOWN;
    if (clock_quality() == CLOCK_HUB || (!unknown && worker->run.asked)) {
        ask->wanted = false;
        return true;
    }
    if (ask->call.busy)
        return false;
    ask->wanted = worker->options->mode == SYNC_AUTOMATIC ||
                  worker->run.active;
    if (!unknown) {
        worker->run.asked = true;
        ask->forced = true;
        consider(worker, LOOP_ASK, now);
        return !ask->call.busy;
    }
    if (ask->wanted && !ask->forced && !pace_due(&ask->pace, now))
        end_run(worker, ask->outcome, ask->problem);
    consider(worker, LOOP_ASK, now);
    return false;
}

static int
sleep_time(const struct worker *worker, int64_t now)
{
    int64_t until = now + SLEEP_MAX_MS;
    for (int i = 0; i < LOOP_COUNT; i++) {
        const struct loop *loop = &worker->loops[i];
        if (loop->call.busy)
            continue;
        if (loop->wanted && loop->pace.due_ms < until)
            until = loop->pace.due_ms;
        if (loop->wake_ms && loop->wake_ms < until)
            until = loop->wake_ms;
    }
    return until > now ? (int)(until - now) : 1;
}

static void
save_times(struct worker *worker, int64_t now)
{
    if (now - worker->times_saved_ms < SAVE_APART_MS || !worker->online)
        return;
    worker->times_saved_ms = now;
    if (sync_times_save(worker->store, &worker->times))
        LOGW("sync: the time of the last contact is not kept");
}

int
worker_step(struct worker *worker)
{
    int64_t now = clock_mono_ms();
    tick(worker, now);
    if (!worker->enrolled) {
        end_run(worker, SYNC_NOT_ENROLLED, "not-enrolled");
        return SLEEP_MAX_MS;
    }
    if (!worker->loops[LOOP_BEAT].call.busy)
        set_beat_alarm(worker);
    // A locked kiosk still beats: a lock may become a wipe.
    if (worker->locked)
        end_run(worker, SYNC_REVOKED, "revoked");
    if (!settle_time(worker, now))
        return SLEEP_MAX_MS;
    if (!worker->locked) {
        consider(worker, LOOP_PUSH, now);
        consider(worker, LOOP_PULL, now);
    }
    consider(worker, LOOP_BEAT, now);
    save_times(worker, now);
    return sleep_time(worker, now);
}

bool
worker_collect(struct worker *worker)
{
    int left;
    bool any = false;
    CURLMsg *message;
    while ((message = curl_multi_info_read(worker->multi, &left))) {
        for (int i = 0; i < LOOP_COUNT; i++) {
            struct call_result result;
            struct call *call = &worker->loops[i].call;
            if (!call->busy || call->easy != message->easy_handle)
                continue;
            call_finish(call, message->data.result, &result);
            loop_table[i].done(worker, &result);
            any = true;
            break;
        }
    }
    return any;
}

void
worker_now(struct worker *worker)
{
    worker_load_identity(worker);
    run_begin(worker, true);
}

void
worker_poke(struct worker *worker)
{
    if (!worker->enrolled || worker->locked)
        worker_load_identity(worker);
    // What staff asked to send includes the record that they did.
    if (worker->options->mode == SYNC_AUTOMATIC || worker->closing)
        worker->loops[LOOP_PUSH].wanted = true;
    worker->closing = false;
}
