// SPDX-License-Identifier: Apache-2.0
#include "hub/effects.h"

#include <string.h>

#include "hub/cases.h"
#include "model/ticket.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/json.h"
#include "wire/writer.h"

// what an event needs to have happened before
enum need { NEED_NOTHING, NEED_VISIT, NEED_TICKET };

typedef enum err
effect_fn(struct effect *effect, struct fault *fault);

struct rule {
    const char *type;
    enum need need;
    effect_fn *apply;
    enum ticket_move move; // of those that move a ticket
};

static bool
text_of(const struct effect *effect, const char *key, char *out, size_t size)
{
    struct fault fault = {0};
    struct json_node root = json_root(effect->parsed->body, &fault);
    struct json_node node = json_at(&root, key);
    const char *text = NULL;
    if (json_text_or_null(&node, size - 1, &text) != ERR_OK)
        return false;
    return str_copy(out, size, text);
}

static enum err
foreign(struct fault *fault)
{
    fault_set(fault, "foreign_subject", "subject", "该记录属于另一台终端",
              "the subject belongs to another kiosk");
    return ERR_INVALID;
}

static enum err
malformed(struct fault *fault)
{
    fault_set(fault, "bad_value", "body", "事件内容格式不正确",
              "a value of the body is too long");
    return ERR_INVALID;
}

static enum err
checked_in(struct effect *effect, struct fault *fault)
{
    struct hub_visit visit;
    const char *subject = effect->parsed->event.subject;
    enum err err =
        effect->store->ops->visit_get(effect->store, subject, &visit);
    if (err != ERR_OK && err != ERR_NOT_FOUND)
        return err;
    if (err == ERR_OK && !str_equal(visit.kiosk, effect->kiosk->id))
        return foreign(fault);
    if (err == ERR_NOT_FOUND)
        visit.received_at = effect->received_at;
    str_copy(visit.id, sizeof(visit.id), subject);
    str_copy(visit.kiosk, sizeof(visit.kiosk), effect->kiosk->id);
    if (!text_of(effect, "service", visit.service, sizeof(visit.service)) ||
        !text_of(effect, "identity", visit.identity, sizeof(visit.identity)) ||
        !text_of(effect, "talent", visit.talent, sizeof(visit.talent)))
        return malformed(fault);
    visit.at = effect->dated_at;
    visit.boot = effect->boot;
    return effect->store->ops->visit_put(effect->store, &visit);
}

static enum err
visit_ended(struct effect *effect, struct fault *fault)
{
    struct hub_visit *visit = &effect->visit;
    visit->ended_at = effect->dated_at;
    if (!text_of(effect, "reason", visit->reason, sizeof(visit->reason)))
        return malformed(fault);
    return effect->store->ops->visit_put(effect->store, visit);
}

static enum err
ticket_save(struct effect *effect, const struct hub_ticket *ticket)
{
    enum err err = effect->store->ops->ticket_put(effect->store, ticket);
    if (err == ERR_OK)
        err = effect_ticket_record(effect->store, ticket);
    effect->changed = true;
    return err;
}

static enum err
ticket_issued(struct effect *effect, struct fault *fault)
{
    struct hub_ticket ticket;
    const char *subject = effect->parsed->event.subject;
    enum err err =
        effect->store->ops->ticket_get(effect->store, subject, &ticket);
    if (err != ERR_OK && err != ERR_NOT_FOUND)
        return err;
    if (err == ERR_OK && !str_equal(ticket.kiosk, effect->kiosk->id))
        return foreign(fault);
    if (err == ERR_NOT_FOUND) {
        memset(&ticket, 0, sizeof(ticket));
        ticket.received_at = effect->received_at;
        str_copy(ticket.state, sizeof(ticket.state),
                 ticket_state_name(TICKET_WAITING));
        str_copy(ticket.slip, sizeof(ticket.slip),
                 ticket_slip_name(TICKET_SLIP_NONE));
    }
    str_copy(ticket.id, sizeof(ticket.id), subject);
    str_copy(ticket.kiosk, sizeof(ticket.kiosk), effect->kiosk->id);
    str_copy(ticket.site, sizeof(ticket.site), effect->kiosk->site);
    if (!text_of(effect, "visit", ticket.visit, sizeof(ticket.visit)) ||
        !text_of(effect, "number", ticket.number, sizeof(ticket.number)) ||
        !text_of(effect, "service", ticket.service, sizeof(ticket.service)) ||
        !text_of(effect, "class", ticket.class, sizeof(ticket.class)) ||
        !text_of(effect, "day", ticket.day, sizeof(ticket.day)))
        return malformed(fault);
    ticket.issued_at = effect->dated_at;
    ticket.boot = effect->boot;
    return ticket_save(effect, &ticket);
}

static enum err
ticket_slip(struct effect *effect, struct fault *fault)
{
    // the slip is the kiosk's own matter: no record goes down for it
    struct hub_ticket *ticket = &effect->ticket;
    if (!text_of(effect, "slip", ticket->slip, sizeof(ticket->slip)))
        return malformed(fault);
    return effect->store->ops->ticket_put(effect->store, ticket);
}

static enum err
form_submitted(struct effect *effect, struct fault *fault)
{
    const struct case_arrival arrival = {
        .kiosk = effect->kiosk,
        .parsed = effect->parsed,
        .dated_at = effect->dated_at,
        .received_at = effect->received_at,
    };
    enum err err = cases_take(effect->store, &arrival);
    effect->changed = effect->changed || err == ERR_OK;
    return err == ERR_CONFLICT ? foreign(fault) : err;
}

