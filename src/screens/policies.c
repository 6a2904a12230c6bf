// SPDX-License-Identifier: Apache-2.0
#include "screens/policies.h"

#include <assert.h>
#include <string.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "screens/type.h"
#include "store/catalogue.h"
#include "store/policies.h"
#include "store/search.h"
#include "ui/build.h"
#include "util/log.h"
#include "util/str.h"

// Characters of a question.
#define QUESTION_MAX 32

// A wait is told after this time, and another way after that.
#define WAIT_TOLD_MS 300
#define WAIT_LONG_MS 3000

// The desk that answers questions about policies.
#define DESK "policy-advice"

static void
clear_items(struct policies_data *data)
{
    for (size_t i = 0; i < data->count; i++) {
        policy_clear(&data->items[i]);
    }
    data->count = 0;
}

// Nothing is shown for now.
static void
forget(struct policies_data *data)
{
    clear_items(data);
    data->total = 0;
    data->more = data->failed = false;
}

static void
clear_topics(struct policies_data *data)
{
    for (size_t i = 0; i < data->topic_count; i++) {
        topic_clear(&data->topics[i]);
    }
    data->topic_count = 0;
}

enum policies_view
policies_view(const struct policies_data *data)
{
    if (data->open) {
        return POLICIES_TYPING;
    }
    if (!data->asks) {
        return POLICIES_BROWSE;
    }
    return data->total > 0 || data->failed || data->finding
             ? POLICIES_FOUND
             : POLICIES_NOTHING;
}

struct paging
policies_paging(const struct ui *ui, const struct policies_data *data)
{
    size_t per_page = policies_rows(ui, data);
    return (struct paging){
        .total = data->total,
        .per_page = per_page,
        .page = data->first / per_page,
    };
}

// What is asked: words, and the letters that are not words yet.
static void
take_question(struct policies_data *data)
{
    str_format(data->question, sizeof(data->question), "%s%s",
               data->typing.text, data->typing.letters);
    data->asks = search_asks(data->question);
}

static void
fail(struct policies_data *data, enum err err)
{
    data->failed = err != ERR_OK;
    if (err) {
        LOGE("policies: not read: %s", err_name(err));
    }
}

static void
list(struct screen_context *context, struct policies_data *data)
{
    struct policies_query query = {
        .topic = data->topic[0] ? data->topic : NULL,
        .first = data->first,
        .max = policies_rows(context->ui, data),
    };
    fail(data, policies_list(context->store, &query, data->items,
                             &data->count, &data->total));
    if (data->count == 0 && data->first > 0) {
        // The list has become shorter meanwhile.
        data->first = 0;
        list(context, data);
    }
}

// What was found before stays until the answer comes.
static void
find(struct screen_context *context, struct policies_data *data)
{
    struct search_query query = {
        .text = data->question,
        .best = !data->open,
        .first = data->first,
        .max = policies_rows(context->ui, data),
    };
    if (!data->finding) {
        data->since_ms = context->mono_ms;
        data->wait = POLICIES_SOON;
    }
    data->finding = true;
    context->ops->find(context->host, &query, ++data->asked);
}

static void
load(struct screen_context *context, struct policies_data *data)
{
    size_t rows = policies_rows(context->ui, data);
    data->first -= data->first % rows;
    if (data->asks) {
        if (!data->found) {
            forget(data);
        }
        data->found = true;
        find(context, data);
        return;
    }
    data->asked++;
    data->finding = data->found = false;
    forget(data);
    if (!data->open) {
        list(context, data);
    }
}

// The answer to the newest question; those to earlier ones pass by.
static bool
take_found(struct screen_context *context, struct policies_data *data,
           struct screen_found *found)
{
    if (!data->finding || found->serial != data->asked) {
        return false;
    }
    if (found->result.count == 0 && data->first > 0 && !found->err) {
        data->first = 0;
        find(context, data);
        return false;
    }
    assert(found->result.count <= POLICIES_PAGE);
    forget(data);
    data->finding = false;
    fail(data, found->err);
    for (; data->count < found->result.count; data->count++) {
        data->items[data->count] = found->items[data->count];
    }
    data->total = found->result.total;
    data->more = found->result.more;
    found->result.count = 0;
    return true;
}

