// SPDX-License-Identifier: Apache-2.0
#include "wire/record.h"
#include <stdlib.h>
#include <string.h>
#include "model/activity.h"
#include "model/entry.h"
#include "model/kind.h"
#include "model/form.h"
#include "model/policy.h"
#include "model/rule.h"
#include "model/service.h"
#include "model/site.h"
#include "model/talent.h"
#include "model/ticket.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/effective.h"
#include "wire/people.h"
#include "wire/read.h"
#include "wire/record_case.h"
#include "wire/record_open.h"

#define MAX_FIELDS 64

static enum err
read_fields(const struct json_node *node, struct entry *out)
{
    size_t count;
    enum err err = record_count(node, MAX_FIELDS, &count);
    if (err || count == 0)
        return err;
    out->fields = calloc(count, sizeof(*out->fields));
    if (!out->fields)
        return ERR_NO_MEMORY;
    out->field_count = count;
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(node, i);
        struct json_node label = json_at(&item, "label");
        struct json_node value = json_at(&item, "value");
        struct entry_field *field = &out->fields[i];
        err = read_names(&label, RECORD_NAME_MAX, &field->label);
        err = err ? err : read_names(&value, RECORD_TEXT_MAX, &field->value);
    }
    return err;
}

static enum err
read_group(const struct json_node *node, enum entry_group *out)
{
    const char *text;
    enum err err = json_text(node, 32, &text);
    if (!err && !entry_group_parse(text, out))
        err = json_refuse(node, "bad_value", "未知的分组",
                          "this is not a group of entries");
    return err;
}

static enum err
read_entry(const struct json_node *root, const char *id, void *userdata)
{
    struct entry *out = userdata;
    struct json_node group = json_at(root, "group");
    struct json_node title = json_at(root, "title");
    struct json_node fields = json_at(root, "fields");
    struct json_node body = json_at(root, "body");
    struct json_node form = json_at(root, "form");
    enum err err = record_id_copy(id, &out->id);
    err = err ? err : read_group(&group, &out->group);
    err = err ? err : read_names(&title, RECORD_NAME_MAX, &out->title);
    err = err ? err : read_fields(&fields, out);
    if (!err)
        err = read_names_or_null(&body, RECORD_BODY_MAX, &out->body);
    err = err ? err : read_id_copy(&form, &out->form);
    err = err ? err : record_rows(root, &out->rows, &out->row_count);
    return err ? err : record_source(root, &out->source, &out->state);
}

enum err
record_entry(const char *id, const char *body, size_t len, struct entry *out,
             struct fault *fault)
{
    *out = (struct entry){0};
    return record_read(id, body, len, read_entry, out, fault);
}

// Kinds that this program keeps but does not read through a struct.
static enum err
read_plain(const struct json_node *root, const char *id, void *userdata)
{
    (void)root;
    (void)id;
    (void)userdata;
    return ERR_OK;
}

static enum err
check_plain(const char *id, const char *body, size_t len, struct fault *fault)
{
    return record_read(id, body, len, read_plain, NULL, fault);
}

static enum err
check_catalogue(enum kind kind, const char *id, const char *body, size_t len,
                struct fault *fault)
{
    union {
        struct site site;
        struct service service;
        struct entry entry;
        struct policy policy;
        struct topic topic;
        struct rule rule;
        struct form form;
        struct activity activity;
    } out;
    enum err err;
    switch (kind) {
    case KIND_SITE:
        err = record_site(id, body, len, &out.site, fault);
        site_clear(&out.site);
        return err;
    case KIND_SERVICE:
        err = record_service(id, body, len, &out.service, fault);
        service_clear(&out.service);
        return err;
    case KIND_ENTRY:
        err = record_entry(id, body, len, &out.entry, fault);
        err = err ? err : record_markdown(&out.entry.body, fault);
        entry_clear(&out.entry);
        return err;
    case KIND_POLICY:
        err = record_policy(id, body, len, &out.policy, fault);
        err = err ? err : record_markdown(&out.policy.body, fault);
        policy_clear(&out.policy);
        return err;
    case KIND_TOPIC:
        err = record_topic(id, body, len, &out.topic, fault);
        topic_clear(&out.topic);
        return err;
    case KIND_FORM:
        err = record_form(id, body, len, &out.form, fault);
        form_clear(&out.form);
        return err;
    case KIND_RULE:
        err = record_rule(id, body, len, &out.rule, fault);
        rule_clear(&out.rule);
        return err;
    case KIND_ACTIVITY:
        err = record_activity(id, body, len, &out.activity, fault);
        err = err ? err : record_markdown(&out.activity.body, fault);
        activity_clear(&out.activity);
        return err;
    default:
        return check_plain(id, body, len, fault);
    }
}

