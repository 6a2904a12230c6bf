// SPDX-License-Identifier: Apache-2.0
#ifndef APP_NEWS_H
#define APP_NEWS_H

#include <stdint.h>

#include "sync/sync.h"

struct kiosk;
struct letter;
struct post;

/** What the sync worker calls; `userdata` is a struct news_side. */
const struct sync_callbacks *
news_callbacks(void);

/** Figures for heartbeats. Thread: sync. */
void
news_figures(struct sync_figures *out, void *userdata);

/** Main: take in one letter of the worker; ends it. */
void
news_take(struct kiosk *kiosk, struct letter *letter);

/** Staff pressed "sync now". */
void
news_sync_asked(struct kiosk *kiosk);

/** Figures of the outbox have changed. */
void
news_state(struct kiosk *kiosk);

/** The store's records have changed. */
void
news_changed(struct kiosk *kiosk);

/** Tell the screen what has gathered; when to ask again, -1 never. */
int64_t
news_tick(struct kiosk *kiosk);

/** Read who and where this kiosk is: at start and after changes. */
void
news_read_site(struct kiosk *kiosk);

/** Read the figures of the outbox anew, now. */
void
news_read_outbox(struct kiosk *kiosk);

#endif
