// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_ACTIVITIES_H
#define SCREENS_ACTIVITIES_H

#include <stdint.h>

#include "model/activity.h"
#include "ui/ui.h"

/** `activities` with this shows those that are checked in to. */
#define ACTIVITIES_CHECKIN "checkin"

/** "敬才", "赞才", "引才", translated. */
const char *
activities_class_word(struct ui *ui, enum activity_class class);

/** All classes of an activity, "" without one. */
const char *
activities_classes(struct ui *ui, const struct activity *activity);

/** "12月20日 14:30", or that it is not published. */
const char *
activities_when(struct ui *ui, const struct activity *activity);

/** What can be said of the places, NULL for nothing. */
struct activities_room {
    const char *text;
    enum activity_room room;
};
struct activities_room
activities_room_words(struct ui *ui, const struct activity *activity,
                      int64_t now_ms);

#endif