/** The times of a body, and the whole of one that is to follow it. */
static enum err
check_effective(enum kind kind, const char *id, const char *body, size_t len,
                struct fault *fault)
{
    struct effective times;
    struct fault inner = {0};
    char field[FAULT_FIELD_SIZE];
    enum err err = effective_read(body, len, &times, fault);
    if (err || times.next == 0)
        return err;
    struct buf next;
    buf_init(&next, CHANGE_MAX_RECORD);
    err = effective_next(body, len, &next);
    if (!err)
        err = check_catalogue(kind, id, buf_text(&next), next.len, &inner);
    buf_clear(&next);
    if (fault_any(&inner)) {
        str_format(field, sizeof(field), "next%s%s",
                   inner.field[0] ? "." : "", inner.field);
        fault_set(fault, inner.code, field, inner.zh, inner.en);
    }
    return err;
}

static enum err
check_talent(const char *id, const char *body, size_t len,
             struct fault *fault)
{
    struct talent talent;
    struct talent_key keys[PEOPLE_MAX_KEYS];
    size_t count;
    enum err err = record_talent(id, body, len, &talent, fault);
    talent_clear(&talent);
    if (!err)
        err = record_talent_keys(body, len, keys, &count, fault);
    secret_wipe(keys, sizeof(keys));
    return err;
}

static enum err
check_people(enum kind kind, const char *body, size_t len,
             struct fault *fault)
{
    union {
        struct staff_record staff;
        struct key_record key;
        struct card_key_record card_key;
        struct revocation_record revocation;
        struct command_record command;
    } out;
    enum err err;
    switch (kind) {
    case KIND_STAFF:
        err = record_staff(body, len, &out.staff, fault);
        break;
    case KIND_KEY:
        err = record_key(body, len, &out.key, fault);
        break;
    case KIND_CARD_KEY:
        err = record_card_key(body, len, &out.card_key, fault);
        break;
    case KIND_REVOCATION:
        err = record_revocation(body, len, &out.revocation, fault);
        break;
    default:
        err = record_command(body, len, &out.command, fault);
        break;
    }
    secret_wipe(&out, sizeof(out));
    return err;
}

static enum err
check_case(const char *id, const char *body, size_t len, struct fault *fault)
{
    struct case_file file;
    enum err err = record_case(id, body, len, &file, fault);
    case_clear(&file);
    return err;
}

enum err
record_check(const char *kind, const char *id, const char *body, size_t len,
             struct fault *fault)
{
    struct ticket ticket;
    enum kind known = KIND_COUNT;
    if (!kind_parse(kind, &known))
        return check_plain(id, body, len, fault);
    switch (known) {
    case KIND_TALENT:
        return check_talent(id, body, len, fault);
    case KIND_TICKET:
        return record_ticket(id, body, len, &ticket, fault);
    case KIND_CASE:
        return check_case(id, body, len, fault);
    case KIND_STAFF:
    case KIND_KEY:
    case KIND_CARD_KEY:
    case KIND_REVOCATION:
    case KIND_COMMAND:
        return check_people(known, body, len, fault);
    default:
        break;
    }
    enum err err = check_catalogue(known, id, body, len, fault);
    return err ? err : check_effective(known, id, body, len, fault);
}
