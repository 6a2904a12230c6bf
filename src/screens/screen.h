// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_SCREEN_H
#define SCREENS_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/eligibility.h"
#include "model/lang.h"
#include "model/talent.h"
#include "model/visit.h"
#include "store/search.h"
#include "store/visits.h"
#include "ui/typing.h"
#include "ui/ui.h"

struct store;
struct screen;

/** What was searched for when a policy was opened, for coming back. */
struct session_search {
    char text[160];
    char topic[65];
    size_t first; // number of the first one shown
};

/** Who stands in front of the kiosk; wiped as a whole when they leave. */
struct session {
    enum lang lang;
    bool large, contrast, low_reach, still;
    bool identified;         // `visit.identity` was chosen
    bool on_roster;
    struct visit visit;      // filled step by step; id made at the start
    struct talent talent;    // when on the roster
    char person_key[65];     // people_person_key, or empty for a guest
    char number_mask[8];     // 8****15 style, first 1 + last 2
    char service[65];        // chosen in `services`
    bool wrote;              // a form was opened
    bool checked_in;         // a check-in was committed
    struct check_in_result result;
    char staff_code[3];      // while the console is unlocked
    struct answers answers;  // given in `eligibility`, read by `result`
    struct session_search search;
};

/** What the kiosk is doing, for headers and the staff console. */
struct kiosk_state {
    const char *profile;     // "hall" or "hospital"
    const char *kiosk_id;    // "hall-1"; NULL before enrolment
    int kiosk_sign;          // 1-9; 0 before enrolment
    bool enrolled;
    bool demo;               // watermark 演示数据
    bool online;             // the hub answered last
    bool synced_once;
    int64_t pending, set_aside;
    int64_t last_sync;       // clock_now_ms, 0 never
    bool sync_running;
    bool sync_by_staff;
    int64_t sync_since;      // clock_mono_ms at which this run was asked for
    bool exporting;          // staff's export is being written
    int64_t sent, to_send, received;
    int sync_outcome;        // enum kiosk_sync_outcome of the last run
    char sync_problem[65];
    const char *pages;       // where the hub's pages for phones are; NULL:
                             // phones do not reach it
    bool has_printer;
    bool has_scanner;        // a reader for talent cards is connected
    const char *notice_zh;   // e.g. configuration fell back; NULL: none
    const char *notice_en;
    int consent_rev;
    int help_state;          // enum help_state
    int64_t help_at;         // clock_now_ms when it came to be so
    bool out;                // of service: no numbers are given
    bool languages[LANG_COUNT]; // those the centre offers (bar.language.*)
    int seconds_left;        // until the ticket page ends by itself, as it
                             // shows; 0: not counted
};

enum kiosk_sync_outcome {
    KIOSK_SYNC_NONE, KIOSK_SYNC_DONE, KIOSK_SYNC_PARTLY,
    KIOSK_SYNC_OFFLINE, KIOSK_SYNC_TROUBLE, KIOSK_SYNC_UNTRUSTED,
    KIOSK_SYNC_CLOCK, KIOSK_SYNC_UNKNOWN_KIOSK, KIOSK_SYNC_FROZEN,
    KIOSK_SYNC_REVOKED, KIOSK_SYNC_NOT_ENROLLED
};

enum help_state { HELP_NONE, HELP_SENT, HELP_ANSWERED, HELP_ESCALATED };

/** News that is not a touch; payload inside. */
enum screen_event_type {
    SCREEN_TOUCH,       // `ui` says what
    SCREEN_CHANGED,     // the store has news: read it again
    SCREEN_STATE,       // kiosk_state changed (sync progress, link)
    SCREEN_SCAN,        // `text`: what the reader delivered
    SCREEN_PIN,         // `pin_right`, `pin_known`
    SCREEN_CANDIDATES,  // `candidates`: the input method answered
    SCREEN_FOUND        // `found`: the search answered
};
/** A page of what was found; a screen takes policies over by setting
 *  `result.count` to 0. */