static void
load_desk(struct screen_context *context, struct policies_data *data)
{
    struct service service = {0};
    struct queue_figures figures;
    data->desk[0] = '\0';
    data->waiting = -1;
    if (catalogue_service(context->store, DESK, &service) == ERR_OK) {
        str_copy(data->desk, sizeof(data->desk), DESK);
        if (queue_figures_get(context->store, DESK, &figures) == ERR_OK) {
            data->waiting = figures.waiting;
        }
    }
    service_clear(&service);
}

static void
load_all(struct screen_context *context, struct policies_data *data)
{
    struct policies_range range = {0, POLICIES_TOPICS};
    size_t total = 0;
    int64_t policies = 0;
    clear_topics(data);
    enum err err = policies_topics(context->store, range, data->topics,
                                   &data->topic_count, &total);
    if (err) {
        LOGE("policies: topics: %s", err_name(err));
    }
    if (total > POLICIES_TOPICS) {
        LOGW("policies: only %d of %zu topics have room", POLICIES_TOPICS,
             total);
    }
    if (catalogue_count(context->store, "policy", &policies) == ERR_OK) {
        data->policies = (size_t)policies;
    }
    load_desk(context, data);
    load(context, data);
}

// Coming back from a policy, the visitor finds what they left.
static void
enter(struct screen_context *context, void *data, const char *arg)
{
    struct policies_data *policies = data;
    struct session *session = context->session;
    (void)arg;
    typing_begin(&policies->typing, session->lang, session->search.text,
                 QUESTION_MAX);
    str_copy(policies->topic, sizeof(policies->topic),
             session->search.topic);
    policies->first = session->search.first;
    session->search = (struct session_search){0};
    take_question(policies);
    load_all(context, policies);
}

static void
leave(struct screen_context *context, void *data)
{
    struct policies_data *policies = data;
    (void)context;
    typing_clear(&policies->typing);
    secret_wipe(policies->question, sizeof(policies->question));
    clear_items(policies);
    clear_topics(policies);
}

static void
open_policy(struct screen_context *context,
            const struct policies_data *data, const char *id)
{
    struct session_search *search = &context->session->search;
    str_copy(search->text, sizeof(search->text), data->typing.text);
    str_copy(search->topic, sizeof(search->topic), data->topic);
    search->first = data->first;
    context->ops->go(context->host, "policy", id);
}

static void
show_keys(struct screen_context *context, struct policies_data *data,
          bool open)
{
    data->open = open;
    data->first = 0;
    load(context, data);
}

// Words from a chip, or none: the keyboard goes.
static void
search_for(struct screen_context *context, struct policies_data *data,
           const char *text)
{
    typing_begin(&data->typing, context->session->lang, text, QUESTION_MAX);
    take_question(data);
    show_keys(context, data, false);
}

static bool
tap_topic(struct screen_context *context, struct policies_data *data,
          const struct screen_event *event)
{
    const char *id = parts_tapped_after(event, "policies.topic.");
    if (parts_tapped(event, "policies.more")) {
        data->all_topics = !data->all_topics;
    } else if (id || parts_tapped(event, "policies.all")) {
        str_copy(data->topic, sizeof(data->topic), id ? id : "");
        data->all_topics = false;
        data->first = 0;
    } else {
        return false;
    }
    load(context, data);
    return true;
}

static bool
tap_word(struct screen_context *context, struct policies_data *data,
         const struct screen_event *event)
{
    const char *id = parts_tapped_after(event, "policies.word.");
    for (size_t i = 0; id && i < data->topic_count; i++) {
        if (str_equal(data->topics[i].id, id)) {
            search_for(context, data,
                       text_get(&data->topics[i].search,
                                context->session->lang));
            return true;
        }
    }
    return false;
}

