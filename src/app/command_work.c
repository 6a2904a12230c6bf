// SPDX-License-Identifier: Apache-2.0
#include "app/command.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/answer.h"
#include "app/doctor.h"
#include "app/export.h"
#include "app/instance.h"
#include "app/kiosk.h"
#include "app/outcome.h"
#include "app/start.h"
#include "store/identity.h"
#include "sync/sync.h"
#include "util/str.h"
#include "util/thread.h"

/** A command that a running kiosk does for us, or we under its lock. */
struct work {
    const struct options *options;
    const char *request; // line for a running kiosk
    void (*run)(struct kiosk *kiosk, struct answer *out);
};

static struct sync_options
sync_options(const struct kiosk *kiosk)
{
    const struct config *config = &kiosk->config;
    return (struct sync_options){
        .data_dir = kiosk->data_dir,
        .ca_file = config->hub.ca_file[0] ? config->hub.ca_file : NULL,
        .interval_s = config->sync_interval,
    };
}

static void
run_sync(struct kiosk *kiosk, struct answer *out)
{
    struct sync_options options = sync_options(kiosk);
    struct sync_event result;
    memset(&result, 0, sizeof result);
    enum err err = sync_run_once(&options, &result);
    // The result says more than the error, except where there is none.
    if (err != ERR_OK && result.outcome == SYNC_DONE)
        result.outcome = SYNC_HUB_TROUBLE;
    outcome_answer(&result, out);
}

static void
run_doctor(struct kiosk *kiosk, struct answer *out)
{
    struct sync_options options = sync_options(kiosk);
    struct identity identity;
    struct sync_event result;
    struct doctor doctor = {
        .store = kiosk->store,
        .config = &kiosk->config,
        .paths = &kiosk->paths,
        .config_problems = buf_text(&kiosk->config_problems),
    };
    memset(&result, 0, sizeof result);
    // Where staff decide when to sync, looking must not do it for them.
    if (identity_load(kiosk->store, &identity) == ERR_OK &&
        str_equal(kiosk->config.sync, "automatic")) {
        (void)sync_run_once(&options, &result);
        doctor.result = &result;
    }
    secret_wipe(&identity, sizeof identity);
    doctor_run(&doctor, out);
}

static void
run_export(struct kiosk *kiosk, struct answer *out)
{
    export_run(kiosk->store, kiosk->options->args[0], out);
}

/** Ask the kiosk that has the directory. */
static void
ask_running(const struct kiosk *kiosk, const struct work *work,
            struct answer *out)
{
    enum err err = instance_ask(kiosk->data_dir, work->request, out);
    if (err == ERR_OK)
        return;
    answer_fail(out, err == ERR_NOT_FOUND
                         ? "another process uses this data directory: end"
                           " it, or name another by --data DIR"
                         : "the running kiosk did not answer: try again");
}

static int
work_do(const struct work *work)
{
    struct kiosk *kiosk = calloc(1, sizeof *kiosk);
    struct answer answer;
    if (!kiosk)
        return COMMAND_FAILED;
    thread_mark_main();
    kiosk->options = work->options;
    answer_init(&answer);
    int status = COMMAND_FAILED;
    enum err err = start_begin(kiosk);
    bool taken = err == ERR_CONFLICT;
    if (err == ERR_OK)
        err = start_store(kiosk);
    if (err == ERR_OK)
        work->run(kiosk, &answer);
    else if (taken)
        ask_running(kiosk, work, &answer);
    if (err == ERR_OK || taken)
        status = command_say(work->options, &answer);
    answer_clear(&answer);
    start_close(kiosk);
    free(kiosk);
    return status;
}

int
command_sync(const struct options *options)
{
    return work_do(&(struct work){.options = options, .request = "sync",
                                  .run = run_sync});
}

int
command_doctor(const struct options *options)
{
    return work_do(&(struct work){.options = options, .request = "doctor",
                                  .run = run_doctor});
}

/** The running kiosk has a working directory of its own. */
static bool
absolute(const char *path, char *out, size_t size)
{
    char dir[FILE_PATH_SIZE];
    if (strchr(path, '\n'))
        return false;
    if (path[0] == '/')
        return str_copy(out, size, path);
    return getcwd(dir, sizeof dir) && file_join(out, size, dir, path);
}

int
command_export(const struct options *options)
{
    char path[FILE_PATH_SIZE], request[FILE_PATH_SIZE + 16];
    struct options whole = *options;
    if (!absolute(options->args[0], path, sizeof path)) {
        command_complain("the file's name cannot be used", "choose another");
        return COMMAND_USAGE;
    }
    whole.args[0] = path;
    str_format(request, sizeof request, "export %s", path);
    return work_do(&(struct work){.options = &whole, .request = request,
                                  .run = run_export});
}
