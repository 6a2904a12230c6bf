// SPDX-License-Identifier: Apache-2.0
#include "screens/staff.h"

#include <string.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "ui/build.h"
#include "util/log.h"
#include "util/str.h"

#define SLOW_MS 3000

// As the hub knows them, in the order of the dialog.
static const char *const reasons[STAFF_REASONS] = {
    "duplicate", "test", "done_at_desk", "entered_again",
};

static size_t
rows_of(const struct screen_context *context, const struct staff_data *data)
{
    if (data->counts.set_aside <= STAFF_FEW) {
        return STAFF_FEW;
    }
    bool wide = parts_wide(context->ui);
    bool notice = context->state->notice_zh != NULL;
    return STAFF_ROWS - wide - notice;
}

static void
read_items(struct screen_context *context, struct staff_data *data)
{
    data->count = 0;
    enum err err = outbox_set_aside_list(
        context->store, paging_first(&data->paging), data->items,
        data->paging.per_page, &data->count, &data->paging.total);
    if (err) {
        LOGW("staff: set aside not read: %s", err_name(err));
        data->count = 0;
    }
}

static void
load(struct screen_context *context, struct staff_data *data)
{
    if (outbox_count(context->store, &data->counts)) {
        data->counts = (struct outbox_counts){0};
    }
    if (sync_times_load(context->store, &data->times)) {
        data->times = (struct sync_times){0};
    }
    data->paging.per_page = rows_of(context, data);
    read_items(context, data);
    size_t page = data->paging.page;
    paging_clamp(&data->paging);
    if (page != data->paging.page) {
        read_items(context, data);
    }
    if (outbox_recent(context->store, data->recent, STAFF_RECENT,
                      &data->recent_count)) {
        data->recent_count = 0;
    }
    data->slow = data->slow && context->state->sync_running;
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    (void)arg;
    if (!context->session->staff_code[0]) {
        context->ops->go(context->host, "pin", NULL);
        return;
    }
    load(context, data);
}

static bool
open_item(struct staff_data *data, const char *id)
{
    for (size_t i = 0; i < data->count; i++) {
        char own[UI_ID_SIZE];
        int nth = staff_item_nth(data, i);
        staff_item_id(own, sizeof(own), "staff.sync.item", &data->items[i],
                      nth);
        if (strcmp(own, id) == 0) {
            data->open = data->items[i];
            data->open_nth = nth;
            data->dialog = STAFF_ITEM;
            return true;
        }
    }
    return false;
}

// Tell what became of a record that staff decided about.
static void
tell(struct screen_context *context, enum err err, const char *done)
{
    const char *text = done;
    if (err == ERR_NOT_FOUND) {
        text = ui_tr(context->ui, "这条记录已经不在搁置里了");
    } else if (err) {
        LOGE("staff: decision not recorded: %s", err_name(err));
        text = ui_tr(context->ui, "没有存下来，请再试一次");
    }
    context->ops->toast(context->host, text);
    context->ops->poke(context->host);
}

static void
resend(struct screen_context *context, struct staff_data *data)
{
    enum err err
        = outbox_resend(context->store, data->open.epoch, data->open.seq);
    tell(context, err, ui_tr(context->ui, "已排队，重新发送"));
    data->dialog = STAFF_NO_DIALOG;
    load(context, data);
}

static void
discard(struct screen_context *context, struct staff_data *data)
{
    if (data->reason < 1 || data->reason > STAFF_REASONS) {
        return;
    }
    enum err err = outbox_discard(context->store, data->open.epoch,
                                  data->open.seq, reasons[data->reason - 1]);
    tell(context, err, ui_tr(context->ui, "已丢弃，原因会上报中心"));
    data->dialog = STAFF_NO_DIALOG;
    load(context, data);
}

static bool
touch_item_dialog(struct screen_context *context, struct staff_data *data,
                  const struct screen_event *event)
{
    if (parts_tapped_after(event, "staff.sync.resend.")) {
        resend(context, data);
    } else if (parts_tapped_after(event, "staff.sync.discard.")) {
        data->dialog = STAFF_DISCARD;
        data->reason = 0;
    } else if (parts_tapped(event, "dialog.item.export")) {
        context->ops->export(context->host);
    } else if (parts_tapped(event, "dialog.item.close")
               || parts_tapped(event, "dialog.item")) {
        data->dialog = STAFF_NO_DIALOG;
    } else {
        return false;
    }
    return true;
}

static bool
touch_discard_dialog(struct screen_context *context, struct staff_data *data,
                     const struct screen_event *event)
{
    const char *reason = parts_tapped_after(event, "dialog.discard.reason.");
    int64_t number = 0;
    if (reason && str_parse_int(reason, 1, STAFF_REASONS, &number)) {
        data->reason = (int)number;
    } else if (parts_tapped(event, "dialog.discard.confirm")) {
        discard(context, data);
    } else if (parts_tapped(event, "dialog.discard.cancel")
               || parts_tapped(event, "dialog.discard.close")
               || parts_tapped(event, "dialog.discard")) {
        data->dialog = STAFF_NO_DIALOG;
    } else {
        return false;
    }
    return true;
}

static bool
touch_page(struct screen_context *context, struct staff_data *data,
           const struct screen_event *event)
{
    if (parts_tapped_after(event, "staff.sync.item.")) {
        return open_item(data, event->ui->id);
    }
    if (parts_tapped(event, "staff.sync.now")) {
        context->ops->sync_now(context->host);
    } else if (parts_tapped(event, "staff.sync.export")) {
        context->ops->export(context->host);
    } else if (parts_tapped(event, "staff.lock")) {
        context->ops->lock_console(context->host);
    } else if (paging_tap(&data->paging, event->ui->id)) {
        read_items(context, data);
    } else {
        return false;
    }
    return true;
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct staff_data *staff = data;
    if (event->type == SCREEN_CHANGED || event->type == SCREEN_STATE) {
        load(context, staff);
        return true;
    }
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP) {
        return false;
    }
    switch (staff->dialog) {
    case STAFF_ITEM:
        return touch_item_dialog(context, staff, event);
    case STAFF_DISCARD:
        return touch_discard_dialog(context, staff, event);
    case STAFF_NO_DIALOG:
        break;
    }
    return touch_page(context, staff, event);
}

// A run that takes long says what else can be done meanwhile.
static int64_t
tick(struct screen_context *context, void *data, bool *redraw)
{
    struct staff_data *staff = data;
    if (!context->state->sync_running || staff->slow) {
        return -1;
    }
    int64_t due = context->state->sync_since + SLOW_MS;
    if (context->mono_ms < due) {
        return due;
    }
    staff->slow = true;
    *redraw = true;
    return -1;
}

const struct screen_ops staff_screen = {
    .name = "staff",
    .data_size = sizeof(struct staff_data),
    .personal = true,
    .staff = true,
    .enter = enter,
    .event = event,
    .tick = tick,
    .draw = staff_draw,
};
