// SPDX-License-Identifier: Apache-2.0
#include "screens/person.h"

#include <string.h>

#include "screens/parts.h"
#include "screens/screens.h"
#include "screens/visitor.h"
#include "store/catalogue.h"
#include "ui/build.h"
#include "util/log.h"
#include "util/str.h"

const struct person_group person_groups[PERSON_GROUPS] = {
    {"programme", UI_MARK("人才项目"), "programme", NULL},
    {"role", UI_MARK("身份"), "responsibility", "role."},
    {"employer", UI_MARK("单位类型"), "responsibility", "employer."},
    {"field", UI_MARK("领域"), "responsibility", "field."},
};

// With more than a page of them, the pager takes the place of a row.
#define CHIPS_WITH_PAGER 8

char *
person_choice(struct session *session, int group)
{
    struct visit *visit = &session->visit;
    char *fields[PERSON_GROUPS] = {
        visit->programme, visit->role, visit->employer_type, visit->field,
    };
    return fields[group];
}

static void
clear_entries(struct person_data *person)
{
    for (size_t i = 0; i < person->count; i++) {
        entry_clear(&person->entries[i]);
    }
    person->count = 0;
}

static void
load(struct screen_context *context, struct person_data *person)
{
    const struct person_group *group = &person_groups[person->group];
    struct entry_query query = {
        .group = group->group,
        .prefix = group->prefix,
        .first = paging_first(&person->paging),
        .max = person->paging.per_page,
    };
    clear_entries(person);
    size_t total = 0;
    enum err err = catalogue_entries(context->store, &query, person->entries,
                                     &person->count, &total);
    if (err) {
        LOGW("person: no %s: %s", group->name, err_name(err));
        person->count = 0;
        total = 0;
    }
    person->paging.total = total;
}

// Fit the page to the group's size and read it.
static void
show_group(struct screen_context *context, struct person_data *person,
           int group)
{
    person->group = group;
    size_t total = person->totals[group];
    person->paging = (struct paging){
        .total = total,
        .per_page = total > PERSON_CHIPS ? CHIPS_WITH_PAGER : PERSON_CHIPS,
    };
    load(context, person);
}

static void
count_groups(struct screen_context *context, struct person_data *person)
{
    for (int i = 0; i < PERSON_GROUPS; i++) {
        show_group(context, person, i);
        person->totals[i] = person->paging.total;
    }
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    struct person_data *person = data;
    (void)arg;
    if (!context->session->identified) {
        context->ops->go(context->host, "identify", NULL);
        return;
    }
    count_groups(context, person);
    int first = 0;
    while (first + 1 < PERSON_GROUPS && person->totals[first] == 0) {
        first++;
    }
    show_group(context, person, first);
}

static void
leave(struct screen_context *context, void *data)
{
    (void)context;
    clear_entries(data);
}

static void
not_me(struct screen_context *context)
{
    visitor_forget_person(context->session);
    context->ops->go(context->host, "identify", "id");
}

// A chip of the group shown: chosen, or taken back when it was.
static bool
toggle(struct screen_context *context, struct person_data *person,
       const struct screen_event *event)
{
    char prefix[UI_ID_SIZE];
    str_format(prefix, sizeof(prefix), "person.%s.",
               person_groups[person->group].name);
    const char *id = parts_tapped_after(event, prefix);
    if (!id) {
        return false;
    }
    char *choice = person_choice(context->session, person->group);
    if (strcmp(choice, id) == 0) {
        secret_wipe(choice, ID_SIZE);
    } else {
        str_copy(choice, ID_SIZE, id);
    }
    return true;
}

static bool
choose_group(struct screen_context *context, struct person_data *person,
             const struct screen_event *event)
{
    const char *name = parts_tapped_after(event, "person.group.");
    for (int i = 0; name && i < PERSON_GROUPS; i++) {
        if (strcmp(person_groups[i].name, name) == 0) {
            show_group(context, person, i);
            return true;
        }
    }
    return false;
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct person_data *person = data;
    if (event->type == SCREEN_CHANGED) {
        int group = person->group;
        count_groups(context, person);
        show_group(context, person, group);
        return true;
    }
    if (event->type != SCREEN_TOUCH || event->ui->type != UI_EVENT_TAP) {
        return event->type == SCREEN_STATE;
    }
    if (parts_tapped(event, "person.confirm")) {
        context->ops->go(context->host, "services", NULL);
        return false;
    }
    if (parts_tapped(event, "person.not_me")) {
        not_me(context);
        return true;
    }
    if (parts_tapped(event, "person.call")) {
        context->ops->call_staff(context->host, "person");
        return true;
    }
    if (choose_group(context, person, event)
        || toggle(context, person, event)) {
        return true;
    }
    if (paging_tap(&person->paging, event->ui->id)) {
        load(context, person);
        return true;
    }
    return false;
}

const struct screen_ops person_screen = {
    .name = "person",
    .data_size = sizeof(struct person_data),
    .personal = true,
    .enter = enter,
    .leave = leave,
    .event = event,
    .draw = person_draw,
};
