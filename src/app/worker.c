// SPDX-License-Identifier: Apache-2.0
#include "app/worker.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "app/answer.h"
#include "app/chores.h"
#include "app/doctor.h"
#include "app/export.h"
#include "app/kiosk.h"
#include "app/lines.h"
#include "app/overlay.h"
#include "store/store.h"
#include "sync/sync.h"
#include "ui/ui.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

#define JOBS_MAX 8
#define NICE 10

enum job_kind { JOB_EXPORT, JOB_DOCTOR };

/** Something asked for; comes back to main as a letter. */
struct job {
    struct letter letter;
    enum job_kind kind;
    char path[FILE_PATH_SIZE];
    struct line_letter *line; // owned; NULL: staff asked
    struct answer answer;
};

struct worker {
    struct worker_options options;
    struct thread thread;
    struct store *store; // Thread: worker
    struct mutex mutex;
    struct cond cond;
    struct job *jobs[JOBS_MAX]; // protected by mutex
    size_t count;               // protected by mutex
    bool running;               // protected by mutex: a job is being done
    bool poked, stopping;       // protected by mutex
};

static void
job_discard(struct letter *letter)
{
    struct job *job = (struct job *)letter;
    if (job->line)
        job->line->letter.discard(&job->line->letter);
    answer_clear(&job->answer);
    free(job);
}

static void
do_export(struct worker *worker, struct job *job)
{
    const struct config *config = worker->options.config;
    char dir[FILE_PATH_SIZE];
    enum err err = ERR_OK;
    if (!job->path[0]) {
        if (config->export_dir[0])
            str_copy(dir, sizeof dir, config->export_dir);
        else if (!file_join(dir, sizeof dir, worker->options.data_dir,
                            "export"))
            err = ERR_INVALID;
        if (err == ERR_OK)
            err = export_name(worker->store, dir, job->path,
                              sizeof job->path);
    }
    if (err == ERR_OK)
        export_run(worker->store, job->path, &job->answer);
    else
        answer_fail(&job->answer, "nothing can be exported: enrol this"
                                  " kiosk, and check the export folder");
}

static void
do_job(struct worker *worker, struct job *job)
{
    struct doctor doctor = {
        .store = worker->store,
        .config = worker->options.config,
        .paths = worker->options.paths,
        .config_problems = worker->options.config_problems,
    };
    if (job->kind == JOB_EXPORT)
        do_export(worker, job);
    else
        doctor_run(&doctor, &job->answer);
    post_send(worker->options.post, &job->letter);
}

/** The next job, or NULL when the time, a poke or the end has come. */
static struct job *
wait_for_job(struct worker *worker, int64_t wait_ms, bool *stopping)
{
    struct job *job = NULL;
    mutex_lock(&worker->mutex);
    worker->running = false;
    if (!worker->count && !worker->stopping && !worker->poked)
        cond_wait(&worker->cond, &worker->mutex, wait_ms);
    worker->poked = false;
    *stopping = worker->stopping;
    if (worker->count && !worker->stopping) {
        job = worker->jobs[0];
        worker->count--;
        memmove(worker->jobs, worker->jobs + 1,
                worker->count * sizeof worker->jobs[0]);
        worker->running = true;
    }
    mutex_unlock(&worker->mutex);
    return job;
}

static bool
is_stopping(void *userdata)
{
    struct worker *worker = userdata;
    mutex_lock(&worker->mutex);
    bool stopping = worker->stopping;
    mutex_unlock(&worker->mutex);
    return stopping;
}

/* Thread: worker */
static void
run(void *userdata)
{
    struct worker *worker = userdata;
    struct chores chores;
    bool stopping = false;
    // Of this thread alone: Linux keeps a nice value for each.
    (void)setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), NICE);
    enum err err =
        store_open_again(worker->options.data_dir, &worker->store);
    if (err != ERR_OK) {
        LOGE("worker: no store: %s", err_name(err));
        return;
    }
    chores_init(&chores, worker->store, worker->options.config);
    chores.stopping = is_stopping;
    chores.userdata = worker;
    while (!stopping) {
        struct job *job =
            wait_for_job(worker, chores_wait_ms(&chores), &stopping);
        if (job)
            do_job(worker, job);
        else if (!stopping)
            chores_do(&chores);
    }
    store_close(worker->store);
    worker->store = NULL;
}

