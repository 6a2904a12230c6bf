// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_ACTIVITY_H
#define MODEL_ACTIVITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/lang.h"
#include "model/names.h"
#include "model/source.h"

/** People that one check-in of a group counts at most. */
#define ACTIVITY_PEOPLE_MAX 200

/** What an activity is held for; the three of the Talent Week. */
enum activity_class {
    ACTIVITY_HONOUR,
    ACTIVITY_PRAISE,
    ACTIVITY_ATTRACT,
    ACTIVITY_CLASS_COUNT,
};

/** "honour", "praise", "attract". */
extern const struct names activity_class_names;

/** Who checks in to it at a terminal. */
enum activity_checkin {
    ACTIVITY_NO_CHECKIN,
    ACTIVITY_PERSON, // each comes alone
    ACTIVITY_GROUP,  // one does it for all of a group
};

/** "none", "person", "group". */
extern const struct names activity_checkin_names;

/** What a group that checks in works in. */
struct activity_field {
    char *value; // owned; an id
    struct text label;
};

/** Whether there is room; places are as the centre told them last. */
enum activity_room {
    ACTIVITY_ROOM_UNKNOWN,
    ACTIVITY_ROOM_LEFT,
    ACTIVITY_ROOM_WAITING, // full, but others may cancel
    ACTIVITY_ROOM_FULL,
    ACTIVITY_ROOM_OVER,    // it has ended
};

/** Something that people come to on a day, published or not yet. */
struct activity {
    char *id; // owned, as all pointers here
    struct text title;
    struct text summary;
    bool classes[ACTIVITY_CLASS_COUNT];
    int64_t starts_ms; // 0: not published
    int64_t ends_ms;   // 0: not published
    struct text place; // empty: not published
    int64_t left;      // places; -1: not published
    bool waiting;      // a full one takes more names
    enum activity_checkin checkin;
    struct activity_field *fields; // of groups
    size_t field_count;
    char *form;        // to register interest; NULL: none
    char *policy;      // that it belongs to; NULL: none
    struct text body;  // Markdown
    int64_t order;     // among those without a date
    bool demo;         // made up for a demonstration
    int *rows;         // of the facts table
    size_t row_count;
    struct source source;
    enum source_state state;
};

enum activity_room
activity_room(const struct activity *activity, int64_t now_ms);

void
activity_clear(struct activity *activity);

/** Somebody who came, as event and store keep it: no name, no number. */
struct joining {
    const char *id;       // uuid made for it; borrowed, as all here
    const char *activity; // id
    const char *field;    // of the group; NULL: none
    const char *visit;    // uuid of the visit it belongs to; NULL: none
    bool group;
    int people; // 1 for one alone, at most ACTIVITY_PEOPLE_MAX
};

#endif
