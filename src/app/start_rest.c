// SPDX-License-Identifier: Apache-2.0
#include "app/start.h"

#include <inttypes.h>
#include <systemd/sd-daemon.h>

#include "app/command.h"
#include "app/control.h"
#include "app/drive.h"
#include "app/fleet.h"
#include "app/finder.h"
#include "app/input_method.h"
#include "app/kiosk.h"
#include "app/news.h"
#include "app/pin.h"
#include "app/report.h"
#include "app/signals.h"
#include "app/upkeep.h"
#include "devices/ime.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "sync/sync.h"
#include "util/log.h"
#include "util/str.h"

#define SETTING_RUN "kiosk.run"
#define SETTING_RESTARTS "kiosk.restarts"
#define RUNNING "running"
#define ENDED "ended"

/** Before the first visitor: a kiosk without a hub serves from these. */
static void
load_catalogue(struct kiosk *kiosk)
{
    enum err err =
        catalogue_load_built_in(kiosk->store, kiosk->paths.catalogue);
    if (err != ERR_OK && err != ERR_CONFLICT)
        LOGE("start: built-in catalogue not loaded: %s", err_name(err));
    // What became due while the kiosk was off.
    bool changed;
    int64_t next_ms;
    err = catalogue_take_over(kiosk->store, &changed, &next_ms);
    if (err != ERR_OK)
        LOGW("start: no change of records by time: %s", err_name(err));
    news_read_site(kiosk);
    news_changed(kiosk);
}

/** Count starts, and learn how the last run ended. */
static void
count_start(struct kiosk *kiosk)
{
    char text[24];
    int64_t restarts = 0;
    kiosk->side.restart_reason = "first";
    if (setting_get(kiosk->store, SETTING_RUN, text, sizeof text) == ERR_OK)
        kiosk->side.restart_reason =
            str_equal(text, ENDED) ? "ended" : "died";
    if (setting_get(kiosk->store, SETTING_RESTARTS, text, sizeof text) ==
            ERR_OK &&
        str_parse_int(text, 0, INT32_MAX - 1, &restarts))
        restarts++;
    kiosk->side.restarts = (int)restarts;
    str_format(text, sizeof text, "%" PRId64, restarts);
    setting_set(kiosk->store, SETTING_RESTARTS, text);
    setting_set(kiosk->store, SETTING_RUN, RUNNING);
}

static void
report_start(struct kiosk *kiosk)
{
    const struct store_condition *condition = &kiosk->condition;
    const char *what = condition->salvaged   ? "salvaged"
                       : condition->restored ? "restored"
                       : condition->created  ? "created"
                                             : "started";
    report_kiosk(kiosk, "kiosk.started", what, "last_run",
                 kiosk->side.restart_reason);
}

static enum err
start_sync(struct kiosk *kiosk)
{
    const struct config *config = &kiosk->config;
    struct sync_options options = {
        .data_dir = kiosk->data_dir,
        .ca_file = config->hub.ca_file[0] ? config->hub.ca_file : NULL,
        .mode = kiosk->state.sync_by_staff ? SYNC_STAFF : SYNC_AUTOMATIC,
        .interval_s = config->sync_interval,
        .callbacks = news_callbacks(),
        .figures = news_figures,
        .userdata = &kiosk->side,
    };
    enum err err = sync_create(&options, &kiosk->sync);
    if (err == ERR_OK)
        err = sync_start(kiosk->sync);
    return err;
}

static enum err
start_threads(struct kiosk *kiosk)
{
    struct upkeep_options options = {
        .post = &kiosk->post,
        .data_dir = kiosk->data_dir,
        .config = &kiosk->config,
        .paths = &kiosk->paths,
        .config_problems = buf_text(&kiosk->config_problems),
    };
    kiosk->side.post = &kiosk->post;
    enum err err = upkeep_start(&options, &kiosk->upkeep);
    if (err == ERR_OK)
        err = start_sync(kiosk);
    if (err == ERR_OK)
        err = signals_start(&kiosk->post, &kiosk->signals);
    return err;
}

static enum err
start_drive(struct kiosk *kiosk)
{
    if (!kiosk->options->drive)
        return ERR_OK;
    enum err err = drive_start(kiosk, kiosk->options->drive_path);
    if (err != ERR_OK)
        command_complain("the socket for --drive cannot be used",
                         "name a path where nothing is yet");
    return err;
}

enum err
start_rest(struct kiosk *kiosk)
{
    window_fill_screen(&kiosk->window);
    count_start(kiosk);
    load_catalogue(kiosk);
    enum err err = start_threads(kiosk);
    if (err != ERR_OK) {
        command_complain("a part of the program did not start",
                         "see the lines above");
        return err;
    }
    report_start(kiosk);
    fleet_commands(kiosk);
    // Without it the kiosk still serves; commands cannot reach it.
    (void)control_start(kiosk);
    kiosk->watchdog_ms = 0;
    // Nor does it need these: letters can be typed without words, policies
    // be found by their topics.
    (void)input_method_start(kiosk);
    (void)finder_start(&kiosk->post, kiosk->data_dir, &kiosk->finder);
    sd_notify(0, "READY=1");
    return start_drive(kiosk);
}

void
start_stop_rest(struct kiosk *kiosk)
{
    sd_notify(0, "STOPPING=1");
    drive_stop(kiosk->drive);
    control_stop(kiosk);
    signals_stop(kiosk->signals);
    upkeep_stop(kiosk->upkeep);
    finder_stop(kiosk->finder);
    ime_stop(kiosk->ime);
    if (kiosk->sync)
        sync_stop(kiosk->sync);
    drive_join(kiosk->drive);
    control_join(kiosk);
    signals_join(kiosk->signals);
    upkeep_join(kiosk->upkeep);
    finder_join(kiosk->finder);
    ime_join(kiosk->ime);
    pin_free(kiosk->pin);
    if (kiosk->sync) {
        sync_join(kiosk->sync);
        sync_free(kiosk->sync);
    }
    kiosk->drive = NULL;
    kiosk->signals = NULL;
    kiosk->upkeep = NULL;
    kiosk->finder = NULL;
    kiosk->ime = NULL;
    kiosk->pin = NULL;
    kiosk->sync = NULL;
    setting_set(kiosk->store, SETTING_RUN, ENDED);
}
