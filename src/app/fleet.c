// SPDX-License-Identifier: Apache-2.0
#include "app/fleet.h"

#include "app/kiosk.h"
#include "app/report.h"
#include "app/session.h"
#include "store/changes.h"
#include "store/people.h"
#include "sync/sync.h"
#include "util/log.h"
#include "util/str.h"

// Where the reason outlives a restart; empty: in service.
#define SETTING_OUT "kiosk.out_of_service"

static void
stop_service(struct kiosk *kiosk, const char *reason)
{
    str_copy(kiosk->out_of_service, sizeof kiosk->out_of_service,
             reason[0] ? reason : "out_of_service");
    session_end(kiosk, "timeout", "out_of_service");
}

static enum err
go_out(struct kiosk *kiosk, const char *reason)
{
    const char *kept = reason[0] ? reason : "out_of_service";
    enum err err = setting_set(kiosk->store, SETTING_OUT, kept);
    stop_service(kiosk, kept);
    return err;
}

static enum err
go_in(struct kiosk *kiosk)
{
    enum err err = setting_set(kiosk->store, SETTING_OUT, "");
    kiosk->out_of_service[0] = '\0';
    if (nav_at(&kiosk->nav, "out_of_service"))
        session_end(kiosk, "timeout", "attract");
    return err;
}

void
fleet_command(struct kiosk *kiosk, const struct sync_event *event)
{
    const char *name = event->command;
    enum err err = ERR_OK;
    if (str_equal(name, "sync"))
        sync_poke(kiosk->sync);
    else if (str_equal(name, "out_of_service"))
        err = go_out(kiosk, event->reason);
    else if (str_equal(name, "in_service"))
        err = go_in(kiosk);
    else if (str_equal(name, "unlock_pin"))
        err = pin_lock_reset(kiosk->store);
    else
        err = ERR_INVALID;
    if (err != ERR_OK)
        LOGW("fleet: command %s: %s", name, err_name(err));
    else
        LOGI("fleet: command %s done", name);
    report_kiosk(kiosk, "command.done", err == ERR_OK ? name : "failed",
                 "command", event->command_id);
}

void
fleet_revoked(struct kiosk *kiosk, const char *order)
{
    LOGW("fleet: the hub revoked this kiosk (%s)", order);
    stop_service(kiosk, order);
}

void
fleet_restore(struct kiosk *kiosk)
{
    char reason[sizeof kiosk->out_of_service];
    if (kiosk->out_of_service[0])
        return;
    if (setting_get(kiosk->store, SETTING_OUT, reason, sizeof reason) ==
        ERR_OK)
        str_copy(kiosk->out_of_service, sizeof kiosk->out_of_service,
                 reason);
}
