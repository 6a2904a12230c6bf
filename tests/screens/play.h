// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_SCREENS_PLAY_H
#define TESTS_SCREENS_PLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fixture.h"
#include "screens/screen.h"
#include "ui/touch.h"
#include "ui/ui.h"

struct typesetter;

/** What a screen asked of the program. */
struct play_wishes {
    int pokes, backs, homes, syncs, locks, calls, exports, ends;
    char end_reason[16];
    char toast[256];
    char code[8], pin[16]; // last asked to be checked
};

/**
 * Screens before a real store, one after the other: what a screen wishes
 * for is entered at once. `stage.h` holds one screen still instead.
 */
struct play {
    struct fixture *fixture;
    struct typesetter *text;
    struct ui *ui;
    struct session session;
    struct kiosk_state state;
    const struct screen_ops *screen;
    void *data;
    char next[33], next_arg[129];
    bool wished, has_arg;
    struct play_wishes wishes;
    int64_t mono_ms;
    // drawn over the screen
    bool help;
    int seconds_left;
};

/** How it is played. */
struct play_options {
    bool real_fonts; // the shipped ones; else the fixed-width font
    bool landscape;
};

/** For cmocka's setup and teardown: fixed-width font, portrait, a site
 *  with services `a` and `b`, enrolled and online. */
int
play_setup(void **state);
int
play_teardown(void **state);

struct play *
play_create(const struct play_options *options);
void
play_free(struct play *play);

/** Leave the screen and enter another; then whatever that wishes for. */
void
play_go(struct play *play, const char *screen, const char *arg);

/** True while `screen` is shown. */
bool
play_at(const struct play *play, const char *screen);

/** Build the page; returns how many rectangles changed. */
size_t
play_draw(struct play *play);

/** A finger on the element's centre, 400 ms after the last one. Fails the
 *  test when it cannot be touched. */
void
play_tap(struct play *play, const char *id);

/** Down and up at a place, `after_ms` after the last one; true when it
 *  meant something. */
bool
play_touch(struct play *play, int x, int y, int after_ms);

/** Type on the keypad of `screen`. */
void
play_type(struct play *play, const char *screen, const char *keys);

/** News that is not a touch. */
void
play_tell(struct play *play, enum screen_event_type type);
void
play_pin(struct play *play, bool right);

/** Let time pass, with the screen's tick. */
void
play_wait(struct play *play, int64_t ms);

const struct ui_node *
play_node(struct play *play, const char *id); // NULL without one
const char *
play_label(struct play *play, const char *id); // "" without one
const char *
play_value(struct play *play, const char *id); // "" without one

/** The hub answered just now: what it told of the queue holds. */
void
play_hub_heard(struct play *play);

/** The hub refuses all that is pending, with this reason. */
void
play_refuse(struct play *play, const char *message_zh,
            const char *message_en);

/** The directory knows 890000198501010015 / 15400000001 as 测*甲. */
void
play_roster(struct play *play);

#endif
