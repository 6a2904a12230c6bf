// SPDX-License-Identifier: Apache-2.0
#include "app/news.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "app/control.h"
#include "app/fleet.h"
#include "app/kiosk.h"
#include "app/outcome.h"
#include "app/upkeep.h"
#include "model/site.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/identity.h"
#include "store/outbox.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"
#include "wire/body.h"

// A flood of news makes at most five pages a second.
#define GATHER_MS 200
#define BODY_MAX 512
// How often the trusted time is written down.
#define NOTE_TIME_MS INT64_C(3600000)

struct sync_letter {
    struct letter letter;
    struct sync_event event;
};

static void
discard(struct letter *letter)
{
    free(letter);
}

/* Thread: sync */
static void
on_event(const struct sync_event *event, void *userdata)
{
    struct sync_letter *letter = malloc(sizeof *letter);
    if (!letter)
        return;
    letter->letter =
        (struct letter){.type = LETTER_SYNC, .discard = discard};
    letter->event = *event;
    struct news_side *side = userdata;
    post_send(side->post, &letter->letter);
}

/* Thread: sync */
void
news_figures(struct sync_figures *out, void *userdata)
{
    struct news_side *side = userdata;
    *out = (struct sync_figures){
        .rss_kib = frames_rss_kib(),
        .frame_p99_us = atomic_load(&side->p99_us),
        .restarts = side->restarts,
        .restart_reason = side->restart_reason,
        .printer = "none",
        .scanner = "none",
    };
}

const struct sync_callbacks *
news_callbacks(void)
{
    static const struct sync_callbacks callbacks = {.on_event = on_event};
    return &callbacks;
}

static void
gather(struct kiosk *kiosk)
{
    if (!kiosk->news.due_ms)
        kiosk->news.due_ms = clock_mono_ms() + GATHER_MS;
}

void
news_state(struct kiosk *kiosk)
{
    kiosk->news.state = true;
    gather(kiosk);
}

void
news_changed(struct kiosk *kiosk)
{
    kiosk->news.changed = true;
    gather(kiosk);
}

/** How screens name the outcomes of the worker. */
static enum kiosk_sync_outcome
outcome_of(enum sync_outcome outcome)
{
    switch (outcome) {
    case SYNC_DONE:
        return KIOSK_SYNC_DONE;
    case SYNC_PARTLY:
        return KIOSK_SYNC_PARTLY;
    case SYNC_OFFLINE:
        return KIOSK_SYNC_OFFLINE;
    case SYNC_HUB_TROUBLE:
        return KIOSK_SYNC_TROUBLE;
    case SYNC_NOT_TRUSTED:
        return KIOSK_SYNC_UNTRUSTED;
    case SYNC_CLOCK:
        return KIOSK_SYNC_CLOCK;
    case SYNC_UNKNOWN_KIOSK:
        return KIOSK_SYNC_UNKNOWN_KIOSK;
    case SYNC_FROZEN:
        return KIOSK_SYNC_FROZEN;
    case SYNC_REVOKED:
        return KIOSK_SYNC_REVOKED;
    case SYNC_NOT_ENROLLED:
        return KIOSK_SYNC_NOT_ENROLLED;
    }
    return KIOSK_SYNC_TROUBLE;
}

/** A run that staff asked for is an event of theirs. */
static void
report_staff_sync(struct kiosk *kiosk, enum sync_outcome outcome)
{
    struct buf body;
    char *code = kiosk->news.sync_staff;
    if (!code[0])
        return;
    buf_init(&body, BODY_MAX);
    enum err err = ERR_NO_MEMORY;
    if (body_staff(&body, outcome_name(outcome)))
        err = outbox_add(kiosk->store, "staff.synced", code,
                         buf_text(&body));
    if (err != ERR_OK)
        LOGW("news: staff.synced not recorded: %s", err_name(err));
    buf_clear(&body);
    secret_wipe(code, sizeof kiosk->news.sync_staff);
    if (kiosk->sync)
        sync_poke(kiosk->sync);
}

static void
take_result(struct kiosk *kiosk, const struct sync_event *event)
{
    kiosk->state.sync_outcome = outcome_of(event->outcome);
    str_copy(kiosk->state.sync_problem, sizeof kiosk->state.sync_problem,
             event->problem);
    if (!event->by_staff)
        return;
    kiosk->state.sync_running = false;
    report_staff_sync(kiosk, event->outcome);
    control_synced(kiosk, event);
}

static void
take_figures(struct kiosk *kiosk, const struct sync_event *event)
{
    kiosk->state.sent = event->sent;
    kiosk->state.to_send = event->to_send;
    kiosk->state.received = event->received;
    if (event->by_staff && event->type == SYNC_EVENT_PROGRESS)
        kiosk->state.sync_running = true;
}