static bool
tap_way_on(struct screen_context *context, struct policies_data *data,
           const struct screen_event *event)
{
    if (parts_tapped(event, "policies.show_all")) {
        data->topic[0] = '\0';
        search_for(context, data, "");
    } else if (parts_tapped(event, "policies.ask")) {
        str_copy(context->session->service,
                 sizeof(context->session->service), data->desk);
        context->ops->go(context->host,
                         data->desk[0] ? "service" : "services",
                         data->desk[0] ? data->desk : NULL);
    } else if (parts_tapped(event, "policies.call")) {
        context->ops->call_staff(context->host, "policies");
    } else if (parts_tapped(event, "policies.again")
               || parts_tapped(event, "policies.search")) {
        show_keys(context, data, true);
    } else {
        return false;
    }
    return true;
}

static bool
tap(struct screen_context *context, struct policies_data *data,
    const struct screen_event *event)
{
    const char *id = parts_tapped_after(event, "policies.item.");
    if (id) {
        open_policy(context, data, id);
        return false;
    }
    struct paging paging = policies_paging(context->ui, data);
    if (paging_tap(&paging, event->ui->id)) {
        data->first = paging_first(&paging);
        load(context, data);
        return true;
    }
    return tap_topic(context, data, event)
        || tap_word(context, data, event)
        || tap_way_on(context, data, event);
}

// The list follows every letter; "search" shows it whole.
static bool
take_typing(struct screen_context *context, struct policies_data *data,
            enum typing_result result)
{
    bool was_open = data->open;
    if (result == TYPING_DONE || result == TYPING_HIDDEN) {
        data->open = false;
    }
    char before[sizeof(data->question)];
    str_copy(before, sizeof(before), data->question);
    take_question(data);
    if (!str_equal(before, data->question) || was_open != data->open) {
        data->first = 0;
        load(context, data);
    }
    secret_wipe(before, sizeof(before));
    return true;
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct policies_data *policies = data;
    if (event->type == SCREEN_CHANGED) {
        load_all(context, policies);
        return true;
    }
    if (event->type == SCREEN_FOUND) {
        return take_found(context, policies, event->found);
    }
    // What the letters found is what "search" shows; another word, that the
    // input method would make of them, might find nothing.
    policies->typing.understood = policies->asks && policies->total > 0;
    // Opening a policy from the list must not read as typing.
    enum typing_result result = typing_event(
        context, &policies->typing, "policies.search", event);
    if (result != TYPING_NOT_OURS) {
        return take_typing(context, policies, result);
    }
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP) {
        return event->type == SCREEN_STATE;
    }
    return tap(context, policies, event);
}

static bool
back(struct screen_context *context, void *data)
{
    struct policies_data *policies = data;
    bool open = policies->open;
    if (open) {
        show_keys(context, policies, false);
    }
    return open;
}

// When the words about the wait change next.
static int64_t
tick_wait(const struct screen_context *context, struct policies_data *data,
          bool *redraw)
{
    int64_t waited = context->mono_ms - data->since_ms;
    enum policies_wait wait = waited >= WAIT_LONG_MS   ? POLICIES_LONG
                              : waited >= WAIT_TOLD_MS ? POLICIES_TOLD
                                                       : POLICIES_SOON;
    *redraw = *redraw || wait != data->wait;
    data->wait = wait;
    switch (wait) {
    case POLICIES_SOON:
        return data->since_ms + WAIT_TOLD_MS;
    case POLICIES_TOLD:
        return data->since_ms + WAIT_LONG_MS;
    default:
        return -1;
    }
}

// Another size of type has another number of rows.
static int64_t
tick(struct screen_context *context, void *data, bool *redraw)
{
    struct policies_data *policies = data;
    if (policies->finding) {
        return tick_wait(context, policies, redraw);
    }
    size_t rows = policies_rows(context->ui, policies);
    size_t wanted = policies->total > policies->first
                        ? policies->total - policies->first
                        : 0;
    wanted = wanted < rows ? wanted : rows;
    if (!policies->failed && policies->count != wanted) {
        load(context, policies);
        *redraw = true;
    }
    return policies->finding ? tick_wait(context, policies, redraw) : -1;
}

const struct screen_ops policies_screen = {
    .name = "policies",
    .data_size = sizeof(struct policies_data),
    .enter = enter,
    .leave = leave,
    .event = event,
    .tick = tick,
    .draw = policies_draw,
    .back = back,
};
