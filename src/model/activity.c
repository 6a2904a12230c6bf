// SPDX-License-Identifier: Apache-2.0
#include "model/activity.h"

#include <stdlib.h>

static const char *const classes[] = {
    [ACTIVITY_HONOUR] = "honour",
    [ACTIVITY_PRAISE] = "praise",
    [ACTIVITY_ATTRACT] = "attract",
};
const struct names activity_class_names = {
    classes, sizeof(classes) / sizeof(classes[0]),
};

static const char *const checkins[] = {
    [ACTIVITY_NO_CHECKIN] = "none",
    [ACTIVITY_PERSON] = "person",
    [ACTIVITY_GROUP] = "group",
};
const struct names activity_checkin_names = {
    checkins, sizeof(checkins) / sizeof(checkins[0]),
};

// A beginning alone does not say when it is over: the day after it is.
#define DAY_MS (INT64_C(24) * 3600 * 1000)

static bool
is_over(const struct activity *activity, int64_t now_ms)
{
    if (activity->ends_ms) {
        return now_ms >= activity->ends_ms;
    }
    return activity->starts_ms && now_ms >= activity->starts_ms + DAY_MS;
}

enum activity_room
activity_room(const struct activity *activity, int64_t now_ms)
{
    if (is_over(activity, now_ms)) {
        return ACTIVITY_ROOM_OVER;
    }
    if (activity->left < 0) {
        return ACTIVITY_ROOM_UNKNOWN;
    }
    if (activity->left > 0) {
        return ACTIVITY_ROOM_LEFT;
    }
    return activity->waiting ? ACTIVITY_ROOM_WAITING : ACTIVITY_ROOM_FULL;
}

void
activity_clear(struct activity *activity)
{
    if (!activity) {
        return;
    }
    for (size_t i = 0; i < activity->field_count; i++) {
        free(activity->fields[i].value);
        text_clear(&activity->fields[i].label);
    }
    free(activity->fields);
    free(activity->id);
    free(activity->form);
    free(activity->policy);
    free(activity->rows);
    text_clear(&activity->title);
    text_clear(&activity->summary);
    text_clear(&activity->place);
    text_clear(&activity->body);
    source_clear(&activity->source);
    *activity = (struct activity){0};
}
