// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_ACTIVITY_H
#define SCREENS_ACTIVITY_H

#include <stdbool.h>
#include <stdint.h>

#include "model/activity.h"
#include "screens/screen.h"
#include "util/id.h"

struct body;

/** One activity: what is published of it, and who checks in here. */
struct activity_data {
    struct activity activity; // owned
    bool known;
    char id[ID_SIZE];
    struct body *body; // owned
    bool has_form;     // and its screen
    bool has_policy;
    char join_id[UUID_SIZE]; // of the check-in that comes next
    int people;        // of a group
    int field;         // chosen among the activity's; -1: none
    bool joined;
    bool failed;       // it could not be recorded
    int64_t today;     // people that came here today
};

void
activity_draw(struct screen_context *context, const void *userdata);

#endif
