// SPDX-License-Identifier: Apache-2.0
#ifndef SYNC_SYNC_H
#define SYNC_SYNC_H

#include <stdbool.h>
#include <stdint.h>

#include "util/err.h"

/**
 * The worker that carries events to the hub and records to the store.
 *
 * It owns one thread, one curl multi handle and its own store connection.
 * Push, pull and heartbeat are separate loops: none can block another.
 */
struct sync;

enum sync_mode {
    SYNC_AUTOMATIC, // by poke, timer and long-poll
    SYNC_STAFF      // only when staff press "sync now"; heartbeats go on.
                    // The first poke after such a run sends once more: the
                    // run's own record
};

/** What became of one run of "sync now", in the order staff read it. */
enum sync_outcome {
    SYNC_DONE,
    SYNC_PARTLY,       // some records set aside or kept for later
    SYNC_OFFLINE,      // no connection to the hub
    SYNC_HUB_TROUBLE,  // the hub answered with an error; see `problem`
    SYNC_NOT_TRUSTED,  // certificate or pin does not match
    SYNC_CLOCK,        // the clocks differ and could not be reconciled
    SYNC_UNKNOWN_KIOSK, // the hub does not know this kiosk (any more)
    SYNC_FROZEN,       // this epoch was seen from another disk
    SYNC_REVOKED,
    SYNC_NOT_ENROLLED
};

enum sync_event_type {
    SYNC_EVENT_STATE,    // link came up or went down, last contact changed
    SYNC_EVENT_PROGRESS, // while a run goes on
    SYNC_EVENT_RESULT,   // of a run that staff asked for, or a full catch-up
    SYNC_EVENT_CHANGED,  // records or tickets changed: read the store again
    SYNC_EVENT_COMMAND,  // a fleet command for this kiosk
    SYNC_EVENT_REVOKED   // a signed order was obeyed
};

/** Payload of a callback; a value, so it may be copied as it is. */
struct sync_event {
    enum sync_event_type type;
    bool online;              // the last call of any loop got an answer
    enum sync_outcome outcome;
    char problem[65];         // code of the last problem, or empty
    int64_t sent, to_send;    // events of this run
    int64_t received;         // records of this run
    int64_t set_aside;        // by this run
    bool by_staff;
    char command[33];         // COMMAND: name; REVOKED: lock or wipe
    char command_id[65];
    char reason[129];
};

struct sync_callbacks {
    /** Thread: sync. Must not block. */
    void (*on_event)(const struct sync_event *event, void *userdata);
};

/** Figures of the program that ride in a heartbeat. Thread: sync. */
struct sync_figures {
    int64_t rss_kib;
    int64_t frame_p99_us;
    int restarts;
    const char *restart_reason; // static text
    const char *printer;        // "none", "ok", "paper_low", …
    const char *scanner;
};

struct sync_options {
    const char *data_dir;
    const char *ca_file;      // NULL: the system's
    enum sync_mode mode;
    int interval_s;           // of the timer, 60 unless configured
    const struct sync_callbacks *callbacks;
    void (*figures)(struct sync_figures *out, void *userdata); // may be NULL
    void *userdata;
};

/** Prepare the worker; `options` is copied. */
enum err
sync_create(const struct sync_options *options, struct sync **out);

enum err
sync_start(struct sync *sync);

/** New events wait. Never blocks; callable from any thread. */
void
sync_poke(struct sync *sync);

/** Staff pressed "sync now": try once at once, whatever the pause. Ends in
 *  one SYNC_EVENT_RESULT. Never blocks. */
void
sync_now(struct sync *sync);

/** Ask the worker to end; never blocks. */
void
sync_stop(struct sync *sync);

void
sync_join(struct sync *sync);

void
sync_free(struct sync *sync);

/**
 * One complete run in the calling thread, for `talent-kiosk sync`: push all
 * that waits, pull all there is, heartbeat. `result` says what happened.
 */
enum err
sync_run_once(const struct sync_options *options, struct sync_event *result);

struct sync_enrolment {
    const char *data_dir;
    const char *url;          // https://…, or http:// to loopback
    const char *code;
    const char *ca_file;      // may be NULL
    const char *const *pins;  // may be NULL
    int pin_count;
};
/**
 * Enrol this kiosk and fetch its first full set, blocking. `problem` (at
 * least 65 bytes) gets the hub's code where it refused. ERR_OFFLINE,
 * ERR_INVALID (code or address), ERR_CONFLICT (code used, site full).
 */
enum err
sync_enrol(const struct sync_enrolment *enrolment, char *problem);

#endif
