// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/hours.h"
#include "model/lang.h"
#include "model/list.h"
#include "model/names.h"
#include "model/source.h"

struct service;

enum site_profile { SITE_PROFILE_HALL, SITE_PROFILE_HOSPITAL };

struct site_window {
    char *id;         // owned
    struct text name; // owned
};

/** When the last ticket of a day is given. */
enum last_ticket_kind {
    LAST_TICKET_NONE,   // until closing
    LAST_TICKET_BEFORE, // `minutes` before the day's last closing
    LAST_TICKET_AT,     // at that minute of the day
};

struct last_ticket {
    enum last_ticket_kind kind;
    int minutes;
};

/** A place with kiosks: the centre's hall or the hospital's desk. */
struct site {
    char *id; // owned
    struct text name;
    enum site_profile profile;
    struct hours hours;   // of Asia/Shanghai; no rows: unknown
    struct list holidays; // days without opening, YYYY-MM-DD
    struct last_ticket last_ticket;
    struct site_window *windows; // owned
    size_t window_count;
    char *phone; // owned; NULL when not published
    int kiosks;  // live kiosks; 1 leaves the sign out of numbers
    bool demo;   // of a demonstration, and marked as one on every page
    struct source source;
    enum source_state state;
};

enum site_opening_state {
    SITE_HOURS_UNKNOWN, // give tickets, with a line to ask the desk
    SITE_OPEN,
    SITE_CLOSED,
    SITE_HOLIDAY,
    SITE_AFTER_LAST_TICKET,
};

/** Whether tickets are given at a moment, and when again if not. */
struct site_opening {
    enum site_opening_state state;
    int64_t opens_ms; // next opening, ms since 1970; 0 when not known
};

/**
 * Judge `now_ms`. A service with hours of its own is judged by these; the
 * site's holidays and last ticket hold all the same. `service` may be NULL.
 */
struct site_opening
site_open(const struct site *site, const struct service *service,
          int64_t now_ms);

/** The name of a window, NULL when there is none of that id; borrowed. */
const struct text *
site_window_name(const struct site *site, const char *id);

/** "hall", "hospital". */
extern const struct names site_profile_names;
const char *
site_profile_name(enum site_profile profile);

void
site_clear(struct site *site);

#endif
