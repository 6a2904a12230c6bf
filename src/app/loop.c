// SPDX-License-Identifier: Apache-2.0
#include "app/loop.h"

#include <SDL2/SDL.h>
#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <systemd/sd-daemon.h>

#include "app/control.h"
#include "app/drive.h"
#include "app/finder.h"
#include "app/input.h"
#include "app/input_method.h"
#include "app/kiosk.h"
#include "app/lines.h"
#include "app/news.h"
#include "app/overlay.h"
#include "app/page.h"
#include "app/pin.h"
#include "app/report.h"
#include "app/session.h"
#include "app/upkeep.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/thread.h"

/** A line of a program that drives, or of a command of ours. */
static void
take_line(struct kiosk *kiosk, struct line_letter *line)
{
    if (line->from == kiosk->control)
        control_take(kiosk, line);
    else
        drive_take(kiosk, line);
}

static void
take_letter(struct kiosk *kiosk, struct letter *letter)
{
    switch (letter->type) {
    case LETTER_SYNC:
        news_take(kiosk, letter);
        break;
    case LETTER_PIN:
        pin_take(kiosk, letter);
        break;
    case LETTER_LINE:
        take_line(kiosk, (struct line_letter *)letter);
        break;
    case LETTER_JOB:
        upkeep_take(kiosk, letter);
        break;
    case LETTER_IME:
        input_method_take(kiosk, letter);
        break;
    case LETTER_FOUND:
        finder_take(kiosk, letter);
        break;
    case LETTER_CATALOGUE:
        news_changed(kiosk);
        letter->discard(letter);
        break;
    case LETTER_QUIT:
        kiosk->quit = true;
        letter->discard(letter);
        break;
    }
    kiosk_settle(kiosk);
}

static void
take(struct kiosk *kiosk, const SDL_Event *event)
{
    struct letter *letter = post_letter(&kiosk->post, event);
    if (letter)
        take_letter(kiosk, letter);
    else
        input_take(kiosk, event);
}

/** A wall clock that jumped says something about this machine: tell. */
static void
watch_wall_clock(struct kiosk *kiosk)
{
    char text[24];
    int64_t step = clock_wall_step_ms();
    if (!step)
        return;
    str_format(text, sizeof text, "%" PRId64, step);
    report_kiosk(kiosk, "kiosk.clock_stepped", "wall_clock", "step_ms",
                 text);
}

/** The header shows the minute; what depends on the day follows it. */
static int64_t
minute_tick(struct kiosk *kiosk)
{
    int64_t now = clock_now_ms();
    if (now / 60000 != kiosk->minute) {
        kiosk->minute = now / 60000;
        kiosk->dirty = true;
        atomic_store(&kiosk->side.p99_us, frames_p99_us(&kiosk->frames));
        watch_wall_clock(kiosk);
    }
    return clock_mono_ms() + 60000 - now % 60000;
}

static int64_t
screen_tick(struct kiosk *kiosk)
{
    struct screen_context context = kiosk_context(kiosk);
    const struct screen_ops *screen = kiosk->nav.screen;
    bool redraw = false;
    if (!screen || !screen->tick)
        kiosk->tick_ms = -1;
    if (kiosk->tick_ms < 0)
        return -1;
    if (context.mono_ms >= kiosk->tick_ms) {
        kiosk->tick_ms = screen->tick(&context, kiosk->nav.data, &redraw);
        kiosk->dirty = kiosk->dirty || redraw;
        kiosk_settle(kiosk);
    }
    return kiosk->tick_ms;
}

/**
 * Half of what systemd allows between two signs of life, ms; 0 when it
 * watches nobody. Asked of the environment and not of sd_watchdog_enabled:
 * that wants to be the unit's main process, which is cage.
 */
static int64_t
watchdog_span(void)
{
    int64_t usec;
    const char *text = getenv("WATCHDOG_USEC");
    if (!text || !str_parse_int(text, 2000, INT64_MAX / 2, &usec))
        return 0;
    return usec / 2000;
}

/** systemd restarts a program that no longer says it is well. */
static int64_t
watchdog_tick(struct kiosk *kiosk)
{
    int64_t now = clock_mono_ms();
    if (kiosk->watchdog_ms < 0 || now < kiosk->watchdog_ms)
        return kiosk->watchdog_ms;
    int64_t span = watchdog_span();
    if (span)
        sd_notify(0, "WATCHDOG=1");
    kiosk->watchdog_ms = span ? now + span : -1;
    return kiosk->watchdog_ms;
}

static void
sooner(int64_t *next, int64_t at)
{
    if (at >= 0 && (*next < 0 || at < *next))
        *next = at;
}

/** Do all whose time has come; returns when to come back, -1 never. */
static int64_t
tick(struct kiosk *kiosk)
{
    int64_t next = -1;
    sooner(&next, input_tick(kiosk));
    sooner(&next, session_tick(kiosk));
    sooner(&next, news_tick(kiosk));
    sooner(&next, screen_tick(kiosk));
    sooner(&next, overlay_tick(kiosk));
    sooner(&next, minute_tick(kiosk));
    sooner(&next, page_tick(kiosk));
    sooner(&next, watchdog_tick(kiosk));
    return next;
}

/**
 * Take what waits, but draw before the next touch whenever the page has
 * changed: a finger must mean what its owner sees.
 */
static void
take_waiting(struct kiosk *kiosk)
{
    SDL_Event event;
    while (!kiosk->dirty && !kiosk->exposed && !kiosk->quit &&
           post_wait(&kiosk->post, &event, 0)) {
        take(kiosk, &event);
        SDL_memset(&event, 0, sizeof event);
    }
}

/** The page that a search belongs to waits a moment for the answer, so that
 *  it is drawn once; touches stay in the queue meanwhile. */
static void
wait_for_search(struct kiosk *kiosk)
{
    while (kiosk->dirty && !kiosk->exposed && !kiosk->quit) {
        int64_t left = kiosk->searching.due_ms - clock_mono_ms();
        struct letter *letter =
            left > 0 ? post_wait_letter(&kiosk->post, left) : NULL;
        if (!letter)
            return;
        take_letter(kiosk, letter);
    }
}

void
loop_run(struct kiosk *kiosk)
{
    SDL_Event event;
    assert(thread_is_main());
    while (!kiosk->quit) {
        int64_t next = tick(kiosk);
        wait_for_search(kiosk);
        page_show(kiosk);
        sooner(&next, drive_step(kiosk));
        if (kiosk->quit)
            break;
        int64_t wait = next < 0 ? -1 : next - clock_mono_ms();
        if (kiosk->dirty || kiosk->exposed || (next >= 0 && wait < 0))
            wait = 0;
        if (post_wait(&kiosk->post, &event, wait)) {
            take(kiosk, &event);
            SDL_memset(&event, 0, sizeof event);
            take_waiting(kiosk);
        }
    }
}

void
loop_pass(struct kiosk *kiosk)
{
    assert(thread_is_main());
    tick(kiosk);
    wait_for_search(kiosk);
    page_show(kiosk);
    take_waiting(kiosk);
}
