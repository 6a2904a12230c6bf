// SPDX-License-Identifier: Apache-2.0
#include "screens/form.h"

#include <string.h>
#include <sys/mman.h>

#include "screens/form_parts.h"
#include "screens/parts.h"
#include "screens/screens.h"
#include "store/forms.h"
#include "store/submissions.h"
#include "util/log.h"
#include "util/str.h"

static void
find_shown(struct form_screen *data)
{
    if (form_all_shown(&data->form, &data->answers, data->shown)) {
        // Asked once too often rather than not at all.
        memset(data->shown, true, sizeof(data->shown));
    }
}

void
form_changed(struct form_screen *data, size_t index)
{
    data->told[index] = false;
    data->failed = false;
    find_shown(data);
}

static void
load_form(struct screen_context *context, struct form_screen *data)
{
    form_clear(&data->form);
    enum err err = forms_get(context->store, data->id, &data->form,
                             &data->rev);
    data->known = err == ERR_OK;
    if (err && err != ERR_NOT_FOUND) {
        LOGE("form: %s was not read: %s", data->id, err_name(err));
    }
    find_shown(data);
}

static void
load_keys(struct screen_context *context, struct form_screen *data)
{
    enum err err = submissions_ready(context->store);
    data->ready = err == ERR_OK;
    if (err && err != ERR_NOT_FOUND) {
        LOGE("form: no keys: %s", err_name(err));
    }
    context->session->wrote = data->known && data->ready;
}

static void
enter(struct screen_context *context, void *userdata, const char *arg)
{
    struct form_screen *data = userdata;
    // Not fatal: a small limit of locked memory leaves it swappable.
    (void)mlock(data, sizeof(*data));
    str_copy(data->id, sizeof(data->id), arg ? arg : "");
    data->editing = FORM_NOTHING;
    form_answers_init(&data->answers);
    id_uuid(data->submission);
    receipt_make(data->receipt);
    load_form(context, data);
    load_keys(context, data);
}

static void
leave(struct screen_context *context, void *userdata)
{
    struct form_screen *data = userdata;
    (void)context;
    form_answers_clear(&data->answers);
    form_clear(&data->form);
    secret_wipe(data, sizeof(*data));
    (void)munlock(data, sizeof(*data));
}

// The first field of a leaf with something wrong, told from now on.
static bool
tell_problems(struct form_screen *data, const struct form_leaf *leaf)
{
    bool any = false;
    // Of a field on several pages the last one judges.
    if (leaf->part && !leaf->last_part) {
        return false;
    }
    for (size_t i = 0; i < leaf->count; i++) {
        size_t index = leaf->fields[i];
        if (form_check(&data->form, &data->answers, index)) {
            data->told[index] = true;
            any = true;
        }
    }
    return any;
}

static void
go_on(struct screen_context *context, struct form_screen *data)
{
    struct form_leaves leaves;
    form_leaves(context->ui, data, &leaves);
    if (leaves.now + 1 < leaves.count
        && !tell_problems(data, &leaves.items[leaves.now])) {
        data->at = form_leaf_place(&leaves.items[leaves.now + 1]);
    }
}

// False on the first page.
static bool
go_back(struct screen_context *context, struct form_screen *data)
{
    struct form_leaves leaves;
    form_leaves(context->ui, data, &leaves);
    if (leaves.now > 0) {
        data->at = form_leaf_place(&leaves.items[leaves.now - 1]);
    }
    return leaves.now > 0;
}

// Turns to the first page with something wrong.
static bool
is_complete(struct screen_context *context, struct form_screen *data)
{
    struct form_leaves leaves;
    form_leaves(context->ui, data, &leaves);
    for (size_t i = 0; i < leaves.count; i++) {
        if (tell_problems(data, &leaves.items[i])) {
            data->at = form_leaf_place(&leaves.items[i]);
            return false;
        }
    }
    return true;
}

// Recorded: the answers are no longer needed.
static void
show_receipt(struct screen_context *context, struct form_screen *data)
{
    data->sent = true;
    data->sent_ms = context->now_ms;
    data->progress = OUTBOX_WAITING;
    form_answers_clear(&data->answers);
    context->ops->poke(context->host);
}

// The screen keeps id and number, so a second tap makes nothing new.
static void
hand_in(struct screen_context *context, struct form_screen *data)
{
    const struct session *session = context->session;
    if (data->sent || !is_complete(context, data)) {
        return;
    }
    const struct submission submission = {
        .id = data->submission,
        .receipt = data->receipt,
        .visit = session->checked_in ? session->visit.id : NULL,
        .form = &data->form,
        .rev = data->rev,
        .answers = &data->answers,
    };
    enum err err = submission_add(context->store, &submission);
    data->failed = err != ERR_OK;
    if (!err) {
        show_receipt(context, data);
        return;
    }
    LOGE("form: nothing was recorded: %s", err_name(err));
    // The keys went meanwhile, by an order of the hub.
    data->ready = err != ERR_NOT_FOUND;
}

static void
go_to_desk(struct screen_context *context, const struct form_screen *data)
{
    const char *service = data->known ? data->form.service : NULL;
    context->ops->go(context->host, service ? "service" : "services",
                     service);
}

