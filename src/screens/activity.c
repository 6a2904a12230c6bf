// SPDX-License-Identifier: Apache-2.0
#include "screens/activity.h"

#include "screens/parts.h"
#include "screens/screens.h"
#include "store/activities.h"
#include "store/policies.h"
#include "ui/body.h"
#include "util/log.h"
#include "util/str.h"

static bool
policy_is_there(struct screen_context *context, const char *id)
{
    struct policy policy = {0};
    bool there = id && policies_get(context->store, id, &policy) == ERR_OK;
    policy_clear(&policy);
    return there;
}

static void
load(struct screen_context *context, struct activity_data *data)
{
    activity_clear(&data->activity);
    enum err err
        = activities_get(context->store, data->id, &data->activity);
    data->known = err == ERR_OK;
    if (err && err != ERR_NOT_FOUND) {
        LOGE("activity: %s was not read: %s", data->id, err_name(err));
    }
    data->has_form = data->activity.form && screen_find("form") != NULL;
    data->has_policy = policy_is_there(context, data->activity.policy);
    if (data->field >= (int)data->activity.field_count) {
        data->field = -1;
    }
}

// The next one to check in is somebody else.
static void
begin_checkin(struct activity_data *data)
{
    id_uuid(data->join_id);
    data->people = 1;
    data->field = -1;
    data->joined = data->failed = false;
}

static void
enter(struct screen_context *context, void *userdata, const char *arg)
{
    struct activity_data *data = userdata;
    str_copy(data->id, sizeof(data->id), arg ? arg : "");
    if (body_create("activity", &data->body)) {
        LOGE("activity: no memory for the text");
    }
    begin_checkin(data);
    load(context, data);
}

static void
leave(struct screen_context *context, void *userdata)
{
    struct activity_data *data = userdata;
    (void)context;
    activity_clear(&data->activity);
    body_free(data->body);
    data->body = NULL;
}

static void
join(struct screen_context *context, struct activity_data *data)
{
    const struct session *session = context->session;
    const struct activity *activity = &data->activity;
    bool group = activity->checkin == ACTIVITY_GROUP;
    struct joining joining = {
        .id = data->join_id,
        .activity = data->id,
        .field = data->field >= 0 ? activity->fields[data->field].value
                                  : NULL,
        .visit = session->checked_in ? session->visit.id : NULL,
        .group = group,
        .people = group ? data->people : 1,
    };
    enum err err
        = activities_join(context->store, &joining, &data->today);
    data->joined = err == ERR_OK;
    data->failed = err != ERR_OK;
    if (err) {
        LOGE("activity: %s: no check-in: %s", data->id, err_name(err));
        return;
    }
    context->ops->poke(context->host);
}

static bool
count_people(const struct screen_event *event, struct activity_data *data)
{
    int step = parts_tapped(event, "activity.people.less")   ? -1
               : parts_tapped(event, "activity.people.more") ? 1
               : parts_tapped(event, "activity.people.ten")  ? 10
                                                             : 0;
    int people = data->people + step;
    if (step == 0) {
        return false;
    }
    data->people = people < 1                     ? 1
                   : people > ACTIVITY_PEOPLE_MAX ? ACTIVITY_PEOPLE_MAX
                                                  : people;
    return true;
}

static bool
choose_field(const struct screen_event *event, struct activity_data *data)
{
    const char *value = parts_tapped_after(event, "activity.field.");
    for (int i = 0; value && i < (int)data->activity.field_count; i++) {
        if (str_equal(data->activity.fields[i].value, value)) {
            data->field = data->field == i ? -1 : i;
            return true;
        }
    }
    return false;
}

static bool
check_in_event(struct screen_context *context, struct activity_data *data,
               const struct screen_event *event)
{
    if (parts_tapped(event, "activity.checkin")) {
        join(context, data);
        return true;
    }
    if (parts_tapped(event, "activity.again")) {
        begin_checkin(data);
        return true;
    }
    return count_people(event, data) || choose_field(event, data);
}

static bool
event(struct screen_context *context, void *userdata,
      const struct screen_event *event)
{
    struct activity_data *data = userdata;
    if (event->type == SCREEN_CHANGED) {
        load(context, data);
        return true;
    }
    if (event->type != SCREEN_TOUCH) {
        return event->type == SCREEN_STATE;
    }
    if ((data->body && body_event(data->body, event->ui))
        || check_in_event(context, data, event)) {
        return true;
    }
    if (parts_tapped(event, "activity.form")) {
        context->ops->go(context->host, "form", data->activity.form);
    } else if (parts_tapped(event, "activity.policy")) {
        context->ops->go(context->host, "policy", data->activity.policy);
    } else if (parts_tapped(event, "activity.desk")) {
        context->ops->go(context->host, "services", NULL);
    } else if (parts_tapped(event, "activity.done")) {
        context->ops->home(context->host);
    }
    return false;
}

const struct screen_ops activity_screen = {
    .name = "activity",
    .data_size = sizeof(struct activity_data),
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = activity_draw,
};
