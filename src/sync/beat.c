// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include "store/store.h"
#include "sync/loops.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/heartbeat.h"

#define SETTING_N "heartbeat.n"
#define TIMEOUT_MS 15000

static int64_t
next_n(struct worker *worker)
{
    char text[24];
    struct beat *beat = &worker->beat;
    if (beat->n == 0 &&
        setting_get(worker->store, SETTING_N, text, sizeof(text)) == ERR_OK)
        (void)str_parse_int(text, 0, INT64_MAX / 2, &beat->n);
    beat->n++;
    // Kept before it is used: after a restart it must be larger.
    str_format(text, sizeof(text), "%lld", (long long)beat->n);
    if (setting_set(worker->store, SETTING_N, text))
        LOGW("sync: heartbeat number not kept");
    return beat->n;
}

static void
add_printer(const char *state, struct heartbeat *out)
{
    bool paper = str_starts(state, "paper_");
    str_copy(out->printer, sizeof(out->printer), paper ? "ok" : state);
    str_copy(out->paper, sizeof(out->paper),
             paper ? state + strlen("paper_") : state);
}

static void
add_figures(const struct worker *worker, struct heartbeat *out)
{
    struct sync_figures figures = {.rss_kib = -1, .frame_p99_us = -1};
    const struct sync_options *options = worker->options;
    if (options->figures)
        options->figures(&figures, options->userdata);
    out->rss_kib = figures.rss_kib;
    out->frame_p99_us = figures.frame_p99_us;
    out->restarts = figures.restarts;
    str_copy(out->restart_reason, sizeof(out->restart_reason),
             figures.restart_reason);
    add_printer(figures.printer ? figures.printer : "none", out);
    str_copy(out->scanner, sizeof(out->scanner),
             figures.scanner ? figures.scanner : "none");
}

static void
add_outbox(struct worker *worker, struct heartbeat *out)
{
    struct outbox_counts counts = {0};
    if (outbox_count(worker->store, &counts)) {
        out->pending = out->set_aside = -1;
        return;
    }
    out->pending = counts.pending;
    out->oldest_at_ms = counts.oldest_at;
    out->set_aside = counts.set_aside;
    out->last_seq = counts.last_seq;
    str_copy(out->epoch, sizeof(out->epoch), counts.epoch);
}

static void
add_system(const struct worker *worker, struct heartbeat *out)
{
    struct utsname name;
    int64_t free_mib = store_free_mib(worker->store);
    int64_t age = clock_now_ms() - worker->times.last_pull;
    str_copy(out->version, sizeof(out->version), TALENT_VERSION);
    if (uname(&name) == 0)
        str_format(out->os, sizeof(out->os), "%.20s %.40s", name.sysname,
                   name.release);
    out->free_disk_kib = free_mib < 0 ? -1 : free_mib * 1024;
    out->cursor_age_s =
        worker->times.last_pull > 0 && age >= 0 ? age / 1000 : -1;
}

static enum err
compose(struct worker *worker)
{
    struct heartbeat beat = {
        .n = next_n(worker),
        .at_ms = clock_now_ms(),
        .time_quality = clock_quality(),
        .clock_offset_ms = clock_offset_ms(),
    };
    struct call *call = &worker->loops[LOOP_BEAT].call;
    char *earlier = NULL;
    size_t count = 0;
    add_system(worker, &beat);
    add_outbox(worker, &beat);
    add_figures(worker, &beat);
    buf_reset(&worker->beat.text);
    buf_reset(&call->body);
    enum err err = heartbeat_write(&beat, &worker->beat.text);
    if (!err)
        err = heartbeat_kept(worker->store, &earlier, &count);
    if (!err)
        err = heartbeat_call_write(buf_text(&worker->beat.text),
                                   count > 0 ? earlier : NULL, &call->body);
    free(earlier);
    return err;
}

bool
beat_start(struct worker *worker)
{
    struct loop *loop = &worker->loops[LOOP_BEAT];
    struct call_request request = {
        .method = "POST",
        .path = "/v1/heartbeat",
        .timeout_ms = TIMEOUT_MS,
    };
    loop->wanted = false;
    worker->beat.last_ms = clock_mono_ms();
    enum err err = compose(worker);
    if (!err)
        err = call_start(&loop->call, worker->multi, &worker->peer, &request);
    if (err)
        worker_fail(worker, LOOP_BEAT, SYNC_HUB_TROUBLE, err_name(err), 0);
    return !err;
}

static void
keep(struct worker *worker)
{
    if (heartbeat_keep(worker->store, buf_text(&worker->beat.text)))
        LOGW("sync: a heartbeat that did not get through is lost");
}

void
beat_done(struct worker *worker, const struct call_result *result)
{
    int64_t hub_time;
    struct loop *loop = &worker->loops[LOOP_BEAT];
    enum reaction reaction = worker_react(worker, LOOP_BEAT, result);
    if (reaction == REACT_GOOD) {
        pace_reset(&loop->pace);
        if (!hub_time_parse(buf_text(&loop->call.reply),
                            loop->call.reply.len, &hub_time))
            worker_hear_time(worker, hub_time);
        if (heartbeat_forget(worker->store))
            LOGW("sync: heartbeats that got through are still kept");
        return;
    }
    if (reaction == REACT_AGAIN)
        return;
    // Those that ride along made it too large or were not taken.
    if (reaction == REACT_OTHER &&
        (result->status == 400 || result->status == 413))
        (void)heartbeat_forget(worker->store);
    keep(worker);
    if (reaction == REACT_OTHER)
        worker_fail(worker, LOOP_BEAT, SYNC_HUB_TROUBLE,
                    result->problem.code, result->retry_after_ms);
}
