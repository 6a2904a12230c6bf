// SPDX-License-Identifier: Apache-2.0
#include "app/kiosk.h"

#include <assert.h>

#include "app/host.h"
#include "app/session.h"
#include "ui/touch.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/thread.h"

struct screen_context
kiosk_context(struct kiosk *kiosk)
{
    kiosk->state.out = kiosk->out;
    return (struct screen_context){
        .store = kiosk->store,
        .ui = kiosk->ui,
        .session = &kiosk->session,
        .state = &kiosk->state,
        .ops = host_ops(),
        .host = kiosk,
        .now_ms = clock_now_ms(),
        .mono_ms = clock_mono_ms(),
    };
}

bool
kiosk_is_personal(const struct kiosk *kiosk)
{
    const struct screen_ops *screen = kiosk->nav.screen;
    return screen && (screen->personal ||
                      (screen->is_personal &&
                       screen->is_personal(kiosk->nav.data)));
}

enum stay_kind
kiosk_stay(struct kiosk *kiosk)
{
    const struct screen_ops *screen = kiosk->nav.screen;
    if (!screen || screen->bare || nav_at(&kiosk->nav, "out_of_service"))
        return STAY_FOREVER;
    if (nav_at(&kiosk->nav, "home"))
        return STAY_HOME;
    if (nav_at(&kiosk->nav, "ticket") ||
        (screen->is_over && screen->is_over(kiosk->nav.data)))
        return STAY_TICKET;
    return kiosk_is_personal(kiosk) ? STAY_PERSONAL : STAY_PUBLIC;
}

/** Home is everybody's page: whoever goes there leaves their visit. */
static bool
has_person(const struct kiosk *kiosk)
{
    const struct session *session = &kiosk->session;
    return session->identified || session->checked_in || session->wrote ||
           session->person_key[0] || session->number_mask[0];
}

static void
forget_questions(struct session *session)
{
    secret_wipe(&session->answers, sizeof session->answers);
    secret_wipe(&session->search, sizeof session->search);
}

static void
moved(struct kiosk *kiosk)
{
    ui_touch_new_page(kiosk->ui, clock_mono_ms());
    kiosk->overlay.help = false;
    kiosk->tick_ms = 0;
    kiosk->dirty = true;
    if (!nav_at(&kiosk->nav, "staff"))
        secret_wipe(kiosk->session.staff_code,
                    sizeof kiosk->session.staff_code);
    if (!nav_at(&kiosk->nav, "home"))
        return;
    // Whoever begins here begins anew.
    forget_questions(&kiosk->session);
    if (has_person(kiosk))
        session_end_visit(kiosk, "home");
}

/** Out of service staff get on, and what is published can be read. */
static bool
is_barred(const struct kiosk *kiosk)
{
    static const char *const open[] = {
        "out_of_service", "pin", "staff", "policies", "policy",
    };
    bool known = false;
    for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++) {
        known = known || str_equal(kiosk->nav.wish.name, open[i]);
    }
    return kiosk->out && (kiosk->nav.wish_back || !known);
}

void
kiosk_settle(struct kiosk *kiosk)
{
    assert(thread_is_main());
    if (kiosk->ending) {
        kiosk->ending = false;
        session_end(kiosk, kiosk->end_reason, "home");
        return;
    }
    if (!kiosk->nav.wished)
        return;
    if (is_barred(kiosk))
        nav_go(&kiosk->nav, "out_of_service",
               kiosk->out_reason[0] ? kiosk->out_reason : NULL);
    struct screen_context context = kiosk_context(kiosk);
    if (nav_settle(&kiosk->nav, &context))
        moved(kiosk);
    // A screen may have ended the session while it was entered.
    if (kiosk->ending)
        kiosk_settle(kiosk);
}

void
kiosk_tell(struct kiosk *kiosk, const struct screen_event *event)
{
    const struct screen_ops *screen = kiosk->nav.screen;
    struct screen_context context = kiosk_context(kiosk);
    if (screen && screen->event &&
        screen->event(&context, kiosk->nav.data, event))
        kiosk->dirty = true;
    // It may have begun to wait for something: ask it when.
    kiosk->tick_ms = 0;
    kiosk_settle(kiosk);
}
