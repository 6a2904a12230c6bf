// SPDX-License-Identifier: Apache-2.0
#include "wire/effective.h"
#include <jansson.h>
#include <string.h>
#include "util/timestamp.h"
#include "wire/json.h"
#include "wire/read.h"

#define FROM "effective_from"
#define TO "effective_to"
#define NEXT "next"

bool
effective_at(const struct effective *effective, int64_t now)
{
    return now >= effective->from
           && (effective->to == 0 || now < effective->to);
}

static enum err
read_span(const struct json_node *node, struct effective *out)
{
    struct json_node from = json_at(node, FROM);
    struct json_node to = json_at(node, TO);
    enum err err = read_time_or_null(&from, &out->from);
    err = err ? err : read_time_or_null(&to, &out->to);
    if (!err && out->to != 0 && out->to <= out->from)
        err = json_refuse(&to, "bad_value", "失效时间应晚于生效时间",
                          "it must end after it begins");
    return err;
}

static enum err
read_next(const struct json_node *node, int64_t begins, int64_t *out)
{
    struct effective span = {0};
    struct json_node from = json_at(node, FROM);
    struct json_node more = json_at(node, NEXT);
    if (!json_is_record(node))
        return json_refuse(node, "bad_type", "应为对象",
                           "this must be an object");
    enum err err = read_time(&from, out);
    err = err ? err : read_span(node, &span);
    if (!err && *out <= begins)
        err = json_refuse(&from, "bad_value", "应晚于当前版本的生效时间",
                          "it must begin after the present body");
    if (!err && !json_missing(&more))
        err = json_refuse(&more, "bad_value", "一次只能预定一个后续版本",
                          "only one change can be planned at a time");
    return err;
}

static enum err
read_root(const json_t *json, struct effective *out, struct fault *fault)
{
    struct json_node root = json_root(json, fault);
    struct json_node next = json_at(&root, NEXT);
    enum err err = read_span(&root, out);
    if (!err && !json_missing(&next))
        err = read_next(&next, out->from, &out->next);
    return err;
}

enum err
effective_read(const char *body, size_t len, struct effective *out,
               struct fault *fault)
{
    json_t *json;
    *out = (struct effective){0};
    enum err err = json_parse(body, len, &json, fault);
    if (!err)
        err = read_root(json, out, fault);
    json_free(json);
    return err;
}

enum err
effective_next(const char *body, size_t len, struct buf *out)
{
    json_t *json;
    enum err err = json_parse(body, len, &json, NULL);
    if (err)
        return err;
    const json_t *next = json_object_get(json, NEXT);
    err = json_is_object(next) ? json_canonical(next, out) : ERR_NOT_FOUND;
    json_free(json);
    return err;
}

/** False without memory. */
static bool
set_time(json_t *json, const char *key, const int64_t *time)
{
    char text[TIMESTAMP_SIZE];
    if (!time)
        return true;
    if (*time == 0) {
        json_object_del(json, key); // also fine when it is not there
        return true;
    }
    timestamp_format(*time, text);
    return json_object_set_new(json, key, json_string(text)) == 0;
}

static enum err
set_next(json_t *json, const char *next)
{
    json_t *value;
    if (!next)
        return ERR_OK;
    if (next[0] == '\0') {
        json_object_del(json, NEXT);
        return ERR_OK;
    }
    enum err err = json_parse(next, strlen(next), &value, NULL);
    if (err)
        return err;
    return json_object_set_new(json, NEXT, value) ? ERR_NO_MEMORY : ERR_OK;
}

enum err
effective_set(const char *body, size_t len,
              const struct effective_change *change, struct buf *out)
{
    json_t *json;
    enum err err = json_parse(body, len, &json, NULL);
    if (err)
        return err;
    if (!json_is_object(json))
        err = ERR_INVALID;
    else if (!set_time(json, FROM, change->from)
             || !set_time(json, TO, change->to))
        err = ERR_NO_MEMORY;
    else
        err = set_next(json, change->next);
    if (!err)
        err = json_canonical(json, out);
    json_free(json);
    return err;
}
