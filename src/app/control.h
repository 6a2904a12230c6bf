// SPDX-License-Identifier: Apache-2.0
#ifndef APP_CONTROL_H
#define APP_CONTROL_H

#include "util/err.h"

struct kiosk;
struct line_letter;
struct sync_event;

/** Listen in the data directory for `talent-kiosk sync|export|doctor`. */
enum err
control_start(struct kiosk *kiosk);

/** Main: a command came; it is answered now or when its work is done. */
void
control_take(struct kiosk *kiosk, struct line_letter *line);

/** A run of "sync now" has ended: answer who waits for it. */
void
control_synced(struct kiosk *kiosk, const struct sync_event *result);

/** Never blocks. */
void
control_stop(struct kiosk *kiosk);

void
control_join(struct kiosk *kiosk);

#endif
