// SPDX-License-Identifier: Apache-2.0
#include "app/overlay.h"

#include <string.h>

#include "app/host.h"
#include "app/kiosk.h"
#include "app/session.h"
#include "ui/dialog.h"
#include "ui/touch.h"
#include "util/clock.h"
#include "util/str.h"

#define TOAST_MS 4000

void
overlay_draw(struct kiosk *kiosk, struct screen_context *context)
{
    if (kiosk->overlay.toast[0])
        toast_draw(kiosk->ui, &(struct toast){
            .id = "toast.text", .icon = "info",
            .text = kiosk->overlay.toast,
            .tabs = str_equal(kiosk->nav.screen->name, "staff")});
    if (kiosk->overlay.help)
        help_sheet_draw(context);
    if (kiosk->overlay.seconds_left)
        timeout_dialog_draw(context, kiosk->overlay.seconds_left);
}

void
overlay_toast(struct kiosk *kiosk, const char *text)
{
    str_copy(kiosk->overlay.toast, sizeof kiosk->overlay.toast, text);
    kiosk->overlay.toast_until_ms = clock_mono_ms() + TOAST_MS;
    kiosk->dirty = true;
}

int64_t
overlay_tick(struct kiosk *kiosk)
{
    struct overlay *overlay = &kiosk->overlay;
    if (!overlay->toast[0])
        return -1;
    if (clock_mono_ms() < overlay->toast_until_ms)
        return overlay->toast_until_ms;
    secret_wipe(overlay->toast, sizeof overlay->toast);
    kiosk->dirty = true;
    return -1;
}

/** What a touch on a bar, a sheet or a dialog does. */
enum act {
    ACT_HOME, ACT_BACK, ACT_FINISH, ACT_ZH, ACT_EN, ACT_BO, ACT_LARGE,
    ACT_CONTRAST, ACT_REACH, ACT_HELP, ACT_CLOSE, ACT_CALL, ACT_TICKET,
    ACT_CONTINUE, ACT_TIMEOUT, ACT_NOTHING
};

static const struct {
    const char *id;
    enum act act;
} acts[] = {
    {"bar.home", ACT_HOME},
    {"bar.back", ACT_BACK},
    {"bar.finish", ACT_FINISH},
    {"bar.language.zh", ACT_ZH},
    {"bar.language.en", ACT_EN},
    {"bar.language.bo", ACT_BO},
    {"bar.large", ACT_LARGE},
    {"bar.help", ACT_HELP},
    {"help.large", ACT_LARGE},
    {"help.contrast", ACT_CONTRAST},
    {"help.reach", ACT_REACH},
    {"help.close", ACT_CLOSE},
    {"help.cross", ACT_CLOSE},
    {"help.call", ACT_CALL},
    {"help.ticket", ACT_TICKET},
    {"dialog.timeout.continue", ACT_CONTINUE},
    {"dialog.timeout.end", ACT_TIMEOUT},
};

static enum act
find_act(const char *id)
{
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        if (str_equal(acts[i].id, id))
            return acts[i].act;
    return ACT_NOTHING;
}

static void
show_help(struct kiosk *kiosk, bool open)
{
    kiosk->overlay.help = open;
    ui_touch_new_page(kiosk->ui, clock_mono_ms());
}

static void
go_on(struct kiosk *kiosk)
{
    kiosk->overlay.seconds_left = 0;
    kiosk->since_ms = clock_mono_ms();
    ui_touch_new_page(kiosk->ui, kiosk->since_ms);
}

// Through the steps of a page first, so that a form is not lost by it.
static void
go_back(struct kiosk *kiosk)
{
    const struct screen_ops *screen = kiosk->nav.screen;
    struct screen_context context = kiosk_context(kiosk);
    if (screen && screen->back && screen->back(&context, kiosk->nav.data))
        kiosk->tick_ms = 0;
    else
        nav_back(&kiosk->nav);
}

static bool
act_on_session(struct kiosk *kiosk, enum act act)
{
    struct session *session = &kiosk->session;
    switch (act) {
    case ACT_ZH:
        session->lang = LANG_ZH;
        break;
    case ACT_EN:
        session->lang = LANG_EN;
        break;
    case ACT_BO:
        session->lang = LANG_BO;
        break;
    case ACT_LARGE:
        session->large = !session->large;
        break;
    case ACT_CONTRAST:
        session->contrast = !session->contrast;
        break;
    case ACT_REACH:
        session->low_reach = !session->low_reach;
        break;
    default:
        return false;
    }
    return true;
}

static void
act_on_kiosk(struct kiosk *kiosk, enum act act)
{
    switch (act) {
    case ACT_HOME:
        nav_go(&kiosk->nav, "home", NULL);
        break;
    case ACT_BACK:
        go_back(kiosk);
        break;
    case ACT_FINISH:
    case ACT_TIMEOUT:
        session_end(kiosk, "done", "attract");
        break;
    case ACT_HELP:
    case ACT_CLOSE:
        show_help(kiosk, act == ACT_HELP);
        break;
    case ACT_CALL:
        host_call_staff(kiosk, kiosk->nav.place.name);
        break;
    case ACT_TICKET:
        nav_go(&kiosk->nav, "services", NULL);
        show_help(kiosk, false);
        break;
    case ACT_CONTINUE:
        go_on(kiosk);
        break;
    default:
        break;
    }
}

bool
overlay_event(struct kiosk *kiosk, const struct ui_event *event)
{
    if (event->type == UI_EVENT_HOLD && str_equal(event->id, "header.site")) {
        nav_go(&kiosk->nav, "pin", NULL);
        return true;
    }
    enum act act = event->type == UI_EVENT_TAP ? find_act(event->id)
                                               : ACT_NOTHING;
    if (act == ACT_NOTHING)
        return str_starts(event->id, "bar.") ||
               str_starts(event->id, "help.") ||
               str_starts(event->id, "header.") ||
               str_starts(event->id, "dialog.timeout.");
    kiosk->dirty = true;
    if (!act_on_session(kiosk, act))
        act_on_kiosk(kiosk, act);
    return true;
}
