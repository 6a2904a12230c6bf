// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_SCENE_H
#define HUB_SCENE_H

#include <stddef.h>
#include <stdint.h>

#include "client.h"
#include "hub/ingest.h"
#include "hub/store.h"
#include "util/buf.h"
#include "util/err.h"

/* A store with one kiosk, and calls of events that are written by hand. */

#define EPOCH_1 "11111111-0000-4000-8000-000000000001"
#define EPOCH_2 "22222222-0000-4000-8000-000000000002"
#define BOOT_1 "b0000000-0000-4000-8000-000000000001"
#define BOOT_2 "b0000000-0000-4000-8000-000000000002"
#define CHECKED_IN                                                             \
    "{\"service\":\"consult\",\"identity\":\"guest\",\"talent\":null,"         \
    "\"programme\":null,\"role\":null,\"employer_type\":null,"                 \
    "\"field\":null,\"consent_rev\":1}"
#define ISSUED                                                                 \
    "{\"visit\":\"v1\",\"number\":\"A001\",\"service\":\"consult\","           \
    "\"class\":\"normal\",\"day\":\"2026-12-01\"}"
#define MOVED "{\"window\":\"w1\",\"by\":\"staff\"}"

struct scene {
    struct fixture fixture;
    struct hub_store *store;
    struct hub_kiosk kiosk;
    struct buf events; // of the call that is being written
    struct hub_ingest out;
    struct fault fault;
};

/** For cmocka; the state is a struct scene. */
int
scene_setup(void **state);
int
scene_teardown(void **state);

/** Adds one event; `extra` are more members, beginning with a comma. */
void
scene_add(struct scene *scene, int64_t seq, const char *type,
          const char *subject, const char *body, const char *extra);

/** Hands over what was added; scene->out and scene->fault tell the rest. */
enum err
scene_push_to(struct scene *scene, const char *epoch);

/** The same, and asserts that the call as a whole was good. */
void
scene_push(struct scene *scene, const char *epoch);

/** Asserts one verdict of the last call. */
void
scene_expect(const struct scene *scene, size_t index,
             enum verdict_status status, const char *code);

/** Asserts that a ticket's record holds this text. */
void
scene_expect_ticket(const struct scene *scene, const char *id,
                    const char *text);

#endif
