// SPDX-License-Identifier: Apache-2.0
#ifndef APP_INPUT_H
#define APP_INPUT_H

#include <stdbool.h>
#include <stdint.h>

struct kiosk;
struct ui_event;
union SDL_Event;

// touchId of fingers that a program moves; SDL's own are never this low.
#define INPUT_PROGRAM INT64_C(-77)

/** One event of SDL's queue that is not a letter. */
void
input_take(struct kiosk *kiosk, const union SDL_Event *event);

/** A touch was understood: bars, dialogs and the screen act on it. */
void
input_act(struct kiosk *kiosk, const struct ui_event *event);

/** Text into the field that has the focus; false when none has. `text` is
 *  wiped by the caller. */
bool
input_text(struct kiosk *kiosk, const char *text);

/** A code from the reader; see app/scan.h. */
void
input_scan(struct kiosk *kiosk, const char *text);

/** Report a long press whose time has come; when to ask again. */
int64_t
input_tick(struct kiosk *kiosk);

#endif
