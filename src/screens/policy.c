// SPDX-License-Identifier: Apache-2.0
#include "screens/policy.h"

#include <stdlib.h>
#include <string.h>

#include "model/scanned.h"
#include "screens/parts.h"
#include "screens/screens.h"
#include "store/catalogue.h"
#include "store/forms.h"
#include "store/policies.h"
#include "util/log.h"
#include "util/str.h"
#include "util/timestamp.h"

// The first service of the policy that the catalogue still has.
static void
find_service(struct screen_context *context, struct policy_data *data)
{
    const struct list *services = &data->policy.services;
    data->service[0] = '\0';
    for (size_t i = 0; i < services->count && !data->service[0]; i++) {
        struct service service = {0};
        if (catalogue_service(context->store, services->items[i], &service)
            == ERR_OK) {
            str_copy(data->service, sizeof(data->service),
                     services->items[i]);
        }
        service_clear(&service);
    }
}

static void
load(struct screen_context *context, struct policy_data *data)
{
    char today[DAY_SIZE];
    policy_clear(&data->policy);
    data->known
        = policies_get(context->store, data->id, &data->policy) == ERR_OK;
    timestamp_day(context->now_ms, today);
    data->expired = data->known && policy_expired(&data->policy, today);
    if (!context->state->pages
        || !scanned_policy_address(context->state->pages, data->id,
                                   data->address, sizeof(data->address))) {
        data->address[0] = '\0';
    }
    find_service(context, data);
    if (forms_of_policy(context->store, data->id, data->form)) {
        LOGW("policy: no form could be looked for");
    }
    data->pages.per_page = 1;
    data->pages.total = policy_large_pages(&data->policy, data->expired);
    paging_clamp(&data->pages);
    if (data->text) {
        data->text->set = false;
    }
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    struct policy_data *policy = data;
    str_copy(policy->id, sizeof(policy->id), arg);
    policy->text = calloc(1, sizeof(*policy->text));
    if (!policy->text
        || body_create("policy", &policy->text->body) != ERR_OK) {
        LOGE("policy: no memory for its text");
        free(policy->text);
        policy->text = NULL;
    }
    load(context, policy);
}

static void
leave(struct screen_context *context, void *data)
{
    struct policy_data *policy = data;
    (void)context;
    policy_clear(&policy->policy);
    if (policy->text) {
        body_free(policy->text->body);
        free(policy->text);
        policy->text = NULL;
    }
}

static bool
take(struct screen_context *context, const struct policy_data *data)
{
    if (data->service[0]) {
        context->ops->go(context->host, "service", data->service);
    } else {
        context->ops->go(context->host, "services", NULL);
    }
    return false;
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct policy_data *policy = data;
    if (event->type == SCREEN_CHANGED) {
        load(context, policy);
        return true;
    }
    if (event->type != SCREEN_TOUCH) {
        return event->type == SCREEN_STATE;
    }
    if (policy->text && body_event(policy->text->body, event->ui)) {
        return true;
    }
    if (parts_tapped(event, "policy.take")) {
        return take(context, policy);
    }
    if (parts_tapped(event, "policy.form")) {
        context->ops->go(context->host, "form", policy->form);
        return false;
    }
    if (parts_tapped(event, "policy.eligibility")) {
        context->ops->go(context->host, "eligibility", NULL);
        return false;
    }
    if (parts_tapped(event, "policy.others")) {
        context->ops->go(context->host, "policies", NULL);
        return false;
    }
    if (parts_tapped(event, "policy.whole")) {
        policy->whole = !policy->whole;
        return true;
    }
    return event->ui->type == UI_EVENT_TAP
           && paging_tap(&policy->pages, event->ui->id);
}

static bool
back(struct screen_context *context, void *data)
{
    struct policy_data *policy = data;
    bool whole = policy->whole;
    (void)context;
    policy->whole = false;
    return whole;
}

const struct screen_ops policy_screen = {
    .name = "policy",
    .data_size = sizeof(struct policy_data),
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = policy_draw,
    .back = back,
};
