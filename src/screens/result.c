// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "screens/parts.h"
#include "screens/result.h"
#include "screens/screens.h"
#include "store/rules.h"
#include "util/log.h"
#include "util/str.h"
#include "util/timestamp.h"

static void
clear(struct result_data *data)
{
    for (size_t i = 0; i < data->rule_count; i++) {
        rule_clear(&data->rules[i]);
    }
    free(data->rules);
    free(data->matches);
    *data = (struct result_data){0};
}

static enum err
judge_all(struct screen_context *context, struct result_data *data)
{
    char today[DAY_SIZE];
    enum err err = ERR_OK;
    timestamp_day(context->now_ms, today);
    for (size_t i = 0; i < data->rule_count && !err; i++) {
        struct match *match = &data->matches[data->match_count];
        match->rule = &data->rules[i];
        err = eligibility_judge(match->rule, &context->session->answers,
                                today, &match->finding);
        if (!err && match->finding.matches) {
            data->match_count++;
        }
    }
    return err;
}

// What may apply comes first, then what the desk knows; else by order.
static int
compare(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    if (x->finding.outcome != y->finding.outcome) {
        return (int)x->finding.outcome - (int)y->finding.outcome;
    }
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static void
load(struct screen_context *context, struct result_data *data)
{
    clear(data);
    data->rules = calloc(RULES_MAX, sizeof(*data->rules));
    data->matches = calloc(RULES_MAX, sizeof(*data->matches));
    enum err err = data->rules && data->matches
                       ? rules_list(context->store, context->state->profile,
                                    data->rules, &data->rule_count)
                       : ERR_NO_MEMORY;
    err = err ? err : judge_all(context, data);
    if (err) {
        LOGE("result: the rules were not judged: %s", err_name(err));
        data->match_count = 0;
        return;
    }
    qsort(data->matches, data->match_count, sizeof(*data->matches), compare);
    // An emergency is told alone.
    for (size_t i = 0; i < data->match_count; i++) {
        if (data->matches[i].rule->stop) {
            data->matches[0] = data->matches[i];
            data->match_count = 1;
        }
    }
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    (void)arg;
    load(context, data);
}

static void
leave(struct screen_context *context, void *data)
{
    (void)context;
    clear(data);
}

// The match that is read stays the one told in full.
static void
read_again(struct screen_context *context, struct result_data *data)
{
    char shown[ID_SIZE] = "";
    size_t first = data->first;
    if (data->match_count > 0) {
        str_copy(shown, sizeof(shown), data->matches[data->shown].rule->id);
    }
    load(context, data);
    for (size_t i = 0; i < data->match_count; i++) {
        if (str_equal(data->matches[i].rule->id, shown)) {
            data->shown = i;
            data->first = first;
            struct paging paging = result_paging(context->ui, data);
            paging_clamp(&paging);
            data->first = paging_first(&paging);
        }
    }
}

static void
take_number(struct screen_context *context, const struct result_data *data)
{
    const struct rule *rule = data->match_count
                                  ? data->matches[data->shown].rule : NULL;
    if (rule && rule->service) {
        struct session *session = context->session;
        str_copy(session->service, sizeof(session->service), rule->service);
        context->ops->go(context->host, "service", rule->service);
    } else {
        context->ops->go(context->host, "services", NULL);
    }
}

static void
open_item(struct screen_context *context, struct result_data *data,
          const char *id)
{
    for (size_t i = 0; i < data->match_count; i++) {
        const struct rule *rule = data->matches[i].rule;
        if (!str_equal(rule->id, id)) {
            continue;
        }
        if (i == data->shown && rule->policy && screen_find("policy")) {
            context->ops->go(context->host, "policy", rule->policy);
        }
        data->shown = i;
        data->first = 0;
        return;
    }
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct result_data *result = data;
    if (event->type == SCREEN_CHANGED) {
        read_again(context, result);
        return true;
    }
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP) {
        return event->type == SCREEN_STATE;
    }
    const char *id = parts_tapped_after(event, "result.item.");
    if (id) {
        open_item(context, result, id);
    } else if (parts_tapped(event, "result.desk")) {
        take_number(context, result);
    } else if (parts_tapped(event, "result.again")) {
        secret_wipe(&context->session->answers,
                    sizeof(context->session->answers));
        context->ops->go(context->host, "eligibility", NULL);
    } else {
        struct paging paging = result_paging(context->ui, result);
        if (!paging_tap(&paging, event->ui->id)) {
            return false;
        }
        result->first = paging_first(&paging);
    }
    return true;
}

const struct screen_ops result_screen = {
    .name = "result",
    .data_size = sizeof(struct result_data),
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = result_draw,
};
