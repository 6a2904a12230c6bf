// SPDX-License-Identifier: Apache-2.0
#ifndef APP_START_H
#define APP_START_H

#include "util/err.h"

struct kiosk;

/**
 * What every command needs first: the parts, the data directory and its
 * lock, the configuration. Says on standard error what is wrong;
 * ERR_CONFLICT without a word when another process has the directory.
 * start_close ends it in every case.
 */
enum err
start_begin(struct kiosk *kiosk);

/** Then the store and the clock. */
enum err
start_store(struct kiosk *kiosk);

void
start_close(struct kiosk *kiosk);

/** Instead of start_store: open the store and, at the same time on this
 *  thread, the screen; show the first page. */
enum err
start_screen(struct kiosk *kiosk);

void
start_close_screen(struct kiosk *kiosk);

/** Everything that need not be there for the first page. */
enum err
start_rest(struct kiosk *kiosk);

/** Stop all threads, then join all. */
void
start_stop_rest(struct kiosk *kiosk);

#endif