void
news_take(struct kiosk *kiosk, struct letter *letter)
{
    const struct sync_event *event = &((struct sync_letter *)letter)->event;
    assert(thread_is_main());
    kiosk->state.online = event->online;
    switch (event->type) {
    case SYNC_EVENT_STATE:
        break;
    case SYNC_EVENT_PROGRESS:
        take_figures(kiosk, event);
        break;
    case SYNC_EVENT_RESULT:
        take_figures(kiosk, event);
        take_result(kiosk, event);
        break;
    case SYNC_EVENT_CHANGED:
        news_changed(kiosk);
        upkeep_poke(kiosk->upkeep); // records may name a time
        break;
    case SYNC_EVENT_COMMAND:
        fleet_commands(kiosk);
        break;
    case SYNC_EVENT_REVOKED:
        fleet_revoked(kiosk, event->command);
        break;
    }
    news_state(kiosk);
    letter->discard(letter);
}

void
news_sync_asked(struct kiosk *kiosk)
{
    kiosk->state.sync_running = true;
    kiosk->state.sync_since = clock_mono_ms();
    kiosk->state.sync_outcome = KIOSK_SYNC_NONE;
    kiosk->state.sent = kiosk->state.to_send = kiosk->state.received = 0;
    kiosk->dirty = true;
}

void
news_read_outbox(struct kiosk *kiosk)
{
    struct kiosk_state *state = &kiosk->state;
    struct outbox_counts counts;
    struct sync_times times;
    if (outbox_count(kiosk->store, &counts) == ERR_OK) {
        state->pending = counts.pending;
        state->set_aside = counts.set_aside;
    }
    if (sync_times_load(kiosk->store, &times) == ERR_OK) {
        state->last_sync = times.last_full_sync;
        state->synced_once = times.last_full_sync > 0;
    }
}

/** Where a visitor's phone finds the hub; nowhere before enrolment. */
static void
read_pages(struct kiosk *kiosk, const char *hub_url)
{
    const char *set = kiosk->config.hub.pages;
    str_copy(kiosk->pages, sizeof kiosk->pages, *set ? set : hub_url);
    bool known = kiosk->pages[0] && !str_equal(kiosk->pages, "none");
    kiosk->state.pages = known ? kiosk->pages : NULL;
}

void
news_read_site(struct kiosk *kiosk)
{
    struct identity identity;
    struct site site;
    bool enrolled = identity_load(kiosk->store, &identity) == ERR_OK;
    kiosk->state.enrolled = enrolled;
    kiosk->state.kiosk_id = NULL;
    read_pages(kiosk, enrolled ? identity.hub_url : "");
    if (enrolled) {
        str_copy(kiosk->kiosk_id, sizeof kiosk->kiosk_id,
                 identity.kiosk_id);
        kiosk->state.kiosk_id = kiosk->kiosk_id;
        kiosk->state.kiosk_sign = identity.sign;
    }
    if (enrolled && identity.lock_order[0]) {
        // Known from the disk: staff need not sync to hear of it.
        kiosk->out = true;
        kiosk->state.sync_outcome = KIOSK_SYNC_REVOKED;
    }
    if (catalogue_site(kiosk->store, kiosk->profile, &site) == ERR_OK) {
        str_copy(kiosk->profile, sizeof kiosk->profile,
                 site_profile_name(site.profile));
        kiosk->state.demo = site.demo;
        site_clear(&site);
    }
    kiosk->state.profile = kiosk->profile;
    secret_wipe(&identity, sizeof identity);
}

/** Time below the one noted here is not believed after a restart. */
static void
note_time(struct kiosk *kiosk)
{
    char text[24];
    int64_t now = clock_now_ms();
    if (clock_quality() != CLOCK_HUB ||
        now < kiosk->news.noted_ms + NOTE_TIME_MS)
        return;
    kiosk->news.noted_ms = now;
    str_format(text, sizeof text, "%" PRId64, now);
    setting_set(kiosk->store, SETTING_TRUSTED_TIME, text);
}

int64_t
news_tick(struct kiosk *kiosk)
{
    struct news *news = &kiosk->news;
    if (!news->due_ms)
        return -1;
    if (clock_mono_ms() < news->due_ms)
        return news->due_ms;
    bool changed = news->changed;
    news->state = news->changed = false;
    news->due_ms = 0;
    news_read_outbox(kiosk);
    note_time(kiosk);
    if (changed) {
        news_read_site(kiosk);
        kiosk_tell(kiosk,
                   &(struct screen_event){.type = SCREEN_CHANGED});
    }
    kiosk_tell(kiosk, &(struct screen_event){.type = SCREEN_STATE});
    kiosk->dirty = true;
    return -1;
}
