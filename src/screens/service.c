// SPDX-License-Identifier: Apache-2.0
#include "screens/service.h"

#include <string.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "screens/visitor.h"
#include "store/catalogue.h"
#include "util/log.h"
#include "util/str.h"

bool
service_has_policy(const struct service_data *data)
{
    return data->known && data->service.policy && screen_find("policy");
}

bool
service_has_form(const struct service_data *data)
{
    return data->known && data->service.form;
}

static void
load(struct screen_context *context, struct service_data *data)
{
    const char *id = context->session->service;
    service_clear(&data->service);
    data->known
        = catalogue_service(context->store, id, &data->service) == ERR_OK;
    if (queue_figures_get(context->store, id, &data->figures)) {
        data->figures = (struct queue_figures){.waiting = -1};
    }
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    struct session *session = context->session;
    if (arg) {
        str_copy(session->service, sizeof(session->service), arg);
    }
    // Coming back after a number was given is another errand.
    visitor_next_visit(context);
    load(context, data);
}

static void
leave(struct screen_context *context, void *data)
{
    struct service_data *service = data;
    (void)context;
    service_clear(&service->service);
}

static void
fill_visit(struct session *session)
{
    struct visit *visit = &session->visit;
    str_copy(visit->service, sizeof(visit->service), session->service);
    if (!session->identified) {
        visit->identity = VISIT_AS_GUEST;
    }
}

static void
refuse(struct service_data *data, const struct check_in_result *result)
{
    data->refused = true;
    data->outcome = result->outcome;
    data->opens_ms = result->outcome == CHECK_IN_CLOSED
                         ? result->opening.opens_ms
                         : 0;
}

// The commit comes first; only then is a number shown. The visit keeps its
// id, so a second tap finds the same ticket.
static bool
take(struct screen_context *context, struct service_data *data)
{
    struct session *session = context->session;
    fill_visit(session);
    struct check_in_result result = {0};
    enum err err = visit_check_in(context->store, &session->visit,
                                  session->person_key, &result);
    data->failed = err != ERR_OK;
    if (err) {
        LOGE("service: no check-in: %s", err_name(err));
        return true;
    }
    if (result.outcome != CHECK_IN_TAKEN
        && result.outcome != CHECK_IN_AGAIN) {
        refuse(data, &result);
        return true;
    }
    session->result = result;
    session->checked_in = true;
    secret_wipe(&result, sizeof(result));
    context->ops->poke(context->host);
    context->ops->go(context->host, "ticket", NULL);
    return false;
}

static bool
tick_material(struct service_data *data, const char *number)
{
    int64_t value = 0;
    if (!str_parse_int(number, 1, SERVICE_MATERIALS, &value)) {
        return false;
    }
    data->ticked[value - 1] = !data->ticked[value - 1];
    return true;
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct service_data *service = data;
    if (event->type == SCREEN_CHANGED) {
        load(context, service);
        return true;
    }
    if (event->type != SCREEN_TOUCH) {
        return event->type == SCREEN_STATE;
    }
    if (parts_tapped(event, "service.take")) {
        return take(context, service);
    }
    if (parts_tapped(event, "service.other")) {
        context->ops->go(context->host, "services", NULL);
        return false;
    }
    if (parts_tapped(event, "service.form")) {
        context->ops->go(context->host, "form", service->service.form);
        return false;
    }
    if (parts_tapped(event, "service.policy")) {
        context->ops->go(context->host, "policy", service->service.policy);
        return false;
    }
    if (parts_tapped(event, "service.call")) {
        context->ops->call_staff(context->host, "service");
        return true;
    }
    const char *material = parts_tapped_after(event, "service.material.");
    return material && tick_material(service, material);
}

const struct screen_ops service_screen = {
    .name = "service",
    .data_size = sizeof(struct service_data),
    .personal = true,
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = service_draw,
};