static void
choose(struct form_screen *data, size_t index, const char *value)
{
    const struct form_field *field = &data->form.fields[index];
    bool again = form_answer_has(&data->answers, index, value);
    if (field->kind == FORM_SEVERAL) {
        (void)form_answer_toggle(&data->answers, index, value);
    } else {
        // What need not be answered can be taken back.
        bool drop = again && !field->required;
        (void)form_answer_set(&data->answers, index, drop ? "" : value);
    }
    form_changed(data, index);
}

static void
step_number(struct form_screen *data, size_t index, int by)
{
    const struct form_field *field = &data->form.fields[index];
    const char *text = buf_text(&data->answers.values[index]);
    int64_t number = 0;
    char digits[24];
    if (!str_parse_int(text, 0, INT64_MAX - 1, &number)) {
        number = field->min; // begins at the least
    } else {
        number += by;
    }
    number = number < field->min ? field->min : number;
    number = number > field->max ? field->max : number;
    str_format(digits, sizeof(digits), "%lld", (long long)number);
    (void)form_answer_set(&data->answers, index, digits);
    form_changed(data, index);
}

static bool
tap_part(struct form_screen *data, size_t index, const char *part)
{
    const struct form_field *field = &data->form.fields[index];
    if (field->kind == FORM_NUMBER) {
        if (!str_equal(part, "plus") && !str_equal(part, "minus")) {
            return false;
        }
        step_number(data, index, str_equal(part, "plus") ? 1 : -1);
        return true;
    }
    for (size_t i = 0; i < field->choice_count; i++) {
        if (str_equal(field->choices[i].value, part)) {
            choose(data, index, part);
            return true;
        }
    }
    return false;
}

static bool
tap_field(struct screen_context *context, struct form_screen *data,
          const char *id)
{
    const char *part;
    int index = form_field_find(data, id, &part);
    if (index == FORM_NOTHING) {
        return false;
    }
    size_t at = (size_t)index;
    if (part[0]) {
        return tap_part(data, at, part);
    }
    switch (data->form.fields[at].kind) {
    case FORM_CONSENT: {
        bool on = form_answer_has(&data->answers, at, "yes");
        (void)form_answer_set(&data->answers, at, on ? "" : "yes");
        form_changed(data, at);
        return true;
    }
    case FORM_TEXT:
    case FORM_PHONE:
    case FORM_DATE:
    case FORM_NUMBER:
        form_edit_begin(context, data, at);
        return true;
    case FORM_CHOICE:
    case FORM_SEVERAL:
        break;
    }
    return false;
}

static bool
tap(struct screen_context *context, struct form_screen *data,
    const struct screen_event *event)
{
    if (parts_tapped(event, "form.desk")) {
        go_to_desk(context, data);
        return false;
    }
    if (parts_tapped(event, "form.done")) {
        context->ops->end_session(context->host, "done");
        return false;
    }
    if (parts_tapped(event, "form.call")) {
        context->ops->call_staff(context->host, "form");
        return true;
    }
    if (data->sent || !data->known || !data->ready) {
        return false;
    }
    if (parts_tapped(event, "form.next")) {
        form_edit_end(data);
        go_on(context, data);
    } else if (parts_tapped(event, "form.previous")) {
        form_edit_end(data);
        (void)go_back(context, data);
    } else if (parts_tapped(event, "form.submit")) {
        form_edit_end(data);
        hand_in(context, data);
    } else {
        return tap_field(context, data, event->ui->id);
    }
    return true;
}

static bool
is_begun(const struct form_screen *data)
{
    for (size_t i = 0; i < data->form.field_count; i++) {
        if (data->answers.values[i].len > 0) {
            return true;
        }
    }
    return false;
}

// A form that a visitor has begun stays as it was when they began: answers
// are kept by the place of their field. Only the keys may come and go.
static void
take_news(struct screen_context *context, struct form_screen *data)
{
    if (data->sent) {
        enum err err = submission_progress(context->store, data->submission,
                                           &data->progress);
        if (err) {
            LOGW("form: how far it came: %s", err_name(err));
        }
    } else if (!data->known || !data->ready) {
        if (!is_begun(data)) {
            load_form(context, data);
        }
        load_keys(context, data);
    }
}

static bool
event(struct screen_context *context, void *userdata,
      const struct screen_event *event)
{
    struct form_screen *data = userdata;
    if (event->type == SCREEN_CHANGED || event->type == SCREEN_STATE) {
        take_news(context, data);
        return true;
    }
    if (!data->sent && data->known && data->ready
        && form_edit_event(context, data, event)) {
        return true;
    }
    return event->type == SCREEN_TOUCH && event->ui->type == UI_EVENT_TAP
           && tap(context, data, event);
}

static bool
back(struct screen_context *context, void *userdata)
{
    struct form_screen *data = userdata;
    if (data->sent || !data->known || !data->ready) {
        return false;
    }
    if (data->editing != FORM_NOTHING) {
        form_edit_end(data);
        return true;
    }
    return go_back(context, data);
}

static bool
is_over(const void *userdata)
{
    return ((const struct form_screen *)userdata)->sent;
}

const struct screen_ops form_screen = {
    .name = "form",
    .data_size = sizeof(struct form_screen),
    .personal = true,
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = form_draw,
    .back = back,
    .is_over = is_over,
};
