// SPDX-License-Identifier: Apache-2.0
#include "wire/record.h"
#include <jansson.h>
#include <stdlib.h>
#include "model/hours.h"
#include "model/service.h"
#include "model/site.h"
#include "model/ticket.h"
#include "util/str.h"
#include "wire/read.h"
#include "wire/record_open.h"

#define MAX_ITEMS 64
#define MAX_SITES 256
#define MAX_HOLIDAYS 400
#define MAX_COUNT 1000000

static enum err
read_holidays(const struct json_node *node, struct list *out)
{
    char day[DAY_SIZE];
    size_t count = json_count(node);
    enum err err = ERR_OK;
    if (!json_missing(node) && (!json_is_list(node) || count > MAX_HOLIDAYS))
        return json_refuse(node, "bad_type", "应为日期列表",
                           "this is not a list of days");
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(node, i);
        err = read_day(&item, false, day);
        if (!err && !list_add(out, day))
            err = ERR_NO_MEMORY;
    }
    return err;
}

static enum err
read_last_ticket(const struct json_node *node, struct last_ticket *out)
{
    const char *text;
    int64_t minutes = 0;
    out->kind = LAST_TICKET_NONE;
    if (json_missing(node))
        return ERR_OK;
    if (json_is_integer(node->value)) {
        out->kind = LAST_TICKET_BEFORE;
        enum err bad = json_int(node, 0, 1440, &minutes);
        out->minutes = (int)minutes;
        return bad;
    }
    enum err err = json_text(node, 5, &text);
    if (!err && !hours_minute_parse(text, &out->minutes))
        err = json_refuse(node, "bad_value", "最后取号时间不正确",
                          "neither minutes before closing nor a time");
    out->kind = LAST_TICKET_AT;
    return err;
}

static enum err
read_window(const struct json_node *node, struct site_window *out)
{
    struct json_node id = json_at(node, "id"), name = json_at(node, "name");
    enum err err = read_id_copy(&id, &out->id);
    if (!err && !out->id)
        err = json_refuse(&id, "missing", "缺少窗口编号",
                          "a window has no id");
    return err ? err : read_names(&name, RECORD_NAME_MAX, &out->name);
}

static enum err
read_windows(const struct json_node *node, struct site *out)
{
    size_t count;
    enum err err = record_count(node, MAX_ITEMS, &count);
    if (err || count == 0)
        return err;
    out->windows = calloc(count, sizeof(*out->windows));
    if (!out->windows)
        return ERR_NO_MEMORY;
    out->window_count = count;
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(node, i);
        err = read_window(&item, &out->windows[i]);
    }
    return err;
}

static enum err
copy_text(const struct json_node *node, size_t max, char **out)
{
    const char *text;
    enum err err = json_text_or_null(node, max, &text);
    if (err || !text)
        return err;
    *out = str_dup(text);
    return *out ? ERR_OK : ERR_NO_MEMORY;
}

static enum err
read_site(const struct json_node *root, const char *id, void *userdata)
{
    struct site *out = userdata;
    struct json_node name = json_at(root, "name");
    struct json_node profile = json_at(root, "profile");
    struct json_node hours = json_at(root, "hours");
    struct json_node holidays = json_at(root, "holidays");
    struct json_node last = json_at(root, "last_ticket");
    struct json_node windows = json_at(root, "windows");
    struct json_node phone = json_at(root, "phone");
    struct json_node kiosks = json_at(root, "kiosks");
    struct json_node demo = json_at(root, "demo");
    int index = 0;
    int64_t count = 0;
    enum err err = record_id_copy(id, &out->id);
    err = err ? err : read_names(&name, RECORD_NAME_MAX, &out->name);
    err = err ? err : json_choice(&profile, site_profile_names, &index);
    err = err ? err : read_hours(&hours, &out->hours);
    err = err ? err : read_holidays(&holidays, &out->holidays);
    err = err ? err : read_last_ticket(&last, &out->last_ticket);
    err = err ? err : read_windows(&windows, out);
    err = err ? err : copy_text(&phone, 64, &out->phone);
    if (!err && !json_missing(&kiosks))
        err = json_int(&kiosks, 0, 1000, &count);
    err = err ? err : read_bool(&demo, false, &out->demo);
    out->profile = (enum site_profile)index;
    out->kiosks = (int)count;
    return err ? err : record_source(root, &out->source, &out->state);
}

