// SPDX-License-Identifier: Apache-2.0
#ifndef UI_MOTION_H
#define UI_MOTION_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/ui.h"

/*
 * What moves on a page, as a function of the page's time: nothing is
 * animated but by building the page anew. Elements stand at their final
 * place from the first frame on, whatever is drawn: a target never moves
 * under a finger. Nothing moves with theme.still or without a time.
 */

/** The time of the pages that follow, clock_mono_ms; 0: none. */
void
motion_set_time(struct ui *ui, int64_t now_ms);

/**
 * What is drawn from here to motion_rise_end, to the next motion_rise or to
 * the end of the page rises 24 px to its place within 160 ms of the first
 * page with this `id`.
 */
void
motion_rise(struct ui *ui, const char *id);

void
motion_rise_end(struct ui *ui);

/** True while a caret shows: 530 ms on from the last touch, 530 ms off. */
bool
motion_caret(struct ui *ui);

/** How far something is that goes to and fro without an end, 0 to 1000,
 *  one way in `period_ms`; in the middle where nothing moves. */
int
motion_sway(struct ui *ui, int period_ms);

/** When the page on show wants to be built anew. */
struct motion_due {
    int64_t at_ms; // clock_mono_ms; -1 never
    bool ends;     // for a movement that comes to an end by itself
};
struct motion_due
motion_due(const struct ui *ui);

#endif
