// SPDX-License-Identifier: Apache-2.0
#ifndef APP_CHORES_H
#define APP_CHORES_H

#include <stdbool.h>
#include <stdint.h>

struct config;
struct store;

/** What is done unasked, by night and by hour. */
struct chores {
    struct store *store;         // borrowed, as all here
    const struct config *config;
    bool (*stopping)(void *userdata); // the program ends: leave the rest
    void *userdata;
    int64_t hour_ms;             // clock_mono_ms of the next hourly round
    char night[11];              // day of the last nightly round
};

void
chores_init(struct chores *chores, struct store *store,
            const struct config *config);

/** How long nothing is due, ms. */
int64_t
chores_wait_ms(const struct chores *chores);

/** Do what is due. */
void
chores_do(struct chores *chores);

#endif
