// SPDX-License-Identifier: Apache-2.0
#ifndef APP_FINDER_H
#define APP_FINDER_H

#include <stdbool.h>
#include <stdint.h>

#include "util/err.h"

struct finder;
struct kiosk;
struct letter;
struct post;
struct search_query;

/** What the page waits for; main alone. */
struct searching {
    uint32_t serial; // of the last question
    int64_t due_ms;  // clock_mono_ms until when it is not drawn without the
                     // answer; 0: it is drawn
};

/**
 * The search thread with its own store connection, so that the best match
 * of a big catalogue never holds up a frame. It knows one question at a
 * time: a newer one takes the place of one not begun.
 */
enum err
finder_start(struct post *post, const char *data_dir, struct finder **out);

/** Ask for the screen that is shown; answered by SCREEN_FOUND with this
 *  serial, if the screen is still there. The text is copied. The page waits
 *  until kiosk.searching.due_ms for it, to be drawn once. */
void
finder_ask(struct kiosk *kiosk, const struct search_query *query,
           uint32_t serial);

/** Main: hand one answer to the screen; ends the letter. */
void
finder_take(struct kiosk *kiosk, struct letter *letter);

/** A question is not answered yet. */
bool
finder_busy(struct finder *finder);

void
finder_stop(struct finder *finder);

void
finder_join(struct finder *finder);

#endif
