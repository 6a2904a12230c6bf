// SPDX-License-Identifier: Apache-2.0
#ifndef UI_TOUCH_H
#define UI_TOUCH_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/**
 * Fingers on the page. The first finger down owns the touch, others are
 * ignored until it lifts. Sliding out of an element cancels; a finger that
 * went down on an earlier page does nothing on this one; the second tap of
 * a double tap that changed the page (same place within 300 ms) is
 * swallowed. Times are clock_mono_ms values; places are logical px.
 */
enum touch_phase { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP, TOUCH_CANCEL };

struct touch {
    enum touch_phase phase;
    int64_t finger;
    int x, y;
    int64_t at_ms;
};

/** Returns true and fills `out` when the touch means something. */
bool
ui_touch(struct ui *ui, const struct touch *touch, struct ui_event *out);

/** Long presses need the time even when nothing moves. */
bool
ui_touch_tick(struct ui *ui, int64_t now_ms, struct ui_event *out);

/** When ui_touch_tick wants to be called next; -1 never. */
int64_t
ui_touch_deadline(const struct ui *ui);

/** The element pressed now (its look shows it), or NULL. */
const char *
ui_pressed(const struct ui *ui);

/** The page changed to another screen: drop what fingers were doing. */
void
ui_touch_new_page(struct ui *ui, int64_t now_ms);

/** The element a touch at this place would reach: enabled, not covered. */
const struct ui_node *
ui_node_at(const struct ui *ui, int x, int y);

/** By id; NULL without one. */
const struct ui_node *
ui_node_find(const struct ui *ui, const char *id);

#endif
