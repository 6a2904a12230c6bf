// SPDX-License-Identifier: Apache-2.0
#ifndef APP_KIOSK_H
#define APP_KIOSK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "app/config.h"
#include "app/finder.h"
#include "app/frames.h"
#include "app/input_method.h"
#include "app/nav.h"
#include "app/options.h"
#include "app/paths.h"
#include "app/post.h"
#include "app/stay.h"
#include "app/window.h"
#include "screens/screen.h"
#include "store/store.h"

struct drive;
struct ime;
struct lines;
struct line_letter;
struct pin_check;
struct render;
struct signals;
struct sync;
struct upkeep;

#define KIOSK_TOAST_SIZE 256

/** What is drawn over any page. */
struct overlay {
    bool help;             // the help sheet is open
    char toast[KIOSK_TOAST_SIZE];
    int64_t toast_until_ms; // clock_mono_ms
    int seconds_left;      // of the time-out dialog; 0: not shown
};

/** News that waits a moment, so that a flood makes one page, not hundreds. */
struct news {
    bool state, changed;
    int64_t due_ms;     // clock_mono_ms
    int64_t noted_ms;   // trusted time as written down last
    char sync_staff[3]; // who pressed "sync now"; "" nobody
};

/** What the sync worker's callbacks may touch. */
struct news_side {
    struct post *post;           // borrowed
    _Atomic uint32_t p99_us;     // of frames
    int restarts;                // set before the worker starts
    const char *restart_reason;  // static text
};

/**
 * The running kiosk: everything main owns. The parts of this room work on
 * it; other threads never see it, they send letters (app/post.h).
 */
struct kiosk {
    const struct options *options; // borrowed
    struct config config;
    struct paths paths;
    char data_dir[FILE_PATH_SIZE];
    struct buf config_problems;
    int lock_fd;             // of the data directory

    struct post post;
    struct window window;
    struct typesetter *text;
    struct render *render;
    struct ui *ui;
    struct frames frames;

    struct store *store;
    struct store_condition condition;
    struct sync *sync;       // NULL before it was started
    struct upkeep *upkeep;
    struct finder *finder;   // NULL when it could not start
    struct pin_check *pin;   // the check that runs, or NULL
    struct searching searching;
    struct ime *ime;         // NULL when it could not start
    struct asking asking;
    struct signals *signals;
    struct lines *control;
    int control_fd;          // listening; -1 none
    struct line_letter *sync_waits; // a `talent-kiosk sync` that waits
    struct drive *drive;     // NULL without --drive

    struct nav nav;
    struct session session;
    struct kiosk_state state;
    char profile[16];        // kiosk_state points to these
    char kiosk_id[ID_SIZE];
    char pages[257];
    struct overlay overlay;
    struct news news;
    struct news_side side;
    struct stay_limits limits;
    int64_t since_ms;        // clock_mono_ms of the visitor's last act
    int64_t tick_ms;         // when the screen wants its tick; -1 never
    int64_t minute;          // of clock_now_ms, as drawn
    int64_t watchdog_ms;     // when systemd wants a sign; -1 never
    int64_t checked_up_ms;   // last look for a step of the wall clock
    bool out;                // of service
    char out_reason[129];    // in the centre's words; "" without
    char end_reason[9];      // why a screen wants the session ended
    bool ending;             // it does: when its code has returned
    bool dirty;              // the page must be built anew
    bool exposed;            // all of it must be drawn anew
    bool quit;
};

/** What a screen is given, as of now. */
struct screen_context
kiosk_context(struct kiosk *kiosk);

/** Give the screen news and do what it wished for. */
void
kiosk_tell(struct kiosk *kiosk, const struct screen_event *event);

/** Do what was wished for: after anything that may have called nav_go. */
void
kiosk_settle(struct kiosk *kiosk);

/** Under which rule of silence the page on show is. */
enum stay_kind
kiosk_stay(struct kiosk *kiosk);

/** The page is personal: 45 s, and "finish" in its bar. */
bool
kiosk_is_personal(const struct kiosk *kiosk);

/** Bring the kiosk up, run it, and take it down; the exit status. */
int
kiosk_run(const struct options *options);

#endif
