// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_SCREENS_STAGE_H
#define TESTS_SCREENS_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fixture.h"
#include "screens/screen.h"
#include "ui/text.h"

/** What a screen asked of the program; texts are empty when it did not. */
struct stage_asked {
    char go[32], go_arg[129];
    char end[16];
    char code[8], pin[16];
    char toast[256];
    char call[32];
    int home, back, sync, poke, check, lock, export;
};

/**
 * One screen with everything around it: a store of its own, a page measured
 * in fixed widths, a host that notes what it is asked for.
 */
struct stage {
    struct fixture *fixture;
    struct typesetter *text;
    struct ui *ui;
    struct session session;
    struct kiosk_state state;
    const struct screen_ops *screen;
    void *data;
    int64_t next_tick; // what `tick` answered last
    int64_t touched_ms;
    struct stage_asked asked;
};

/** For cmocka: portrait in Chinese; `state` gets the stage. */
int
stage_setup(void **state);
int
stage_setup_wide(void **state);
int
stage_teardown(void **state);

/** Enter a screen and draw it. */
void
stage_show(struct stage *stage, const char *screen, const char *arg);

/** Build the page anew, with the bars around it. */
void
stage_draw(struct stage *stage);

/** Leave the screen, as any change of page does. */
void
stage_leave(struct stage *stage);

void
stage_language(struct stage *stage, enum lang lang);

/** Give it news and draw what came of it. */
void
stage_tell(struct stage *stage, enum screen_event_type type);
void
stage_answer_pin(struct stage *stage, bool right);

/** Move all clocks; ticks as often as the screen asked for. */
void
stage_wait(struct stage *stage, int seconds);

/** A finger down and up on the element; it must be there and enabled. */
void
stage_tap(struct stage *stage, const char *id);
/** One after the other: "SCREEN.key.N". */
void
stage_type(struct stage *stage, const char *screen, const char *digits);

/** NULL when it is not on the page. */
const struct ui_node *
stage_node(const struct stage *stage, const char *id);
bool
stage_enabled(const struct stage *stage, const char *id);
/** Its label; the element must be there. */
const char *
stage_label(const struct stage *stage, const char *id);
const char *
stage_value(const struct stage *stage, const char *id);

/** Nothing on the page is cut off, lies outside it, or has an id twice, and
 *  what can be touched is 80 px large. */
void
stage_check_page(const struct stage *stage);

#endif
