// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_CALL_H
#define SCREENS_CALL_H

#include "screens/screen.h"
#include "ui/notice.h"

/** How a call for staff stands, in words. */
struct call_words {
    const char *value; // of the element: "sent" …; NULL: nobody called
    const char *title;
    const char *when;  // "14:26 发出 · 等待回应"
    const char *next;  // what the visitor does now
    const char *icon;
    enum tone tone;
};

/** Told is only what the hub has taken; until then it is written down. */
struct call_words
call_words(const struct screen_context *context);

#endif