struct screen_found {
    uint32_t serial; // of the question
    enum err err;
    struct policy items[SEARCH_PAGE_MAX];
    struct search_result result;
};

struct screen_event {
    enum screen_event_type type;
    const struct ui_event *ui;
    const char *text;
    bool pin_right;
    const struct typing_answer *candidates; // borrowed; typing_event
    struct screen_found *found;
};

/** What a screen may ask of the program; implemented by app. */
struct screen_host_ops {
    /** Show another screen; `arg` (may be NULL) is copied. */
    void (*go)(void *host, const char *screen, const char *arg);
    void (*back)(void *host);
    void (*home)(void *host);
    /** The visitor is done: end visit with this reason, wipe, go home or
     *  to attract. */
    void (*end_session)(void *host, const char *reason);
    void (*sync_now)(void *host);
    /** New events wait. */
    void (*poke)(void *host);
    /** Check code and PIN on another thread; answers by SCREEN_PIN. The
     *  host copies and wipes. */
    void (*check_pin)(void *host, const char *code, const char *pin);
    void (*lock_console)(void *host);
    void (*toast)(void *host, const char *text);
    /** "Call staff": event help.requested; see kiosk_state.help_state. */
    void (*call_staff)(void *host, const char *screen);
    /** Export pending events to a file the host names. */
    void (*export)(void *host);
    /** Ask the input method on its own thread; answers, if the screen is
     *  still there, by SCREEN_CANDIDATES. See screens/type.h. */
    void (*ime_ask)(void *host, const struct typing_ask *ask);
    /** Search on another thread; answers the newest question by
     *  SCREEN_FOUND, if the screen is still there. */
    void (*find)(void *host, const struct search_query *query,
                 uint32_t serial);
};

struct screen_context {
    struct store *store;
    struct ui *ui;
    struct session *session;
    const struct kiosk_state *state;
    const struct screen_host_ops *ops;
    void *host;
    int64_t now_ms;      // clock_now_ms at this call
    int64_t mono_ms;
};

/**
 * A screen: a constant table of what it does, private data beside it.
 * All but `draw` may be NULL. `leave` wipes what was typed.
 */
struct screen_ops {
    const char *name;
    size_t data_size;    // private data, zeroed before enter
    bool personal;       // 45 s and `bar.finish`; else 60 s
    bool bare;           // no header and bar (attract)
    bool staff;          // dark header
    void (*enter)(struct screen_context *context, void *data,
                  const char *arg);
    void (*leave)(struct screen_context *context, void *data);
    /** True when the page must be built anew. */
    bool (*event)(struct screen_context *context, void *data,
                  const struct screen_event *event);
    /** Called after `enter`, after each event and when the time of its
     *  last answer has come; returns the next clock_mono_ms at which it
     *  wants to be called, -1 never before another event.
     *  `redraw` set when the page must be built anew. */
    int64_t (*tick)(struct screen_context *context, void *data,
                    bool *redraw);
    void (*draw)(struct screen_context *context, const void *data);
    /** "Back": true when it led to a step before within the screen, which
     *  then stays; nothing that was typed is lost by it. */
    bool (*back)(struct screen_context *context, void *data);
    /** Something was typed: a public screen has become a personal one. */
    bool (*is_personal)(const void *data);
    /** What they came for is done and its number shown: the page counts
     *  down by itself, as that of a ticket. */
    bool (*is_over)(const void *data);
};

/** By name; NULL without one. */
const struct screen_ops *
screen_find(const char *name);

/** Header and bottom bar, drawn around every screen that is not bare, and
 *  the page itself: it comes before the screen's `draw`. */
void
chrome_draw(struct screen_context *context, const struct screen_ops *screen,
            bool personal, bool can_go_back);

/** The help sheet and the time-out dialog are drawn over any screen. */
void
help_sheet_draw(struct screen_context *context);
void
timeout_dialog_draw(struct screen_context *context, int seconds_left);

#endif
