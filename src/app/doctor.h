// SPDX-License-Identifier: Apache-2.0
#ifndef APP_DOCTOR_H
#define APP_DOCTOR_H

#include "app/config.h"
#include "app/paths.h"

struct answer;
struct store;
struct sync_event;

/** What the self-check looks at; all borrowed. */
struct doctor {
    struct store *store;
    const struct config *config;
    const struct paths *paths;
    const char *config_problems;     // lines; "" when there are none
    const struct sync_event *result; // of a run made for it; NULL: none
};

/**
 * Check store, disk, fonts, catalogue, hub, clock, panel, devices and
 * configuration: one line each, "ok", "warn" or "FAIL". The answer is ok
 * when nothing failed. Reads the whole database: never on main.
 */
void
doctor_run(const struct doctor *doctor, struct answer *out);

#endif