static void
worker_free(struct worker *worker)
{
    for (size_t i = 0; i < worker->count; i++)
        worker->jobs[i]->letter.discard(&worker->jobs[i]->letter);
    cond_destroy(&worker->cond);
    mutex_destroy(&worker->mutex);
    free(worker);
}

enum err
worker_start(const struct worker_options *options, struct worker **out)
{
    struct worker *worker = calloc(1, sizeof *worker);
    if (!worker)
        return ERR_NO_MEMORY;
    worker->options = *options;
    enum err err = mutex_init(&worker->mutex);
    if (err == ERR_OK)
        err = cond_init(&worker->cond);
    if (err == ERR_OK)
        err = thread_start(&worker->thread, "maintenance", run, worker);
    if (err != ERR_OK) {
        worker_free(worker);
        return err;
    }
    *out = worker;
    return ERR_OK;
}

/** Queue a job, or answer at once that it cannot be done. */
static void
ask(struct worker *worker, struct job *job)
{
    mutex_lock(&worker->mutex);
    bool room = worker->count < JOBS_MAX && !worker->stopping;
    if (room)
        worker->jobs[worker->count++] = job;
    cond_broadcast(&worker->cond);
    mutex_unlock(&worker->mutex);
    if (room)
        return;
    answer_fail(&job->answer, "the kiosk is busy: try again");
    post_send(worker->options.post, &job->letter);
}

static struct job *
job_create(enum job_kind kind, struct line_letter *line)
{
    struct job *job = calloc(1, sizeof *job);
    if (!job) {
        if (line)
            line->letter.discard(&line->letter);
        return NULL;
    }
    job->letter =
        (struct letter){.type = LETTER_JOB, .discard = job_discard};
    job->kind = kind;
    job->line = line;
    answer_init(&job->answer);
    return job;
}

void
worker_export(struct worker *worker, const char *path,
              struct line_letter *line)
{
    struct job *job = job_create(JOB_EXPORT, line);
    if (!job)
        return;
    if (path)
        str_copy(job->path, sizeof job->path, path);
    ask(worker, job);
}

void
worker_doctor(struct worker *worker, struct line_letter *line)
{
    struct job *job = job_create(JOB_DOCTOR, line);
    if (job)
        ask(worker, job);
}

static void
tell_staff(struct kiosk *kiosk, const struct job *job)
{
    char text[KIOSK_TOAST_SIZE];
    if (!job->answer.ok)
        overlay_toast(kiosk, ui_tr(kiosk->ui, "没有导出，请看自检结果"));
    else {
        str_format(text, sizeof text, "%s %s",
                   ui_tr(kiosk->ui, "已导出到"), job->path);
        overlay_toast(kiosk, text);
    }
}

void
worker_take(struct kiosk *kiosk, struct letter *letter)
{
    struct job *job = (struct job *)letter;
    struct buf text;
    if (job->line) {
        buf_init(&text, LINES_ANSWER_MAX);
        answer_write(&job->answer, &text);
        lines_answer(job->line, &text);
        job->line = NULL;
        buf_clear(&text);
    } else {
        tell_staff(kiosk, job);
    }
    if (job->kind == JOB_EXPORT && kiosk->sync)
        sync_poke(kiosk->sync);
    letter->discard(letter);
}

bool
worker_busy(struct worker *worker)
{
    mutex_lock(&worker->mutex);
    bool busy = worker->running || worker->count;
    mutex_unlock(&worker->mutex);
    return busy;
}

void
worker_poke(struct worker *worker)
{
    if (!worker)
        return;
    mutex_lock(&worker->mutex);
    worker->poked = true;
    cond_broadcast(&worker->cond);
    mutex_unlock(&worker->mutex);
}

void
worker_stop(struct worker *worker)
{
    if (!worker)
        return;
    mutex_lock(&worker->mutex);
    worker->stopping = true;
    cond_broadcast(&worker->cond);
    mutex_unlock(&worker->mutex);
}

void
worker_join(struct worker *worker)
{
    if (!worker)
        return;
    thread_join(&worker->thread);
    worker_free(worker);
}
