// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include "model/activity.h"
#include "util/str.h"
#include "wire/read.h"
#include "wire/record.h"
#include "wire/record_open.h"

#define MAX_FIELDS 12
#define MAX_PLACES 100000
#define MAX_ORDER 1000000

static enum err
read_classes(const struct json_node *root, struct activity *out)
{
    struct json_node list = json_at(root, "classes");
    size_t count;
    enum err err = record_count(&list, ACTIVITY_CLASS_COUNT, &count);
    for (size_t i = 0; i < count && !err; i++) {
        struct json_node item = json_item(&list, i);
        int index = 0;
        err = json_choice(&item, activity_class_names, &index);
        if (!err)
            out->classes[index] = true;
    }
    return err;
}

static enum err
read_times(const struct json_node *root, struct activity *out)
{
    struct json_node starts = json_at(root, "starts_at");
    struct json_node ends = json_at(root, "ends_at");
    enum err err = read_time_or_null(&starts, &out->starts_ms);
    err = err ? err : read_time_or_null(&ends, &out->ends_ms);
    if (!err && out->ends_ms && out->ends_ms <= out->starts_ms)
        err = json_refuse(&ends, "bad_value", "结束时间不晚于开始时间",
                          "it must end after it begins");
    if (!err && out->ends_ms && !out->starts_ms)
        err = json_refuse(&starts, "missing", "写了结束时间就要写开始时间",
                          "an end needs a beginning");
    return err;
}

static enum err
read_room(const struct json_node *root, struct activity *out)
{
    struct json_node left = json_at(root, "left");
    struct json_node waiting = json_at(root, "waiting");
    enum err err = ERR_OK;
    out->left = -1;
    if (!json_missing(&left))
        err = json_int(&left, 0, MAX_PLACES, &out->left);
    return err ? err : read_bool(&waiting, false, &out->waiting);
}

static enum err
read_field(const struct json_node *node, struct activity_field *out)
{
    struct json_node value = json_at(node, "value");
    struct json_node label = json_at(node, "label");
    char id[ID_SIZE];
    // It becomes part of an element's name.
    enum err err = read_id(&value, id);
    if (!err && !(out->value = str_dup(id)))
        err = ERR_NO_MEMORY;
    return err ? err : read_names(&label, RECORD_NAME_MAX, &out->label);
}

static enum err
read_checkin(const struct json_node *root, struct activity *out)
{
    struct json_node checkin = json_at(root, "checkin");
    struct json_node list = json_at(root, "fields");
    void *items;
    int index = ACTIVITY_NO_CHECKIN;
    enum err err = ERR_OK;
    if (!json_missing(&checkin))
        err = json_choice(&checkin, activity_checkin_names, &index);
    out->checkin = (enum activity_checkin)index;
    if (!err)
        err = record_items(&list, MAX_FIELDS, sizeof(*out->fields), &items,
                           &out->field_count);
    if (err)
        return err;
    out->fields = items;
    for (size_t i = 0; i < out->field_count && !err; i++) {
        struct json_node item = json_item(&list, i);
        err = read_field(&item, &out->fields[i]);
    }
    if (!err && out->field_count && out->checkin != ACTIVITY_GROUP)
        err = json_refuse(&list, "bad_value", "只有团队签到才分领域",
                          "only a group's check-in has fields");
    return err;
}

static enum err
read_words(const struct json_node *root, struct activity *out)
{
    struct json_node title = json_at(root, "title");
    struct json_node summary = json_at(root, "summary");
    struct json_node place = json_at(root, "place");
    struct json_node body = json_at(root, "body");
    enum err err = read_names(&title, RECORD_NAME_MAX, &out->title);
    if (!err)
        err = read_names_or_null(&summary, RECORD_TEXT_MAX, &out->summary);
    if (!err)
        err = read_names_or_null(&place, RECORD_NAME_MAX, &out->place);
    return err ? err : read_names_or_null(&body, RECORD_BODY_MAX, &out->body);
}

static enum err
read_activity(const struct json_node *root, const char *id, void *userdata)
{
    struct activity *out = userdata;
    struct json_node form = json_at(root, "form");
    struct json_node policy = json_at(root, "policy");
    struct json_node order = json_at(root, "order");
    struct json_node demo = json_at(root, "demo");
    enum err err = record_id_copy(id, &out->id);
    err = err ? err : read_words(root, out);
    err = err ? err : read_classes(root, out);
    err = err ? err : read_times(root, out);
    err = err ? err : read_room(root, out);
    err = err ? err : read_checkin(root, out);
    err = err ? err : read_id_copy(&form, &out->form);
    err = err ? err : read_id_copy(&policy, &out->policy);
    if (!err && !json_missing(&order))
        err = json_int(&order, 0, MAX_ORDER, &out->order);
    err = err ? err : read_bool(&demo, false, &out->demo);
    err = err ? err : record_rows(root, &out->rows, &out->row_count);
    return err ? err : record_source(root, &out->source, &out->state);
}

enum err
record_activity(const char *id, const char *body, size_t len,
                struct activity *out, struct fault *fault)
{
    *out = (struct activity){0};
    return record_read(id, body, len, read_activity, out, fault);
}
