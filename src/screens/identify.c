// SPDX-License-Identifier: Apache-2.0
#include "screens/identify.h"

#include <string.h>
#include <sys/mman.h>

#include "model/mask.h"
#include "screens/parts.h"
#include "screens/screens.h"
#include "screens/visitor.h"
#include "store/people.h"
#include "ui/build.h"
#include "ui/keypad.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/timestamp.h"

#define PHONE_LONGEST 12 // a landline with its area code

size_t
identify_longest(enum identify_tab tab)
{
    return tab == IDENTIFY_ID ? NUMBER_ID_SIZE - 1 : PHONE_LONGEST;
}

static void
forget_typed(struct identify_data *identify)
{
    secret_wipe(identify->typed, sizeof(identify->typed));
    identify->length = 0;
    identify->newest_until = 0;
    identify->problem = NUMBER_OK;
}

static void
enter(struct screen_context *context, void *data, const char *arg)
{
    struct identify_data *identify = data;
    (void)context;
    // Not fatal: a small limit of locked memory leaves it swappable.
    identify->locked = mlock(data, sizeof(*identify)) == 0;
    if (arg && strcmp(arg, "id") == 0) {
        identify->tab = IDENTIFY_ID;
    } else if (arg && strcmp(arg, "phone") == 0) {
        identify->tab = IDENTIFY_PHONE;
    }
}

static void
leave(struct screen_context *context, void *data)
{
    struct identify_data *identify = data;
    (void)context;
    forget_typed(identify);
    if (identify->locked) {
        munlock(data, sizeof(*identify));
    }
}

// Days of birth are judged by today's date where it can be trusted.
static const char *
known_today(const struct screen_context *context, char day[DAY_SIZE])
{
    if (clock_quality() == CLOCK_UNKNOWN) {
        return NULL;
    }
    timestamp_day(context->now_ms, day);
    return day;
}

static enum number_problem
judge(const struct screen_context *context,
      const struct identify_data *identify, bool complete)
{
    char day[DAY_SIZE];
    const char *today = known_today(context, day);
    if (identify->length == 0) {
        return complete ? NUMBER_EMPTY : NUMBER_OK;
    }
    if (identify->tab == IDENTIFY_PHONE) {
        return complete ? number_check_phone(identify->typed)
                        : number_check_phone_typed(identify->typed);
    }
    return complete ? number_check_id(identify->typed, today)
                    : number_check_id_typed(identify->typed, today);
}

static bool
type_key(struct screen_context *context, struct identify_data *identify,
         char key)
{
    if (key == KEYPAD_KEY_DELETE) {
        if (identify->length > 0) {
            identify->typed[--identify->length] = '\0';
        }
        identify->newest_until = 0;
    } else if (identify->length < identify_longest(identify->tab)) {
        identify->typed[identify->length++] = key == 'x' ? 'X' : key;
        identify->typed[identify->length] = '\0';
        identify->newest_until = context->mono_ms + IDENTIFY_NEWEST_MS;
    }
    identify->problem = judge(context, identify, false);
    return true;
}

