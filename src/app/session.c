// SPDX-License-Identifier: Apache-2.0
#include "app/session.h"

#include "app/kiosk.h"
#include "app/page.h"
#include "store/visits.h"
#include "sync/sync.h"
#include "ui/touch.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"

// An hour of silence told at once leads through two endings at most.
#define ENDINGS_MAX 3

void
session_reset(struct kiosk *kiosk)
{
    struct session *session = &kiosk->session;
    secret_wipe(session, sizeof *session);
    lang_parse(kiosk->config.languages[0], &session->lang);
    id_uuid(session->visit.id);
}

/** Tell the hub that they left; once a visit, by the store's own care. */
static void
report_end(struct kiosk *kiosk, const char *reason)
{
    if (!kiosk->session.checked_in)
        return;
    enum err err =
        visit_end(kiosk->store, kiosk->session.visit.id, reason);
    if (err != ERR_OK && err != ERR_NOT_FOUND)
        LOGW("session: end of visit not recorded: %s", err_name(err));
    if (kiosk->sync)
        sync_poke(kiosk->sync);
}

void
session_end_visit(struct kiosk *kiosk, const char *reason)
{
    struct session old = kiosk->session;
    report_end(kiosk, reason);
    session_reset(kiosk);
    kiosk->session.lang = old.lang;
    kiosk->session.large = old.large;
    kiosk->session.contrast = old.contrast;
    kiosk->session.low_reach = old.low_reach;
    kiosk->session.still = old.still;
    secret_wipe(&old, sizeof old);
    kiosk->state.help_state = HELP_NONE;
    page_forget(kiosk);
}

void
session_end(struct kiosk *kiosk, const char *reason, const char *screen)
{
    report_end(kiosk, reason);
    session_reset(kiosk);
    kiosk->state.help_state = HELP_NONE;
    kiosk->overlay.help = false;
    kiosk->overlay.seconds_left = 0;
    // Out of service, kiosk_settle leads there and nowhere else.
    nav_go(&kiosk->nav, screen, NULL);
    kiosk_settle(kiosk);
    page_forget(kiosk);
}

void
session_touch(struct kiosk *kiosk)
{
    // While the dialog counts only its own button is an answer.
    if (!kiosk->overlay.seconds_left)
        kiosk->since_ms = clock_mono_ms();
}

static void
show_seconds(struct kiosk *kiosk, const struct stay_answer *answer)
{
    bool dialog = answer->phase == STAY_COUNTING;
    int seconds = dialog ? answer->seconds_left : 0;
    if (kiosk->overlay.seconds_left == seconds)
        return;
    // A finger that is down belongs to the page below the dialog.
    if (!kiosk->overlay.seconds_left != !seconds)
        ui_touch_new_page(kiosk->ui, clock_mono_ms());
    kiosk->overlay.seconds_left = seconds;
    kiosk->dirty = true;
}

int64_t
session_tick(struct kiosk *kiosk)
{
    struct stay_answer answer = {.next_ms = -1};
    for (int i = 0; i < ENDINGS_MAX; i++) {
        int64_t now = clock_mono_ms();
        enum stay_kind kind = kiosk_stay(kiosk);
        answer = stay_ask(&kiosk->limits, kind, kiosk->session.large,
                          kiosk->since_ms, now);
        if (answer.phase != STAY_OVER)
            break;
        session_end(kiosk, "timeout", "attract");
        kiosk->since_ms = now;
    }
    show_seconds(kiosk, &answer);
    if (kiosk->state.seconds_left != answer.seconds_left) {
        kiosk->state.seconds_left = answer.seconds_left;
        kiosk->dirty = true;
    }
    return answer.next_ms;
}
