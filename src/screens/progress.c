// SPDX-License-Identifier: Apache-2.0
#include "screens/progress.h"

#include <sys/mman.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "store/forms.h"
#include "ui/keypad.h"
#include "util/log.h"
#include "util/str.h"

#define RECHECK_MS 1000

bool
progress_is_paused(const struct screen_context *context,
                   const struct progress_data *data)
{
    return data->opens_ms > context->mono_ms;
}

static void
keep_pause(const struct screen_context *context, struct progress_data *data)
{
    int64_t until = data->pause.paused_until;
    data->opens_ms = until > 0 ? context->mono_ms + until - context->now_ms
                               : 0;
}

static void
load_pause(struct screen_context *context, struct progress_data *data)
{
    if (case_pause_load(context->store, &data->pause)) {
        data->pause = (struct case_pause){0};
    }
    keep_pause(context, data);
}

static void
forget_typed(struct progress_data *data)
{
    secret_wipe(data->typed, sizeof(data->typed));
    data->length = 0;
    data->problem = PROGRESS_QUIET;
}

static void
forget_lookup(struct progress_data *data)
{
    case_lookup_clear(&data->lookup);
    text_clear(&data->title);
    data->showing = false;
}

static void
enter(struct screen_context *context, void *userdata, const char *arg)
{
    struct progress_data *data = userdata;
    (void)arg;
    // Not fatal: a small limit of locked memory leaves it swappable.
    data->in_memory = mlock(data, sizeof(*data)) == 0;
    load_pause(context, data);
}

static void
leave(struct screen_context *context, void *userdata)
{
    struct progress_data *data = userdata;
    (void)context;
    forget_typed(data);
    forget_lookup(data);
    if (data->in_memory) {
        munlock(data, sizeof(*data));
    }
}

// A form that was withdrawn since has no name here any more.
static void
load_title(struct screen_context *context, struct progress_data *data)
{
    struct form form = {0};
    int64_t rev;
    text_clear(&data->title);
    if (forms_get(context->store, data->lookup.file.form, &form, &rev)
        == ERR_OK) {
        (void)text_copy(&data->title, &form.title);
    }
    form_clear(&form);
}

static enum err
look_up(struct screen_context *context, struct progress_data *data)
{
    forget_lookup(data);
    enum err err = cases_find(context->store, data->typed, &data->lookup);
    data->showing = err == ERR_OK;
    if (data->showing) {
        load_title(context, data);
    }
    return err;
}

// What counts is that a number led to nothing, a mistyped one as well: a
// program that tries them all must not learn which are worth trying.
static bool
count_try(struct screen_context *context, struct progress_data *data,
          bool hit)
{
    enum err err = case_pause_try(context->store, hit, &data->pause);
    if (err && err != ERR_CONFLICT) {
        LOGE("progress: a try was not counted: %s", err_name(err));
    }
    keep_pause(context, data);
    return err == ERR_OK;
}

static bool
submit(struct screen_context *context, struct progress_data *data)
{
    if (progress_is_paused(context, data)) {
        return false;
    }
    if (data->length < RECEIPT_DIGITS) {
        data->problem = PROGRESS_INCOMPLETE;
        return true;
    }
    bool right = receipt_valid(data->typed);
    enum err err = right ? look_up(context, data) : ERR_NOT_FOUND;
    // Not shown before it was counted: a cut would make tries free.
    if ((err == ERR_OK || err == ERR_NOT_FOUND)
        && !count_try(context, data, err == ERR_OK)) {
        err = ERR_IO;
    }
    if (err != ERR_OK) {
        forget_lookup(data);
        data->problem = !right                 ? PROGRESS_MISTYPED
                        : err == ERR_NOT_FOUND ? PROGRESS_UNKNOWN
                                               : PROGRESS_FAILED;
    }
    return true;
}

static bool
type_key(struct screen_context *context, struct progress_data *data,
         char key)
{
    if (progress_is_paused(context, data)) {
        return false;
    }
    if (key == KEYPAD_KEY_DELETE) {
        if (data->length > 0) {
            data->typed[--data->length] = '\0';
        }
    } else if (data->length < RECEIPT_DIGITS) {
        data->typed[data->length++] = key;
        data->typed[data->length] = '\0';
    }
    data->problem = data->length == RECEIPT_DIGITS
                            && !receipt_valid(data->typed)
                        ? PROGRESS_MISTYPED
                        : PROGRESS_QUIET;
    return true;
}

static bool
scanned(struct screen_context *context, struct progress_data *data,
        const char *text)
{
    if (progress_is_paused(context, data)) {
        return false;
    }
    forget_typed(data);
    forget_lookup(data);
    if (!receipt_read_code(text, data->typed)) {
        data->problem = PROGRESS_NO_RECEIPT;
        return true;
    }
    data->length = RECEIPT_DIGITS;
    return submit(context, data);
}

static bool
touched(struct screen_context *context, struct progress_data *data,
        const struct screen_event *event)
{
    char key = keypad_key("progress", event->ui->id);
    if (key && key != 'x') {
        return type_key(context, data, key);
    }
    if (parts_tapped(event, "progress.submit")) {
        return submit(context, data);
    }
    if (parts_tapped(event, "progress.another")) {
        forget_typed(data);
        forget_lookup(data);
        return true;
    }
    if (parts_tapped(event, "progress.lost")
        || parts_tapped(event, "progress.desk")) {
        context->ops->go(context->host, "services", NULL);
    } else if (parts_tapped(event, "progress.rate")) {
        context->ops->go(context->host, "rating", NULL);
    }
    return false;
}

// What is on the page is read again; that is no try.
static bool
read_again(struct screen_context *context, struct progress_data *data)
{
    load_pause(context, data);
    if (data->showing && look_up(context, data) != ERR_OK) {
        forget_typed(data);
    }
    return true;
}

static bool
event(struct screen_context *context, void *userdata,
      const struct screen_event *event)
{
    struct progress_data *data = userdata;
    switch (event->type) {
    case SCREEN_TOUCH:
        return event->ui->type == UI_EVENT_TAP
               && touched(context, data, event);
    case SCREEN_SCAN:
        return scanned(context, data, event->text);
    case SCREEN_CHANGED:
        return read_again(context, data);
    case SCREEN_STATE:
        return true;
    case SCREEN_PIN:
    case SCREEN_CANDIDATES:
    case SCREEN_FOUND:
        break;
    }
    return false;
}

// While the page is paused the seconds left are shown.
static int64_t
tick(struct screen_context *context, void *userdata, bool *redraw)
{
    struct progress_data *data = userdata;
    if (!data->opens_ms) {
        return -1;
    }
    load_pause(context, data);
    *redraw = true;
    if (!data->opens_ms) {
        // What was typed before is no number to try again.
        forget_typed(data);
        return -1;
    }
    int64_t left = data->opens_ms - context->mono_ms;
    return context->mono_ms + (left < RECHECK_MS ? left : RECHECK_MS);
}

static void
draw(struct screen_context *context, const void *userdata)
{
    const struct progress_data *data = userdata;
    if (data->showing) {
        progress_draw_state(context, data);
    } else {
        progress_draw_enter(context, data);
    }
}

const struct screen_ops progress_screen = {
    .name = "progress",
    .data_size = sizeof(struct progress_data),
    .personal = true,
    .enter = enter,
    .leave = leave,
    .event = event,
    .tick = tick,
    .draw = draw,
};
