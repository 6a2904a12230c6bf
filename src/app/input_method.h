// SPDX-License-Identifier: Apache-2.0
#ifndef APP_INPUT_METHOD_H
#define APP_INPUT_METHOD_H

#include <stdbool.h>
#include <stdint.h>

#include "util/err.h"

struct kiosk;
struct letter;
struct typing_ask;

/** Whose question is being answered; main alone. */
struct asking {
    uint32_t serial; // of all questions of this run
    uint32_t screen_serial;
    unsigned visits; // of the screen that asked
};

/** Start the input method on its thread. A kiosk without the helper runs
 *  all the same: letters can be typed. */
enum err
input_method_start(struct kiosk *kiosk);

/** Ask for a screen; the answer to an earlier question is not wanted any
 *  more. */
void
input_method_ask(struct kiosk *kiosk, const struct typing_ask *ask);

/** Main: take in one answer; ends the letter. */
void
input_method_take(struct kiosk *kiosk, struct letter *letter);

#endif
