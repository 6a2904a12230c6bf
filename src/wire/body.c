// SPDX-License-Identifier: Apache-2.0
#include "wire/body.h"
#include <string.h>
#include "model/activity.h"
#include "model/ticket.h"
#include "model/visit.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/event_form.h"
#include "wire/json.h"
#include "wire/read.h"
#include "wire/writer.h"

#define MAX_SEQ INT64_C(9007199254740991)
#define WORD_MAX 64
#define REASON_MAX 512

static const char *const slips[] = {"none", "printed", "unknown"};
static const char *const movers[] = {"staff", "visitor"};
static const char *const joiners[] = {"person", "group"};

typedef enum err
body_rule(const struct json_node *body);

static enum err
check_id(const struct json_node *body, const char *key, bool optional)
{
    char id[ID_SIZE];
    struct json_node at = json_at(body, key);
    return optional ? read_id_or_null(&at, id) : read_id(&at, id);
}

static enum err
check_choice(const struct json_node *body, const char *key,
             struct names names)
{
    int index;
    struct json_node at = json_at(body, key);
    return json_choice(&at, names, &index);
}

static enum err
check_text(const struct json_node *body, const char *key, size_t max)
{
    const char *text;
    struct json_node at = json_at(body, key);
    return json_text(&at, max, &text);
}

static enum err
check_checked_in(const struct json_node *body)
{
    static const char *const choices[] = {"talent", "programme", "role",
                                          "employer_type", "field"};
    struct json_node consent = json_at(body, "consent_rev");
    int64_t rev;
    enum err err = check_id(body, "service", false);
    err = err ? err : check_choice(body, "identity", visit_identity_names);
    for (size_t i = 0; i < sizeof(choices) / sizeof(*choices) && !err; i++)
        err = check_id(body, choices[i], true);
    return err ? err : json_int(&consent, 0, MAX_SEQ, &rev);
}

static enum err
check_visit_ended(const struct json_node *body)
{
    return check_choice(body, "reason", visit_end_names);
}

static enum err
check_ticket_issued(const struct json_node *body)
{
    const char *number;
    char letter, day[DAY_SIZE];
    int sign, counter;
    struct json_node at = json_at(body, "number");
    struct json_node on = json_at(body, "day");
    enum err err = check_id(body, "visit", false);
    err = err ? err : json_text(&at, TICKET_NUMBER_SIZE - 1, &number);
    if (!err && !ticket_number_parse(number, &letter, &sign, &counter))
        err = json_refuse(&at, "bad_value", "票号格式不正确",
                          "this is not a ticket number");
    err = err ? err : check_id(body, "service", false);
    err = err ? err : check_choice(body, "class", ticket_class_names);
    return err ? err : read_day(&on, false, day);
}

static enum err
check_ticket_slip(const struct json_node *body)
{
    return check_choice(body, "slip", NAMES(slips));
}

static enum err
check_ticket_moved(const struct json_node *body)
{
    enum err err = check_id(body, "window", true);
    return err ? err : check_choice(body, "by", NAMES(movers));
}

static enum err
check_staff(const struct json_node *body)
{
    return check_text(body, "result", WORD_MAX);
}

static enum err
check_record(const struct json_node *body)
{
    char epoch[ID_SIZE];
    const char *reason;
    int64_t number;
    struct json_node of = json_at(body, "epoch"), seq = json_at(body, "seq");
    struct json_node why = json_at(body, "reason");
    enum err err = read_id(&of, epoch);
    if (!err && !id_uuid_valid(epoch))
        err = json_refuse(&of, "bad_value", "不是有效的 UUID",
                          "this is not a UUID in lower case");
    err = err ? err : json_int(&seq, 1, MAX_SEQ, &number);
    return err ? err : json_text_or_null(&why, REASON_MAX, &reason);
}

static enum err
check_what(const struct json_node *body)
{
    return check_text(body, "what", WORD_MAX);
}

static enum err
check_help(const struct json_node *body)
{
    return check_text(body, "screen", WORD_MAX);
}

static enum err
check_form(const struct json_node *body)
{
    struct event_form form;
    return event_form_read(body->value, &form, body->fault);
}

// Who came: one alone or a group, counted, with the visit they belong to.
static enum err
check_joined(const struct json_node *body)
{
    struct json_node people = json_at(body, "people");
    int64_t count = 0;
    enum err err = check_id(body, "activity", false);
    err = err ? err : check_choice(body, "how", NAMES(joiners));
    err = err ? err : json_int(&people, 1, ACTIVITY_PEOPLE_MAX, &count);
    err = err ? err : check_id(body, "field", true);
    return err ? err : check_id(body, "visit", true);
}

// Defined with their feature: any object will do.
static enum err
check_any(const struct json_node *body)
{
    (void)body;
    return ERR_OK;
}

