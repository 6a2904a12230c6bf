// SPDX-License-Identifier: Apache-2.0
#include "app/host.h"

#include <assert.h>

#include "app/finder.h"
#include "app/input_method.h"
#include "app/kiosk.h"
#include "app/news.h"
#include "app/overlay.h"
#include "app/pin.h"
#include "app/session.h"
#include "app/upkeep.h"
#include "screens/screen.h"
#include "store/outbox.h"
#include "sync/sync.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"
#include "wire/body.h"

static void
go(void *host, const char *screen, const char *arg)
{
    struct kiosk *kiosk = host;
    nav_go(&kiosk->nav, screen, arg);
}

static void
back(void *host)
{
    struct kiosk *kiosk = host;
    nav_back(&kiosk->nav);
}

static void
home(void *host)
{
    struct kiosk *kiosk = host;
    nav_go(&kiosk->nav, "home", NULL);
}

/** Whoever is done may want something else: home. Only silence and
 *  "finish" lead to the attract page. */
static void
end_session(void *host, const char *reason)
{
    struct kiosk *kiosk = host;
    kiosk->ending = true;
    str_copy(kiosk->end_reason, sizeof kiosk->end_reason, reason);
}

static void
ask_sync(void *host)
{
    struct kiosk *kiosk = host;
    str_copy(kiosk->news.sync_staff, sizeof kiosk->news.sync_staff,
             kiosk->session.staff_code);
    news_sync_asked(kiosk);
    if (kiosk->sync)
        sync_now(kiosk->sync);
}

static void
poke(void *host)
{
    struct kiosk *kiosk = host;
    if (kiosk->sync)
        sync_poke(kiosk->sync);
    news_state(kiosk);
}

static void
check_pin(void *host, const char *code, const char *pin)
{
    pin_start(host, code, pin);
}

static void
lock_console(void *host)
{
    struct kiosk *kiosk = host;
    secret_wipe(kiosk->session.staff_code, sizeof kiosk->session.staff_code);
    // What staff were told is not for the next visitor.
    secret_wipe(kiosk->overlay.toast, sizeof kiosk->overlay.toast);
    nav_go(&kiosk->nav, "home", NULL);
}

static void
toast(void *host, const char *text)
{
    overlay_toast(host, text);
}

void
host_call_staff(struct kiosk *kiosk, const char *screen)
{
    struct buf body;
    char subject[UUID_SIZE];
    assert(thread_is_main());
    buf_init(&body, 256);
    id_uuid(subject);
    enum err err = body_help(&body, screen) ? ERR_OK : ERR_NO_MEMORY;
    if (err == ERR_OK)
        err = outbox_add(kiosk->store, "help.requested", subject,
                         buf_text(&body));
    buf_clear(&body);
    if (err != ERR_OK) {
        LOGE("host: call for staff not recorded: %s", err_name(err));
        return;
    }
    kiosk->state.help_state = HELP_SENT;
    kiosk->state.help_at = clock_now_ms();
    // Nobody has been told yet; the store is counted a moment later.
    kiosk->state.pending++;
    kiosk->dirty = true;
    poke(kiosk);
}

static void
call_staff(void *host, const char *screen)
{
    host_call_staff(host, screen);
}

static void
export_pending(void *host)
{
    struct kiosk *kiosk = host;
    kiosk->state.exporting = upkeep_export(kiosk->upkeep, NULL, NULL);
    kiosk->dirty = true;
}

static void
ask_input_method(void *host, const struct typing_ask *ask)
{
    input_method_ask(host, ask);
}

static void
find(void *host, const struct search_query *query, uint32_t serial)
{
    finder_ask(host, query, serial);
}

const struct screen_host_ops *
host_ops(void)
{
    static const struct screen_host_ops ops = {
        .go = go,
        .back = back,
        .home = home,
        .end_session = end_session,
        .sync_now = ask_sync,
        .poke = poke,
        .check_pin = check_pin,
        .lock_console = lock_console,
        .toast = toast,
        .call_staff = call_staff,
        .export = export_pending,
        .ime_ask = ask_input_method,
        .find = find,
    };
    return &ops;
}
