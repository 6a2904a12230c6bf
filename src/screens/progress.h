// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_PROGRESS_H
#define SCREENS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/receipt.h"
#include "screens/screen.h"
#include "store/cases.h"

/* What the two files of the screen `progress` know of each other. */

/** Why a number leads nowhere; told until it is changed. */
enum progress_problem {
    PROGRESS_QUIET,
    PROGRESS_INCOMPLETE, // submitted too early
    PROGRESS_MISTYPED,   // its check digit is wrong
    PROGRESS_UNKNOWN,    // nothing is known of it here
    PROGRESS_NO_RECEIPT, // another code was scanned
    PROGRESS_FAILED      // the store did not answer
};

/** Kept out of swap, wiped when it is left. */
struct progress_data {
    char typed[RECEIPT_SIZE];
    int length;
    enum progress_problem problem;
    struct case_pause pause;
    int64_t opens_ms; // clock_mono_ms; 0: not paused
    bool showing;     // `lookup` is on the page
    struct case_lookup lookup;
    struct text title; // of its form; empty when it is gone
    bool in_memory;
};

bool
progress_is_paused(const struct screen_context *context,
                   const struct progress_data *data);

/** The page with the keypad, and the one with the answer. */
void
progress_draw_enter(struct screen_context *context,
                    const struct progress_data *data);
void
progress_draw_state(struct screen_context *context,
                    const struct progress_data *data);

#endif