static const struct {
    const char *type;
    body_rule *rule;
} rules[] = {
    {"visit.checked_in", check_checked_in},
    {"ticket.issued", check_ticket_issued},
    {"ticket.slip", check_ticket_slip},
    {"visit.ended", check_visit_ended},
    {"ticket.called", check_ticket_moved},
    {"ticket.recalled", check_ticket_moved},
    {"ticket.served", check_ticket_moved},
    {"ticket.missed", check_ticket_moved},
    {"ticket.requeued", check_ticket_moved},
    {"ticket.cancelled", check_ticket_moved},
    {"staff.unlocked", check_staff},
    {"staff.denied", check_staff},
    {"staff.synced", check_staff},
    {"record.resent", check_record},
    {"record.exported", check_record},
    {"record.discarded", check_record},
    {"kiosk.started", check_what},
    {"kiosk.clock_stepped", check_what},
    {"device.changed", check_what},
    {"catalogue.refused", check_what},
    {"command.done", check_what},
    {"help.requested", check_help},
    {"help.answered", check_any},
    {"help.escalated", check_any},
    {"form.submitted", check_form},
    {"appointment.booked", check_any},
    {"appointment.arrived", check_any},
    {"appointment.cancelled", check_any},
    {"activity.joined", check_joined},
    {"rating.given", check_any},
    {"escort.requested", check_any},
    {"entitlement.overridden", check_any},
};

static body_rule *
find_rule(const char *type)
{
    for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
        if (!strcmp(rules[i].type, type))
            return rules[i].rule;
    return NULL;
}

bool
body_known(const char *type, int v)
{
    return v == 1 && find_rule(type);
}

enum err
body_check(const char *type, const struct json_t *body, struct fault *fault)
{
    body_rule *rule = find_rule(type);
    struct json_node root = json_root(body, fault);
    root.key = "body";
    if (!rule)
        return ERR_INVALID;
    if (!json_is_record(&root))
        return json_refuse(&root, "bad_type", "事件内容应为对象",
                           "the body must be an object");
    return rule(&root);
}

static const char *
or_null(const char *text)
{
    return text && text[0] ? text : NULL;
}

bool
body_checked_in(struct buf *out, const struct visit *visit)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "service", visit->service);
    writer_text(&writer, "identity", visit_identity_name(visit->identity));
    writer_text(&writer, "talent", or_null(visit->talent));
    writer_text(&writer, "programme", or_null(visit->programme));
    writer_text(&writer, "role", or_null(visit->role));
    writer_text(&writer, "employer_type", or_null(visit->employer_type));
    writer_text(&writer, "field", or_null(visit->field));
    writer_int(&writer, "consent_rev", visit->consent_rev);
    writer_end(&writer);
    return writer_done(&writer);
}

bool
body_ticket_issued(struct buf *out, const struct ticket *ticket)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "visit", ticket->visit);
    writer_text(&writer, "number", ticket->number);
    writer_text(&writer, "service", ticket->service);
    writer_text(&writer, "class", ticket_class_name(ticket->class));
    writer_text(&writer, "day", ticket->day);
    writer_end(&writer);
    return writer_done(&writer);
}

// An object of one or two texts; `key2` NULL leaves the second out.
static bool
write_pair(struct buf *out, const char *key, const char *value,
           const char *key2, const char *value2)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, key, value);
    if (key2)
        writer_text(&writer, key2, value2);
    writer_end(&writer);
    return writer_done(&writer);
}

bool
body_visit_ended(struct buf *out, const char *reason)
{
    return write_pair(out, "reason", reason, NULL, NULL);
}

bool
body_ticket_slip(struct buf *out, const char *slip)
{
    return write_pair(out, "slip", slip, NULL, NULL);
}

bool
body_ticket_moved(struct buf *out, const char *window, const char *by)
{
    return write_pair(out, "window", or_null(window), "by", by);
}

bool
body_staff(struct buf *out, const char *result)
{
    return write_pair(out, "result", result, NULL, NULL);
}

bool
body_record(struct buf *out, const char *epoch, int64_t seq,
            const char *reason)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "epoch", epoch);
    writer_int(&writer, "seq", seq);
    writer_text(&writer, "reason", or_null(reason));
    writer_end(&writer);
    return writer_done(&writer);
}

bool
body_what(struct buf *out, const char *what, const char *key,
          const char *value)
{
    return write_pair(out, "what", what, key, value);
}

bool
body_help(struct buf *out, const char *screen)
{
    return write_pair(out, "screen", screen, NULL, NULL);
}

bool
body_joined(struct buf *out, const struct joining *joining)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "activity", joining->activity);
    writer_text(&writer, "how", joiners[joining->group]);
    writer_int(&writer, "people", joining->people);
    writer_text(&writer, "field", or_null(joining->field));
    writer_text(&writer, "visit", or_null(joining->visit));
    writer_end(&writer);
    return writer_done(&writer);
}
