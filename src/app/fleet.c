// SPDX-License-Identifier: Apache-2.0
#include "app/fleet.h"

#include "app/kiosk.h"
#include "app/session.h"
#include "store/changes.h"
#include "store/commands.h"
#include "store/people.h"
#include "sync/sync.h"
#include "util/log.h"
#include "util/str.h"

// Where the reason outlives a restart; empty: in service.
#define SETTING_OUT "kiosk.out_of_service"
#define NO_REASON "-"
// More than a centre gives at once; the rest waits for the next news.
#define COMMANDS_MAX 8

static void
stop_service(struct kiosk *kiosk, const char *reason)
{
    kiosk->out = true;
    str_copy(kiosk->out_reason, sizeof kiosk->out_reason, reason);
    session_end(kiosk, "timeout", "attract");
}

static enum err
go_out(struct kiosk *kiosk, const char *reason)
{
    enum err err = setting_set(kiosk->store, SETTING_OUT,
                               reason[0] ? reason : NO_REASON);
    stop_service(kiosk, reason);
    return err;
}

static enum err
go_in(struct kiosk *kiosk)
{
    enum err err = setting_set(kiosk->store, SETTING_OUT, "");
    kiosk->out = false;
    kiosk->out_reason[0] = '\0';
    if (nav_at(&kiosk->nav, "out_of_service"))
        session_end(kiosk, "timeout", "attract");
    return err;
}

static enum err
carry_out(struct kiosk *kiosk, const struct command_item *command)
{
    // The poke at the end is all that it takes.
    if (str_equal(command->name, "sync"))
        return ERR_OK;
    if (str_equal(command->name, "out_of_service"))
        return go_out(kiosk, command->reason);
    if (str_equal(command->name, "in_service"))
        return go_in(kiosk);
    if (str_equal(command->name, "unlock_pin"))
        return pin_lock_reset(kiosk->store);
    return ERR_INVALID;
}

void
fleet_commands(struct kiosk *kiosk)
{
    struct command_item items[COMMANDS_MAX];
    size_t count = 0;
    enum err err =
        commands_waiting(kiosk->store, items, COMMANDS_MAX, &count);
    for (size_t i = 0; i < count && err == ERR_OK; i++) {
        enum err done = carry_out(kiosk, &items[i]);
        LOGI("fleet: command %s: %s", items[i].name, err_name(done));
        err = command_done(kiosk->store, items[i].id,
                           done == ERR_OK ? "done" : "failed");
    }
    if (err != ERR_OK)
        LOGW("fleet: commands: %s", err_name(err));
    if (count && kiosk->sync)
        sync_poke(kiosk->sync);
}

void
fleet_revoked(struct kiosk *kiosk, const char *order)
{
    LOGW("fleet: the hub revoked this kiosk (%s)", order);
    stop_service(kiosk, "");
}

void
fleet_restore(struct kiosk *kiosk)
{
    char reason[sizeof kiosk->out_reason];
    if (setting_get(kiosk->store, SETTING_OUT, reason, sizeof reason) !=
            ERR_OK ||
        !reason[0])
        return;
    kiosk->out = true;
    if (!str_equal(reason, NO_REASON))
        str_copy(kiosk->out_reason, sizeof kiosk->out_reason, reason);
}
