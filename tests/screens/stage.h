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
    int ends, calls; // how often
    int home, back, sync, poke, check, lock, export;
    struct typing_ask ask; // of the input method, the last
    struct search_query find; // the last, of `find_text`
    char find_text[SEARCH_TEXT_SIZE];
    uint32_t find_serial;
};

/**
 * One screen with everything around it: a store of its own, a page, a host
 * that notes what it is asked for. `hall.h` lets it go from screen to
 * screen.
 */
struct stage {
    struct fixture *fixture;
    struct typesetter *text;
    struct ui *ui;
    struct session session;
    struct kiosk_state state;
    const struct screen_ops *screen;
    void *data;
    struct stage_asked asked;
    int64_t mono_ms;   // of the last touch
    int64_t next_tick; // what `tick` answered last
    // A screen asked for is entered at once, and time stands still but for
    // touches and `stage_pass`. Else the clocks run and the screen stays.
    bool follows, go_asked, go_has_arg;
    // The search answers at once, unless it is to keep them waiting.
    bool find_asked, keeps_waiting;
    // drawn over the screen
    bool help;
    int seconds_left;
};

/** What it is made of. */
struct stage_options {
    bool real_fonts; // the shipped ones; else one of fixed widths
    bool landscape;
};

/** For cmocka: portrait in Chinese; `state` gets the stage. */
int
stage_setup(void **state);
int
stage_setup_wide(void **state);
int
stage_teardown(void **state);

struct stage *
stage_create(const struct stage_options *options);
void
stage_free(struct stage *stage);

/** Enter a screen and draw it. */
void
stage_show(struct stage *stage, const char *screen, const char *arg);

/** True while `screen` is shown. */
bool
stage_at(const struct stage *stage, const char *screen);

/** Build the page anew, with the bars around it; returns how many
 *  rectangles changed. */
size_t
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

/** "Back" in its bar; false when it would leave the screen. */
bool
stage_back(struct stage *stage);

/** Answer what it asked of the input method. */
void
stage_candidates(struct stage *stage, const struct typing_answer *answer);

/** Move all clocks; ticks as often as the screen asked for. */
void
stage_wait(struct stage *stage, int seconds);

/** Let time pass on a stage that follows, with one tick. */
void
stage_pass(struct stage *stage, int64_t ms);

/** A finger down and up at a place, `after_ms` after the last one; true
 *  when it meant something. */
bool
stage_touch(struct stage *stage, int x, int y, int after_ms);

/** The same on the element; it must be there and enabled. */
void
stage_tap(struct stage *stage, const char *id);
/** Text as from a keyboard into the field `id`. */
void
stage_text(struct stage *stage, const char *id, const char *text);
/** One after the other: "SCREEN.key.K". */
void
stage_type(struct stage *stage, const char *screen, const char *keys);

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
