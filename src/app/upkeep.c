// SPDX-License-Identifier: Apache-2.0
#include "app/upkeep.h"

#include <stdlib.h>
#include <string.h>

#include "app/answer.h"
#include "app/chores.h"
#include "app/doctor.h"
#include "app/export.h"
#include "app/kiosk.h"
#include "app/lines.h"
#include "app/overlay.h"
#include "store/catalogue.h"
#include "store/search.h"
#include "store/store.h"
#include "sync/sync.h"
#include "ui/ui.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

#define JOBS_MAX 8
#define NICE 10
// The wall clock may be set, or known at last, while a record waits for its
// time, or back to before the time of one that is shown.
#define LOOK_MS INT64_C(60000)

enum job_kind { JOB_EXPORT, JOB_DOCTOR };

/** Something asked for; comes back to main as a letter. */
struct job {
    struct letter letter;
    enum job_kind kind;
    char path[FILE_PATH_SIZE];
    struct line_letter *line; // owned; NULL: staff asked
    struct answer answer;
};

struct upkeep {
    struct upkeep_options options;
    struct thread thread;
    struct store *store; // Thread: upkeep
    struct mutex mutex;
    struct cond cond;
    struct job *jobs[JOBS_MAX]; // protected by mutex
    size_t count;               // protected by mutex
    bool running;               // protected by mutex: there is work
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
do_export(struct upkeep *upkeep, struct job *job)
{
    const struct config *config = upkeep->options.config;
    char dir[FILE_PATH_SIZE];
    enum err err = ERR_OK;
    if (!job->path[0]) {
        if (config->export_dir[0])
            str_copy(dir, sizeof dir, config->export_dir);
        else if (!file_join(dir, sizeof dir, upkeep->options.data_dir,
                            "export"))
            err = ERR_INVALID;
        if (err == ERR_OK)
            err = export_name(upkeep->store, dir, job->path,
                              sizeof job->path);
    }
    if (err == ERR_OK)
        export_run(upkeep->store, job->path, &job->answer);
    else
        answer_fail(&job->answer, "nothing can be exported: enrol this"
                                  " kiosk, and check the export folder");
}

static void
do_job(struct upkeep *upkeep, struct job *job)
{
    struct doctor doctor = {
        .store = upkeep->store,
        .config = upkeep->options.config,
        .paths = upkeep->options.paths,
        .config_problems = upkeep->options.config_problems,
    };
    if (job->kind == JOB_EXPORT)
        do_export(upkeep, job);
    else
        doctor_run(&doctor, &job->answer);
    post_send(upkeep->options.post, &job->letter);
}

/** The next job, or NULL when the time, a poke or the end has come. */
static struct job *
wait_for_job(struct upkeep *upkeep, int64_t wait_ms, bool *stopping)
{
    struct job *job = NULL;
    mutex_lock(&upkeep->mutex);
    upkeep->running = false;
    if (!upkeep->count && !upkeep->stopping && !upkeep->poked)
        cond_wait(&upkeep->cond, &upkeep->mutex, wait_ms);
    upkeep->running = upkeep->poked;
    upkeep->poked = false;
    *stopping = upkeep->stopping;
    if (upkeep->count && !upkeep->stopping) {
        job = upkeep->jobs[0];
        upkeep->count--;
        memmove(upkeep->jobs, upkeep->jobs + 1,
                upkeep->count * sizeof upkeep->jobs[0]);
        upkeep->running = true;
    }
    mutex_unlock(&upkeep->mutex);
    return job;
}

static bool
is_stopping(void *userdata)
{
    struct upkeep *upkeep = userdata;
    mutex_lock(&upkeep->mutex);
    bool stopping = upkeep->stopping;
    mutex_unlock(&upkeep->mutex);
    return stopping;
}

// What an update or a damaged index left to do for the search.
static void
index_policies(struct upkeep *upkeep)
{
    bool more = true;
    while (more && !is_stopping(upkeep)) {
        enum err err = search_maintain(upkeep->store, &more);
        if (err != ERR_OK)
            LOGW("upkeep: the search index: %s", err_name(err));
    }
}

/** Records whose time has come; when to look again, ms from now. */
static int64_t
take_over(struct upkeep *upkeep)
{
    struct letter *letter;
    bool changed = false;
    int64_t next_ms = 0;
    enum err err = catalogue_take_over(upkeep->store, &changed, &next_ms);
    if (err != ERR_OK)
        LOGW("upkeep: no change of records by time: %s", err_name(err));
    letter = changed ? letter_create(LETTER_CATALOGUE) : NULL;
    if (letter)
        post_send(upkeep->options.post, letter);
    if (err != ERR_OK || next_ms == 0)
        return LOOK_MS;
    int64_t wait = next_ms - clock_now_ms();
    return wait > LOOK_MS ? LOOK_MS : wait > 0 ? wait : 0;
}

static int64_t
wait_ms(struct upkeep *upkeep, const struct chores *chores)
{
    int64_t records = take_over(upkeep);
    int64_t rest = chores_wait_ms(chores);
    return records < rest ? records : rest;
}

/* Thread: upkeep */
static void
run(void *userdata)
{
    struct upkeep *upkeep = userdata;
    struct chores chores;
    bool stopping = false;
    thread_step_back(NICE);
    enum err err =
        store_open_again(upkeep->options.data_dir, &upkeep->store);
    if (err != ERR_OK) {
        LOGE("upkeep: no store: %s", err_name(err));
        return;
    }
    chores_init(&chores, upkeep->store, upkeep->options.config);
    chores.stopping = is_stopping;
    chores.userdata = upkeep;
    index_policies(upkeep);
    while (!stopping) {
        struct job *job =
            wait_for_job(upkeep, wait_ms(upkeep, &chores), &stopping);
        if (job)
            do_job(upkeep, job);
        else if (!stopping)
            chores_do(&chores);
    }
    store_close(upkeep->store);
    upkeep->store = NULL;
}

static void
upkeep_free(struct upkeep *upkeep)
{
    for (size_t i = 0; i < upkeep->count; i++)
        upkeep->jobs[i]->letter.discard(&upkeep->jobs[i]->letter);
    cond_destroy(&upkeep->cond);
    mutex_destroy(&upkeep->mutex);
    free(upkeep);
}

enum err
upkeep_start(const struct upkeep_options *options, struct upkeep **out)
{
    struct upkeep *upkeep = calloc(1, sizeof *upkeep);
    if (!upkeep)
        return ERR_NO_MEMORY;
    upkeep->options = *options;
    enum err err = mutex_init(&upkeep->mutex);
    if (err == ERR_OK)
        err = cond_init(&upkeep->cond);
    if (err == ERR_OK)
        err = thread_start(&upkeep->thread, "upkeep", run, upkeep);
    if (err != ERR_OK) {
        upkeep_free(upkeep);
        return err;
    }
    *out = upkeep;
    return ERR_OK;
}

/** Queue a job, or answer at once that it cannot be done. */
static void
ask(struct upkeep *upkeep, struct job *job)
{
    mutex_lock(&upkeep->mutex);
    bool room = upkeep->count < JOBS_MAX && !upkeep->stopping;
    if (room)
        upkeep->jobs[upkeep->count++] = job;
    cond_broadcast(&upkeep->cond);
    mutex_unlock(&upkeep->mutex);
    if (room)
        return;
    answer_fail(&job->answer, "the kiosk is busy: try again");
    post_send(upkeep->options.post, &job->letter);
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

bool
upkeep_export(struct upkeep *upkeep, const char *path,
              struct line_letter *line)
{
    struct job *job = job_create(JOB_EXPORT, line);
    if (!job)
        return false;
    if (path)
        str_copy(job->path, sizeof job->path, path);
    ask(upkeep, job);
    return true;
}

void
upkeep_doctor(struct upkeep *upkeep, struct line_letter *line)
{
    struct job *job = job_create(JOB_DOCTOR, line);
    if (job)
        ask(upkeep, job);
}

static void
tell_staff(struct kiosk *kiosk, const struct job *job)
{
    char text[KIOSK_TOAST_SIZE];
    kiosk->state.exporting = false;
    kiosk->dirty = true;
    if (!job->answer.ok)
        overlay_toast(kiosk, ui_tr(kiosk->ui, "没有导出，请看自检结果"));
    else {
        str_format(text, sizeof text, "%s %s",
                   ui_tr(kiosk->ui, "已导出到"), job->path);
        overlay_toast(kiosk, text);
    }
}

void
upkeep_take(struct kiosk *kiosk, struct letter *letter)
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
upkeep_busy(struct upkeep *upkeep)
{
    mutex_lock(&upkeep->mutex);
    bool busy = upkeep->running || upkeep->poked || upkeep->count;
    mutex_unlock(&upkeep->mutex);
    return busy;
}

void
upkeep_poke(struct upkeep *upkeep)
{
    if (!upkeep)
        return;
    mutex_lock(&upkeep->mutex);
    upkeep->poked = true;
    cond_broadcast(&upkeep->cond);
    mutex_unlock(&upkeep->mutex);
}

void
upkeep_stop(struct upkeep *upkeep)
{
    if (!upkeep)
        return;
    mutex_lock(&upkeep->mutex);
    upkeep->stopping = true;
    cond_broadcast(&upkeep->cond);
    mutex_unlock(&upkeep->mutex);
}

void
upkeep_join(struct upkeep *upkeep)
{
    if (!upkeep)
        return;
    thread_join(&upkeep->thread);
    upkeep_free(upkeep);
}