// Who it is, as far as the directory tells; the number itself goes no
// further than this function.
static enum err
look_up(struct screen_context *context, enum people_number kind,
        const char *number)
{
    struct session *session = context->session;
    enum err err = people_person_key(context->store, kind, number,
                                     session->person_key);
    if (err) {
        return err;
    }
    struct talent talent = {0};
    err = people_find(context->store, kind, number, &talent);
    session->on_roster = err == ERR_OK;
    if (session->on_roster) {
        session->talent = talent;
        str_copy(session->visit.talent, sizeof(session->visit.talent),
                 talent.id);
    }
    talent_clear(&talent);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static bool
submit(struct screen_context *context, struct identify_data *identify)
{
    identify->problem = judge(context, identify, true);
    if (identify->problem) {
        return true;
    }
    bool id = identify->tab == IDENTIFY_ID;
    char number[NUMBER_ID_SIZE];
    bool normal = id ? number_normalise_id(identify->typed, number)
                     : number_normalise_phone(identify->typed, number);
    if (!normal) {
        identify->problem = NUMBER_CHARACTER;
        return true;
    }
    struct session *session = context->session;
    visitor_next_visit(context);
    visitor_forget_person(session);
    enum err err = look_up(context, id ? PEOPLE_ID_NUMBER : PEOPLE_PHONE,
                           number);
    if (err) {
        LOGW("identify: the directory could not be asked: %s",
             err_name(err));
    }
    mask_number(number, session->number_mask);
    secret_wipe(number, sizeof(number));
    forget_typed(identify);
    session->identified = true;
    session->visit.identity = id ? VISIT_BY_ID : VISIT_BY_PHONE;
    session->visit.consent_rev = context->state->consent_rev;
    context->ops->go(context->host, "person", NULL);
    return true;
}

static void
go_as_guest(struct screen_context *context, struct identify_data *identify)
{
    forget_typed(identify);
    visitor_next_visit(context);
    visitor_forget_person(context->session);
    context->ops->go(context->host, "services", NULL);
}

static void
show_tab(struct identify_data *identify, enum identify_tab tab)
{
    // A number typed as one kind is not a number of the other.
    if (tab != identify->tab) {
        forget_typed(identify);
        identify->tab = tab;
    }
}

static bool
touch(struct screen_context *context, struct identify_data *identify,
      const struct screen_event *event)
{
    char key = keypad_key("identify", event->ui->id);
    if (key) {
        return type_key(context, identify, key);
    }
    if (parts_tapped(event, "identify.submit")) {
        return submit(context, identify);
    }
    if (parts_tapped(event, "identify.call")) {
        context->ops->call_staff(context->host, "identify");
        return true;
    }
    const char *way = parts_tapped_after(event, "identify.way.");
    if (!way) {
        way = parts_tapped_after(event, "identify.tab.");
    }
    if (parts_tapped(event, "identify.no_card")) {
        way = "id";
    }
    if (str_equal(way, "guest")) {
        go_as_guest(context, identify);
    } else if (str_equal(way, "card")) {
        show_tab(identify, IDENTIFY_CARD);
    } else if (str_equal(way, "id")) {
        show_tab(identify, IDENTIFY_ID);
    } else if (str_equal(way, "phone")) {
        show_tab(identify, IDENTIFY_PHONE);
    } else {
        return false;
    }
    return true;
}

static bool
event(struct screen_context *context, void *data,
      const struct screen_event *event)
{
    struct identify_data *identify = data;
    switch (event->type) {
    case SCREEN_TOUCH:
        return event->ui->type == UI_EVENT_TAP
               && touch(context, identify, event);
    case SCREEN_SCAN:
        context->ops->toast(
            context->host,
            ui_tr(context->ui,
                  "本机还不能核验人才卡，请用证件号或手机号"));
        return true;
    case SCREEN_STATE:
        return true;
    case SCREEN_CHANGED:
    case SCREEN_PIN:
    case SCREEN_CANDIDATES:
    case SCREEN_FOUND:
        break;
    }
    return false;
}

static int64_t
tick(struct screen_context *context, void *data, bool *redraw)
{
    struct identify_data *identify = data;
    if (identify->newest_until == 0) {
        return -1;
    }
    if (context->mono_ms >= identify->newest_until) {
        identify->newest_until = 0;
        *redraw = true;
        return -1;
    }
    return identify->newest_until;
}

static bool
is_personal(const void *data)
{
    const struct identify_data *identify = data;
    return identify->length > 0;
}

const struct screen_ops identify_screen = {
    .name = "identify",
    .data_size = sizeof(struct identify_data),
    .enter = enter,
    .leave = leave,
    .event = event,
    .tick = tick,
    .draw = identify_draw,
    .is_personal = is_personal,
};
