// SPDX-License-Identifier: Apache-2.0
#include "screens/type.h"

#include <string.h>

#include "ui/keyboard.h"
#include "util/str.h"

// Its clear button.
static bool
clears(const char *id, const char *field)
{
    return str_starts(id, field) && strcmp(id + strlen(field), ".clear") == 0;
}

static enum typing_result
touched(struct screen_context *context, struct typing *typing,
        const char *field, const struct ui_event *event)
{
    if (event->type == UI_EVENT_TEXT) {
        return strcmp(event->id, field) == 0 && event->text
                   ? typing_insert(typing, event->text)
                   : TYPING_NOT_OURS;
    }
    if (event->type != UI_EVENT_TAP) {
        return TYPING_NOT_OURS;
    }
    if (clears(event->id, field)) {
        typing_empty(typing);
        return TYPING_CHANGED;
    }
    keyboard_fit(context->ui, typing);
    return str_starts(event->id, "keyboard.")
               ? typing_tap(typing, event->id)
               : TYPING_NOT_OURS;
}

enum typing_result
typing_event(struct screen_context *context, struct typing *typing,
             const char *field, const struct screen_event *event)
{
    enum typing_result result = TYPING_NOT_OURS;
    struct typing_ask ask;
    if (event->type == SCREEN_TOUCH) {
        result = touched(context, typing, field, event->ui);
    } else if (event->type == SCREEN_CANDIDATES) {
        result = typing_take(typing, event->candidates);
    }
    if (typing_next_ask(typing, &ask)) {
        context->ops->ime_ask(context->host, &ask);
        secret_wipe(&ask, sizeof(ask));
    }
    return result;
}
