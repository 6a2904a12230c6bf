// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_TICKET_H
#define MODEL_TICKET_H

#include <stdbool.h>
#include <stdint.h>

#include "model/names.h"
#include "util/id.h"
#include "util/timestamp.h"

// "A1012" and NUL, rounded up
#define TICKET_NUMBER_SIZE 8
// A letter is full for the day after this many tickets.
#define TICKET_COUNTER_MAX 999

/** Order of calling, most urgent last in number. */
enum ticket_class { TICKET_NORMAL, TICKET_PRIORITY, TICKET_EMERGENCY };

enum ticket_state {
    TICKET_WAITING,
    TICKET_CALLED,
    TICKET_SERVED,
    TICKET_MISSED, // not there when called; may be requeued
    TICKET_CANCELLED,
};

/** What became of the paper; independent of the queue. */
enum ticket_slip {
    TICKET_SLIP_NONE,
    TICKET_SLIP_PRINTING,
    TICKET_SLIP_PRINTED,
    TICKET_SLIP_UNKNOWN,
};

/** What can happen to a ticket; each is an event `ticket.…`. */
enum ticket_move {
    TICKET_CALL,
    TICKET_RECALL,
    TICKET_SERVE,
    TICKET_MISS,
    TICKET_REQUEUE,
    TICKET_CANCEL,
};

struct ticket {
    char id[UUID_SIZE];
    char visit[UUID_SIZE];  // "" when the hub did not tell
    char number[TICKET_NUMBER_SIZE];
    char service[ID_SIZE];
    enum ticket_class class;
    char day[DAY_SIZE];     // business day it counts for
    enum ticket_state state;
    enum ticket_slip slip;
    char window[ID_SIZE];   // "" until called
    int64_t issued_ms;      // corrected time of issue, ms since 1970
    int64_t called_ms;      // 0 until called
    char kiosk[ID_SIZE];    // who issued it; "" when not known
    int64_t seq;            // of the event that issued it; 0 when not known
};

/** The letter, the kiosk's sign (0: left out) and the counter: "A1012". */
bool
ticket_number_format(char letter, int sign, int counter,
                     char out[TICKET_NUMBER_SIZE]);

/** Take a number apart; `sign` 0 when it has none. */
bool
ticket_number_parse(const char *number, char *letter, int *sign,
                    int *counter);

/** The state after a move; false when it is not legal from `from`. */
bool
ticket_move(enum ticket_state from, enum ticket_move move,
            enum ticket_state *out);

/**
 * When kiosk and hub both moved a ticket: the terminal state wins (served,
 * then cancelled, then missed), otherwise the hub's.
 */
enum ticket_state
ticket_merge(enum ticket_state kiosk, enum ticket_state hub);

/**
 * Order of calling: tickets already called first, then by class, time of
 * issue, kiosk and seq; negative when `a` comes before `b`.
 */
int
ticket_compare(const struct ticket *a, const struct ticket *b);

/** Waiting or called. */
bool
ticket_is_open(enum ticket_state state);

/** "normal", "priority", "emergency". */
extern const struct names ticket_class_names;
const char *
ticket_class_name(enum ticket_class class);
bool
ticket_class_parse(const char *name, enum ticket_class *out);

/** "waiting", "called", "served", "missed", "cancelled". */
extern const struct names ticket_state_names;
const char *
ticket_state_name(enum ticket_state state);
bool
ticket_state_parse(const char *name, enum ticket_state *out);

/** "none", "printing", "printed", "unknown". */
const char *
ticket_slip_name(enum ticket_slip slip);
bool
ticket_slip_parse(const char *name, enum ticket_slip *out);

/** Wipe; the struct holds nothing to free. */
void
ticket_clear(struct ticket *ticket);

#endif
