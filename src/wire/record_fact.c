// SPDX-License-Identifier: Apache-2.0
#include "wire/record.h"
#include <stdlib.h>
#include <string.h>
#include "model/entry.h"
#include "model/kind.h"
#include "model/list.h"
#include "model/service.h"
#include "model/site.h"
#include "model/talent.h"
#include "model/ticket.h"
#include "util/str.h"
#include "wire/people.h"
#include "wire/read.h"
#include "wire/record_open.h"

#define MAX_FIELDS 64
#define MAX_LINKS 64

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
    enum err err = record_id_copy(id, &out->id);
    err = err ? err : read_group(&group, &out->group);
    err = err ? err : read_names(&title, RECORD_NAME_MAX, &out->title);
    err = err ? err : read_fields(&fields, out);
    if (!err)
        err = read_names_or_null(&body, RECORD_BODY_MAX, &out->body);
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

static enum err
check_names(const struct json_node *root, const char *key, size_t max,
            bool optional)
{
    struct text text = {0};
    struct json_node node = json_at(root, key);
    enum err err = optional ? read_names_or_null(&node, max, &text)
                            : read_names(&node, max, &text);
    text_clear(&text);
    return err;
}

static enum err
check_links(const struct json_node *root, const char *key)
{
    struct list list = {0};
    struct json_node node = json_at(root, key);
    enum err err = read_ids(&node, MAX_LINKS, &list);
    list_clear(&list);
    return err;
}

static enum err
check_day(const struct json_node *root, const char *key)
{
    char day[DAY_SIZE];
    struct json_node node = json_at(root, key);
    return read_day(&node, true, day);
}

static enum err
check_link(const struct json_node *root, const char *key)
{
    char id[ID_SIZE];
    struct json_node node = json_at(root, key);
    return read_id_or_null(&node, id);
}

static enum err
check_source(const struct json_node *root)
{
    struct source source = {0};
    enum source_state state;
    enum err err = record_source(root, &source, &state);
    source_clear(&source);
    return err;
}

static enum err
check_facts(const struct json_node *root)
{
    struct entry scratch = {0};
    struct json_node facts = json_at(root, "facts");
    enum err err = read_fields(&facts, &scratch);
    if (!err)
        err = record_rows(root, &scratch.rows, &scratch.row_count);
    entry_clear(&scratch);
    return err;
}

static enum err
check_policy(const struct json_node *root)
{
    static const char *const links[] = {"topics", "services", "rules"};
    enum err err = check_names(root, "title", RECORD_NAME_MAX, false);
    err = err ? err : check_names(root, "summary", RECORD_TEXT_MAX, true);
    err = err ? err : check_names(root, "body", RECORD_BODY_MAX, true);
    err = err ? err : check_facts(root);
    for (size_t i = 0; i < 3 && !err; i++)
        err = check_links(root, links[i]);
    err = err ? err : check_day(root, "valid_from");
    err = err ? err : check_day(root, "valid_to");
    return err ? err : check_source(root);
}

static enum err
check_topic(const struct json_node *root)
{
    int64_t order;
    struct json_node node = json_at(root, "order");
    enum err err = check_names(root, "name", RECORD_NAME_MAX, false);
    err = err ? err : check_link(root, "parent");
    err = err ? err : check_link(root, "icon");
    if (!err && !json_missing(&node))
        err = json_int(&node, -1000000, 1000000, &order);
    return err;
}

// Kinds that this program keeps but does not read through a struct.
static enum err
read_plain(const struct json_node *root, const char *id, void *userdata)
{
    const enum kind *kind = userdata;
    (void)id;
    if (*kind == KIND_POLICY)
        return check_policy(root);
    return *kind == KIND_TOPIC ? check_topic(root) : ERR_OK;
}

static enum err
check_plain(enum kind kind, const char *id, const char *body, size_t len,
            struct fault *fault)
{
    return record_read(id, body, len, read_plain, &kind, fault);
}

static enum err
check_catalogue(enum kind kind, const char *id, const char *body, size_t len,
                struct fault *fault)
{
    union {
        struct site site;
        struct service service;
        struct entry entry;
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
        entry_clear(&out.entry);
        return err;
    default:
        return check_plain(kind, id, body, len, fault);
    }
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

enum err
record_check(const char *kind, const char *id, const char *body, size_t len,
             struct fault *fault)
{
    struct ticket ticket;
    enum kind known = KIND_COUNT;
    if (!kind_parse(kind, &known))
        return check_plain(KIND_COUNT, id, body, len, fault);
    switch (known) {
    case KIND_TALENT:
        return check_talent(id, body, len, fault);
    case KIND_TICKET:
        return record_ticket(id, body, len, &ticket, fault);
    case KIND_STAFF:
    case KIND_KEY:
    case KIND_CARD_KEY:
    case KIND_REVOCATION:
    case KIND_COMMAND:
        return check_people(known, body, len, fault);
    default:
        return check_catalogue(known, id, body, len, fault);
    }
}