static const struct rule rules[] = {
    {"visit.checked_in", NEED_NOTHING, checked_in, 0},
    {"visit.ended", NEED_VISIT, visit_ended, 0},
    {"ticket.issued", NEED_NOTHING, ticket_issued, 0},
    {"form.submitted", NEED_NOTHING, form_submitted, 0},
    {"ticket.slip", NEED_TICKET, ticket_slip, 0},
    {"ticket.called", NEED_TICKET, NULL, TICKET_CALL},
    {"ticket.recalled", NEED_TICKET, NULL, TICKET_RECALL},
    {"ticket.served", NEED_TICKET, NULL, TICKET_SERVE},
    {"ticket.missed", NEED_TICKET, NULL, TICKET_MISS},
    {"ticket.requeued", NEED_TICKET, NULL, TICKET_REQUEUE},
    {"ticket.cancelled", NEED_TICKET, NULL, TICKET_CANCEL},
};

static const struct rule *
rule_find(const char *type)
{
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (strcmp(rules[i].type, type) == 0)
            return &rules[i];
    }
    return NULL;
}

static const struct rule *
rule_of(const struct effect *effect)
{
    return rule_find(effect->parsed->event.type);
}

static enum ticket_state
move_target(enum ticket_move move)
{
    switch (move) {
    case TICKET_CALL:
    case TICKET_RECALL:
        return TICKET_CALLED;
    case TICKET_SERVE:
        return TICKET_SERVED;
    case TICKET_MISS:
        return TICKET_MISSED;
    case TICKET_CANCEL:
        return TICKET_CANCELLED;
    case TICKET_REQUEUE:
        break;
    }
    return TICKET_WAITING;
}

/** The state after a move, also of one that crossed the hub's own. */
static enum ticket_state
moved_state(enum ticket_state now, enum ticket_move move, bool *legal)
{
    enum ticket_state to = now;
    *legal = ticket_move(now, move, &to);
    return *legal ? to : ticket_merge(move_target(move), now);
}

static enum err
ticket_moved(struct effect *effect, enum ticket_move move, struct fault *fault)
{
    struct hub_ticket *ticket = &effect->ticket;
    char window[HUB_ID_SIZE];
    enum ticket_state now;
    bool legal;
    if (!text_of(effect, "window", window, sizeof(window)))
        return malformed(fault);
    if (!ticket_state_parse(ticket->state, &now))
        return ERR_BUG;
    enum ticket_state to = moved_state(now, move, &legal);
    if (!legal && to == now)
        return ERR_OK; // it stays in the history alone
    str_copy(ticket->state, sizeof(ticket->state), ticket_state_name(to));
    if (window[0] != '\0')
        str_copy(ticket->window, sizeof(ticket->window), window);
    if (move == TICKET_CALL) {
        ticket->called_at = effect->dated_at;
        ticket->called_boot = effect->boot;
    } else if (move == TICKET_REQUEUE) {
        ticket->window[0] = '\0';
        ticket->called_at = 0;
        ticket->called_boot = 0;
    }
    return ticket_save(effect, ticket);
}

bool
effect_opens(const char *type)
{
    const struct rule *rule = rule_find(type);
    return rule != NULL && rule->need == NEED_NOTHING;
}

enum err
effect_waits(struct effect *effect, bool *out)
{
    struct hub_store *store = effect->store;
    const struct rule *rule = rule_of(effect);
    const char *subject = effect->parsed->event.subject;
    const char *owner = effect->kiosk->id;
    enum err err = ERR_OK;
    *out = false;
    if (rule != NULL && rule->need == NEED_VISIT) {
        err = store->ops->visit_get(store, subject, &effect->visit);
        owner = effect->visit.kiosk;
    } else if (rule != NULL && rule->need == NEED_TICKET) {
        err = store->ops->ticket_get(store, subject, &effect->ticket);
        owner = effect->ticket.kiosk;
    }
    if (err != ERR_OK && err != ERR_NOT_FOUND)
        return err;
    *out = err == ERR_NOT_FOUND || !str_equal(owner, effect->kiosk->id);
    return ERR_OK;
}

enum err
effect_apply(struct effect *effect, struct fault *fault)
{
    const struct rule *rule = rule_of(effect);
    if (rule == NULL)
        return ERR_OK; // kept as it came; nothing else hangs on it
    if (rule->apply != NULL)
        return rule->apply(effect, fault);
    return ticket_moved(effect, rule->move, fault);
}

static void
write_text_or_null(struct writer *writer, const char *key, const char *text)
{
    writer_text(writer, key, text[0] != '\0' ? text : NULL);
}

static bool
write_body(const struct hub_ticket *ticket, struct buf *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "number", ticket->number);
    writer_text(&writer, "service", ticket->service);
    writer_text(&writer, "class", ticket->class);
    writer_text(&writer, "day", ticket->day);
    writer_text(&writer, "state", ticket->state);
    write_text_or_null(&writer, "window", ticket->window);
    writer_time(&writer, "issued_at", ticket->issued_at);
    if (ticket->called_at != 0)
        writer_time(&writer, "called_at", ticket->called_at);
    else
        writer_text(&writer, "called_at", NULL);
    writer_end(&writer);
    return writer_done(&writer);
}

enum err
effect_ticket_record(struct hub_store *store, const struct hub_ticket *ticket)
{
    struct buf body;
    buf_init(&body, 4096);
    enum err err = write_body(ticket, &body) ? ERR_OK : ERR_NO_MEMORY;
    if (err == ERR_OK) {
        struct hub_record record = {
            .kind = "ticket",
            .id = ticket->id,
            .scope = HUB_SCOPE_SITE,
            .owner = ticket->site,
            .body = buf_text(&body),
        };
        err = store->ops->record_put(store, &record);
    }
    buf_clear(&body);
    return err;
}