enum err
record_site(const char *id, const char *body, size_t len, struct site *out,
            struct fault *fault)
{
    *out = (struct site){0};
    return record_read(id, body, len, read_site, out, fault);
}

static enum err
read_materials(const struct json_node *node, struct service *out)
{
    size_t count;
    enum err err = record_count(node, MAX_ITEMS, &count);
    if (err || count == 0)
        return err;
    out->materials = calloc(count, sizeof(*out->materials));
    if (!out->materials)
        return ERR_NO_MEMORY;
    out->material_count = count;
    for (size_t i = 0; i < count && !err; i++) {
        struct material *material = &out->materials[i];
        struct json_node item = json_item(node, i);
        struct json_node name = json_at(&item, "name");
        struct json_node note = json_at(&item, "note");
        err = read_names(&name, RECORD_NAME_MAX, &material->name);
        if (!err)
            err = read_names_or_null(&note, RECORD_TEXT_MAX,
                                     &material->note);
    }
    return err;
}

static enum err
read_letter(const struct json_node *node, char *out)
{
    const char *text;
    enum err err = json_text(node, 1, &text);
    if (!err && !service_letter_valid(text[0]))
        err = json_refuse(node, "bad_value", "应为 A–Z 中除 I、O 外的字母",
                          "this is not a letter A-Z other than I and O");
    *out = err ? '\0' : text[0];
    return err;
}

static enum err
read_rules(const struct json_node *root, struct service *out)
{
    struct json_node class = json_at(root, "class");
    struct json_node quota = json_at(root, "quota");
    struct json_node hours = json_at(root, "hours");
    struct json_node sites = json_at(root, "sites");
    struct json_node order = json_at(root, "order");
    int index = 0;
    out->quota = SERVICE_NO_QUOTA;
    enum err err = json_choice(&class, ticket_class_names, &index);
    if (!err && !json_missing(&quota))
        err = json_int(&quota, 0, MAX_COUNT, &out->quota);
    err = err ? err : read_hours(&hours, &out->hours);
    out->own_hours = !json_missing(&hours);
    err = err ? err : read_ids(&sites, MAX_SITES, &out->sites);
    if (!err && !json_missing(&order))
        err = json_int(&order, -MAX_COUNT, MAX_COUNT, &out->order);
    out->class = (enum ticket_class)index;
    return err;
}

static enum err
read_service(const struct json_node *root, const char *id, void *userdata)
{
    struct service *out = userdata;
    struct json_node letter = json_at(root, "letter");
    struct json_node name = json_at(root, "name");
    struct json_node summary = json_at(root, "summary");
    struct json_node materials = json_at(root, "materials");
    struct json_node policy = json_at(root, "policy");
    struct json_node form = json_at(root, "form");
    struct json_node icon = json_at(root, "icon");
    struct json_node demo = json_at(root, "demo");
    enum err err = record_id_copy(id, &out->id);
    err = err ? err : read_letter(&letter, &out->letter);
    err = err ? err : read_names(&name, RECORD_NAME_MAX, &out->name);
    if (!err)
        err = read_names_or_null(&summary, RECORD_TEXT_MAX, &out->summary);
    err = err ? err : read_materials(&materials, out);
    err = err ? err : read_id_copy(&policy, &out->policy);
    err = err ? err : read_id_copy(&form, &out->form);
    err = err ? err : read_rules(root, out);
    err = err ? err : read_id_copy(&icon, &out->icon);
    err = err ? err : read_bool(&demo, false, &out->demo);
    return err ? err : record_source(root, &out->source, &out->state);
}

enum err
record_service(const char *id, const char *body, size_t len,
               struct service *out, struct fault *fault)
{
    *out = (struct service){0};
    return record_read(id, body, len, read_service, out, fault);
}
