// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_SYNC_KIOSK_H
#define TESTS_SYNC_KIOSK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "store/outbox.h"
#include "sync/sync.h"
#include "util/thread.h"

struct store;

/** The kiosk side of a test: a store on a fresh folder, and what sync said. */
struct kiosk {
    char dir[64];
    struct store *store; // of the test's own thread
    struct mutex mutex;
    struct cond cond;
    // Protected by mutex: the last event of each type, and how many.
    struct sync_event last[SYNC_EVENT_REVOKED + 1];
    int count[SYNC_EVENT_REVOKED + 1];
};

void
kiosk_create(struct kiosk *kiosk);
void
kiosk_destroy(struct kiosk *kiosk);

/** Enrol with a hub of `port` by hand; `hub_key` NULL for zeros. */
void
kiosk_enrol(struct kiosk *kiosk, int port, const unsigned char *hub_key);
/** Write `count` events that the protocol knows. */
void
kiosk_add_events(struct kiosk *kiosk, int count);
struct outbox_counts
kiosk_counts(struct kiosk *kiosk);
struct sync_options
kiosk_options(struct kiosk *kiosk, enum sync_mode mode);
/** One complete run. */
struct sync_event
kiosk_sync(struct kiosk *kiosk);
/** How many events of a type were told, and the last of them. */
int
kiosk_told(struct kiosk *kiosk, enum sync_event_type type);
struct sync_event
kiosk_last(struct kiosk *kiosk, enum sync_event_type type);
/** Wait, 20 s at most, until so many events of a type were told. */
bool
kiosk_wait(struct kiosk *kiosk, enum sync_event_type type, int count);

/** Remove a folder and all in it. */
void
remove_tree(const char *dir);

#endif
