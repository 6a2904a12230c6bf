// SPDX-License-Identifier: Apache-2.0
#ifndef UI_KEYPAD_H
#define UI_KEYPAD_H

#include "ui/draw.h"
#include "ui/ui.h"

/** What a key says and which id it has after the keypad's own. */
struct key {
    const char *id;    // "SCREEN.key.5"
    const char *label; // empty for the one with a picture
    const char *spoken;
    const char *icon;
    struct rect rect;
    bool function;     // tinted: delete
    bool commit;       // gold: submit
    bool disabled;
};
void
key_draw(struct ui *ui, const struct key *key);

/** What stands left and right of 0. */
enum keypad_corner {
    KEYPAD_NOTHING, KEYPAD_X, KEYPAD_DELETE, KEYPAD_SUBMIT
};

/** Digits in three columns and four rows. */
struct keypad {
    const char *screen; // prefix of the keys' ids
    struct rect rect;
    int gap_x, gap_y;
    enum keypad_corner left, right;
    const char *delete_word, *submit_word; // translated
    bool off; // all of it
};
void
keypad_draw(struct ui *ui, const struct keypad *keypad);

/**
 * The key of a tap: '0'–'9', 'x', KEYPAD_KEY_DELETE, or 0 for an id that is
 * none of this keypad's. The submit key is `SCREEN.submit` and not a key.
 */
#define KEYPAD_KEY_DELETE '\b'
char
keypad_key(const char *screen, const char *id);

#endif
