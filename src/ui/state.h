// SPDX-License-Identifier: Apache-2.0
#ifndef UI_STATE_H
#define UI_STATE_H

#include "ui/draw.h"
#include "ui/motion.h"
#include "ui/translate.h"
#include "ui/ui.h"

// The insides of struct ui, for ui.c, touch.c and motion.c alone.

#define UI_NODES_MAX 192
#define UI_SCREEN_SIZE 32

struct ui_page {
    struct draw_list list;
    struct ui_node nodes[UI_NODES_MAX];
    size_t count;
    char screen[UI_SCREEN_SIZE];
};

/** What the finger that owns the page is doing. */
struct ui_finger {
    bool owned;         // a finger is down
    bool live;          // and still means something
    bool dragging;
    bool held;          // its long press was reported
    int64_t id;
    char target[UI_ID_SIZE]; // the element it went down on
    int x, y;           // where
    int64_t at_ms;      // when
};

/** The last tap, to tell a double tap from two. */
struct ui_tap {
    bool any;
    bool page_changed;  // since
    char target[UI_ID_SIZE];
    int x, y;
    int64_t at_ms;
};

#define UI_RISEN_MAX 4

/** Something that rose, or does, when it came on the page. */
struct ui_risen {
    char id[UI_ID_SIZE];
    int64_t since_ms;
    bool on_page; // of the page being built, or ended last
};

struct ui_motion {
    int64_t now_ms;        // of the page being built; 0 nothing moves
    struct motion_due due;
    struct ui_risen risen[UI_RISEN_MAX];
    bool rising;           // what is drawn now rises, as do the list's
    size_t from;           // commands from this one on
    int drop;              // px it still is below its place
};

struct ui {
    struct typesetter *text; // borrowed
    struct translation *translations[LANG_COUNT]; // owned; zh has none
    bool landscape;
    enum lang lang;
    struct theme theme;
    struct ui_page pages[2];
    int shown; // index of the page ended last
    bool building;
    struct ui_finger finger;
    struct ui_tap tap;
    struct ui_motion motion;
};

#endif
