// SPDX-License-Identifier: Apache-2.0
#ifndef SCREENS_TYPE_H
#define SCREENS_TYPE_H

#include "screens/screen.h"
#include "ui/typing.h"

/**
 * Give an event to the keyboard of a screen: keys, text for the field
 * `field` (also its clear button "FIELD.clear") and the answers of the
 * input method, which it asks where needed. TYPING_NOT_OURS when the event
 * was for somebody else; everything else means drawing anew.
 */
enum typing_result
typing_event(struct screen_context *context, struct typing *typing,
             const char *field, const struct screen_event *event);

#endif
