// SPDX-License-Identifier: Apache-2.0
#ifndef UI_STATE_H
#define UI_STATE_H

#include "ui/draw.h"
#include "ui/translate.h"
#include "ui/ui.h"

// The insides of struct ui, for ui.c and touch.c alone.

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
};

#endif
