// SPDX-License-Identifier: Apache-2.0
#ifndef APP_OVERLAY_H
#define APP_OVERLAY_H

#include <stdbool.h>
#include <stdint.h>

struct kiosk;
struct screen_context;
struct ui_event;

/** Help sheet, time-out dialog and toast, over the page being built. */
void
overlay_draw(struct kiosk *kiosk, struct screen_context *context);

/** Bars, help sheet and time-out dialog: true when the touch was theirs. */
bool
overlay_event(struct kiosk *kiosk, const struct ui_event *event);

/** A line for some seconds; `text` is copied. */
void
overlay_toast(struct kiosk *kiosk, const char *text);

/** Take down what has been up long enough; when to ask again, -1 never. */
int64_t
overlay_tick(struct kiosk *kiosk);

#endif
