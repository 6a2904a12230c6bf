// SPDX-License-Identifier: Apache-2.0
#ifndef SYNC_WORKER_H
#define SYNC_WORKER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "store/changes.h"
#include "store/identity.h"
#include "store/outbox.h"
#include "sync/call.h"
#include "sync/pace.h"
#include "sync/sync.h"
#include "util/err.h"

struct store;

/*
 * The worker's inside, shared by the files of this room alone. All of it
 * belongs to one thread, the worker's. Thread: sync
 */

/** One of the three conversations with the hub; see the files of each. */
enum loop_name { LOOP_PUSH, LOOP_PULL, LOOP_BEAT, LOOP_ASK, LOOP_COUNT };

struct loop {
    struct call call;
    struct pace pace;
    bool wanted;   // there is, or may be, something to do
    bool forced;   // once, whatever the pause
    bool resigned; // signed again after a clock or nonce refusal
    enum sync_outcome outcome; // of the last failure
    char problem[65];
    int64_t wake_ms; // want it then (clock_mono_ms); 0: no alarm
};

/** What the push loop remembers between calls. */
struct push {
    struct outbox_batch batch; // under way
    size_t limit;              // events a call
    int64_t told_limit;        // by the hub; 0: not told
    int64_t suspect_seq;       // a refused call went up to here; 0: none
    char suspect_epoch[37];
    bool sent; // something since the outbox was last empty
    // Ask with an empty call how far the hub has us: one that was restored
    // from a backup would otherwise be found out by the next visitor only.
    bool probe;
};

enum pull_phase {
    PULL_MAIN,    // pages from the main cursor
    PULL_REFETCH, // one kind anew
};

/** What the pull loop remembers between calls. */
struct pull {
    enum pull_phase phase;
    bool caught_up;   // nothing more was waiting at the last page
    bool holding;     // the call under way is a long poll
    int64_t held_ms;  // since when
    char cursor[129]; // of the refetch
    char kinds[21][33]; // that differ and are to be fetched anew
    size_t kind_count;
};

/** What the heartbeat loop remembers between calls. */
struct beat {
    struct buf text; // the one under way
    int64_t n;
    int64_t last_ms; // when one was last sent
};

enum part { PART_PUSH, PART_PULL, PART_COUNT };

/** One attempt to do all there is; see run.c. */
struct run {
    bool active;
    bool by_staff;
    bool asked; // the hub's time, before anything is pushed
    bool done[PART_COUNT];
    enum sync_outcome outcome[PART_COUNT];
    char problem[65];
    int64_t sent, to_send, received, set_aside, kept;
};

struct worker {
    const struct sync_options *options; // borrowed
    struct store *store;                // this thread's own
    CURLM *multi;
    struct peer peer;
    struct identity identity;
    bool enrolled;
    bool locked;    // a lock or wipe order was obeyed
    bool online;    // the last call of any loop got an answer
    bool closing;   // a run of staff's went well; its own record may follow
    struct loop loops[LOOP_COUNT];
    struct push push;
    struct pull pull;
    struct beat beat;
    struct run run;
    struct sync_times times;
    int64_t times_saved_ms;
    int64_t tick_ms; // next interval
    int64_t phase_ms; // of this kiosk within a minute
    struct sync_event result; // of the last run
    char commands[1024]; // done of late: "id/rev," each
};

enum err
worker_open(struct worker *worker, const struct sync_options *options);
void
worker_close(struct worker *worker);
/** Read again who we are; a new enrolment starts everything afresh. */
void
worker_load_identity(struct worker *worker);
/** Start what is due; returns how long to sleep at most, ms. */
int
worker_step(struct worker *worker);
/** Take the answers that came in; true when there were any. */
bool
worker_collect(struct worker *worker);
/** Staff pressed "sync now". */
void
worker_now(struct worker *worker);
/** New events wait, or the link came up. */
void
worker_poke(struct worker *worker);
void
worker_link_up(struct worker *worker);

/** What to do after an answer that every loop judges alike. */
enum reaction {
    REACT_GOOD,   // 200: the loop reads the reply
    REACT_AGAIN,  // started anew at once
    REACT_OTHER,  // the loop must judge the status itself
    REACT_FAILED, // told, paced, and counted for the run
};
enum reaction
worker_react(struct worker *worker, enum loop_name name,
             const struct call_result *result);
/** The loop's call failed in the end: pace it and tell the run. */
void
worker_fail(struct worker *worker, enum loop_name name,
            enum sync_outcome outcome, const char *problem,
            int64_t retry_after_ms);
/** The hub's clock, from any of its replies. */
void
worker_hear_time(struct worker *worker, int64_t hub_time_ms);
void
worker_tell(struct worker *worker, enum sync_event_type type);

#endif
