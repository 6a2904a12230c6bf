// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_IDENTIFY_H
#define SCREENS_IDENTIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/number.h"
#include "screens/screen.h"

// How a visitor says who they are; what identify.c does, identify_draw.c
// shows.

enum identify_tab { IDENTIFY_CARD, IDENTIFY_ID, IDENTIFY_PHONE };

#define IDENTIFY_TYPED_SIZE 20
// How long the digit typed last can be read.
#define IDENTIFY_NEWEST_MS 1000

/** Kept out of swap while the screen is shown, wiped when it is left. */
struct identify_data {
    enum identify_tab tab;
    char typed[IDENTIFY_TYPED_SIZE];
    size_t length;
    int64_t newest_until;      // clock_mono_ms
    enum number_problem problem;
    bool locked;               // in memory
};

/** How many characters the tab takes at most. */
size_t
identify_longest(enum identify_tab tab);

void
identify_draw(struct screen_context *context, const void *data);

/** The picture of a card and how the reader is. */
void
identify_card_draw(struct screen_context *context, struct rect rect);

/** What the card's tab shows: how to hold it or, without a reader, the
 *  other ways. */
void
identify_card_tab_draw(struct screen_context *context, struct rect area);

#endif
