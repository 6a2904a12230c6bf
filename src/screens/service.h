// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_SERVICE_H
#define SCREENS_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/service.h"
#include "screens/screen.h"
#include "store/visits.h"

// One service and the taking of a number; service.c acts, service_draw.c
// shows.

#define SERVICE_MATERIALS 5 // shown; a longer list is for the desk

struct service_data {
    struct service service; // owned
    bool known;             // the catalogue has it
    struct queue_figures figures;
    bool ticked[SERVICE_MATERIALS];
    bool refused;           // `outcome` says why
    bool failed;            // nothing was committed
    enum check_in_refusal outcome;
    int64_t opens_ms;       // 0 unknown
};

/** A request can be handed in for it without a number. */
bool
service_has_form(const struct service_data *data);

/** Its policy is known, and there is a screen to read it. */
bool
service_has_policy(const struct service_data *data);

void
service_draw(struct screen_context *context, const void *data);

#endif
