// SPDX-License-Identifier: Apache-2.0
#ifndef STORE_ACTIVITIES_H
#define STORE_ACTIVITIES_H

#include <stddef.h>
#include <stdint.h>

#include "model/activity.h"
#include "util/err.h"

struct store;

/** ERR_NOT_FOUND without such an activity. The caller clears `out`. */
enum err
activities_get(struct store *store, const char *id, struct activity *out);

/** Which are wanted: at most `max` from number `first` on. */
enum activities_choice {
    ACTIVITIES_ALL,
    ACTIVITIES_OF_CLASS,
    ACTIVITIES_WITH_CHECKIN,
};
struct activities_query {
    enum activities_choice choice;
    enum activity_class class; // with ACTIVITIES_OF_CLASS
    size_t first;
    size_t max;
};

/**
 * One page of activities: by day, those without a published one last.
 * `count` gets how many of `out` were filled, `total` how many there are.
 * The caller clears each.
 */
enum err
activities_list(struct store *store, const struct activities_query *query,
                struct activity *out, size_t *count, size_t *total);

/**
 * Somebody has come: the kiosk's own count of today and the event
 * `activity.joined`, in one transaction. The same id again changes nothing.
 * `today` gets how many people came to the activity here today. ERR_INVALID
 * for a number out of range or an activity that is not checked in to.
 */
enum err
activities_join(struct store *store, const struct joining *joining,
                int64_t *today);

#endif
