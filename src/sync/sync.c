// SPDX-License-Identifier: Apache-2.0
#include "sync/sync.h"
#include <stdlib.h>
#include <string.h>
#include "sync/link.h"
#include "sync/loops.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

#define SETTLE_MS 20000

struct sync {
    struct sync_options options;
    char *data_dir; // owned copies of what the options point to
    char *ca_file;
    struct worker worker; // Thread: sync, once started
    struct thread thread;
    bool opened;
    struct mutex mutex;
    bool poked;    // protected by mutex
    bool now;      // protected by mutex
    bool stopping; // protected by mutex
    CURLM *wake;   // protected by mutex; NULL when nobody polls
};

// What was asked of the worker since it last looked.
struct wishes {
    bool poked;
    bool now;
    bool stopping;
};

enum err
sync_create(const struct sync_options *options, struct sync **out)
{
    struct sync *sync = calloc(1, sizeof(*sync));
    *out = NULL;
    if (!sync)
        return ERR_NO_MEMORY;
    // Before any thread of ours: this is where curl sets itself up.
    curl_global_init(CURL_GLOBAL_DEFAULT);
    sync->options = *options;
    sync->data_dir = str_dup(options->data_dir);
    sync->ca_file = str_dup(options->ca_file);
    sync->options.data_dir = sync->data_dir;
    sync->options.ca_file = sync->ca_file;
    enum err err = mutex_init(&sync->mutex);
    if (!err && (!sync->data_dir || (options->ca_file && !sync->ca_file)))
        err = ERR_NO_MEMORY;
    if (err) {
        sync_free(sync);
        return err;
    }
    *out = sync;
    return ERR_OK;
}

static struct wishes
take_wishes(struct sync *sync)
{
    mutex_lock(&sync->mutex);
    struct wishes wishes = {sync->poked, sync->now, sync->stopping};
    sync->poked = false;
    sync->now = false;
    mutex_unlock(&sync->mutex);
    return wishes;
}

static void
wait_for_news(struct worker *worker, int timeout_ms, int link)
{
    struct curl_waitfd extra = {.fd = link, .events = CURL_WAIT_POLLIN};
    curl_multi_poll(worker->multi, &extra, link >= 0 ? 1 : 0, timeout_ms,
                    NULL);
    if (link >= 0 && extra.revents && link_came_up(link))
        worker_link_up(worker);
}

/* Thread: sync */
static void
run_worker(void *userdata)
{
    struct sync *sync = userdata;
    struct worker *worker = &sync->worker;
    int running, link = link_open();
    struct wishes wishes = take_wishes(sync);
    while (!wishes.stopping) {
        if (wishes.poked)
            worker_poke(worker);
        if (wishes.now)
            worker_now(worker);
        int timeout_ms = worker_step(worker);
        curl_multi_perform(worker->multi, &running);
        if (!worker_collect(worker))
            wait_for_news(worker, timeout_ms, link);
        wishes = take_wishes(sync);
    }
    link_close(link);
}

enum err
sync_start(struct sync *sync)
{
    enum err err = worker_open(&sync->worker, &sync->options);
    sync->opened = true;
    if (err)
        return err;
    mutex_lock(&sync->mutex);
    sync->wake = sync->worker.multi;
    mutex_unlock(&sync->mutex);
    return thread_start(&sync->thread, "sync", run_worker, sync);
}

// Raise a flag and wake the worker; callable from any thread.
static void
ask(struct sync *sync, bool *flag)
{
    mutex_lock(&sync->mutex);
    *flag = true;
    if (sync->wake)
        curl_multi_wakeup(sync->wake);
    mutex_unlock(&sync->mutex);
}

void
sync_poke(struct sync *sync)
{
    ask(sync, &sync->poked);
}

void
sync_now(struct sync *sync)
{
    ask(sync, &sync->now);
}

void
sync_stop(struct sync *sync)
{
    if (sync)
        ask(sync, &sync->stopping);
}

void
sync_join(struct sync *sync)
{
    if (!sync)
        return;
    thread_join(&sync->thread);
    mutex_lock(&sync->mutex);
    sync->wake = NULL;
    mutex_unlock(&sync->mutex);
}

void
sync_free(struct sync *sync)
{
    if (!sync)
        return;
    sync_join(sync);
    if (sync->opened)
        worker_close(&sync->worker);
    mutex_destroy(&sync->mutex);
    free(sync->data_dir);
    free(sync->ca_file);
    free(sync);
    curl_global_cleanup();
}

// The heartbeat that follows a run gets a moment to leave, too.
static bool
is_finished(const struct worker *worker, int64_t deadline_ms)
{
    const struct loop *beat = &worker->loops[LOOP_BEAT];
    if (worker->run.active)
        return false;
    if (!worker->enrolled || clock_mono_ms() >= deadline_ms)
        return true;
    return !beat->call.busy && (!beat->wanted || beat->pace.failures > 0);
}

enum err
sync_run_once(const struct sync_options *options, struct sync_event *result)
{
    struct sync_options once = *options;
    struct worker *worker = calloc(1, sizeof(*worker));
    int running;
    int64_t deadline_ms = INT64_MAX;
    *result = (struct sync_event){.outcome = SYNC_NOT_ENROLLED};
    if (!worker)
        return ERR_NO_MEMORY;
    once.mode = SYNC_STAFF; // no timers, no long poll
    curl_global_init(CURL_GLOBAL_DEFAULT);
    enum err err = worker_open(worker, &once);
    if (!err)
        worker_now(worker);
    while (!err && !is_finished(worker, deadline_ms)) {
        int timeout_ms = worker_step(worker);
        curl_multi_perform(worker->multi, &running);
        if (!worker_collect(worker))
            curl_multi_poll(worker->multi, NULL, 0, timeout_ms, NULL);
        if (!worker->run.active && deadline_ms == INT64_MAX)
            deadline_ms = clock_mono_ms() + SETTLE_MS;
    }
    if (!err)
        *result = worker->result;
    worker_close(worker);
    free(worker);
    curl_global_cleanup();
    return err;
}
