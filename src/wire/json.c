// SPDX-License-Identifier: Apache-2.0
#include "wire/json.h"
#include <jansson.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include "util/str.h"
#include "wire/scan.h"

// Set by an allocation that failed on this thread. The parser forgets some
// of its own failures, calls others bad syntax and can even go on with a
// shortened string; only its allocator knows for sure.
static _Thread_local bool starved;

static void *
allocate(size_t size)
{
    void *data = malloc(size);
    starved = starved || !data;
    return data;
}

// Answers of visitors and numbers of people pass through documents: what is
// given back to the heap holds none of them.
static void
release(void *data)
{
    if (data)
        secret_wipe(data, malloc_usable_size(data));
    free(data);
}

// Before anything is parsed, as the library demands.
__attribute__((constructor)) static void
set_allocator(void)
{
    json_set_alloc_funcs(allocate, release);
}

enum err
json_parse(const void *data, size_t len, struct json_t **out,
           struct fault *fault)
{
    *out = NULL;
    starved = false;
    // The parser recurses to 2048 levels; the scan keeps it to ours.
    if (scan_document((struct scan_span){data, len}, JSON_MAX_DEPTH))
        *out = json_loadb(data, len, JSON_REJECT_DUPLICATES, NULL);
    if (starved) {
        json_decref(*out);
        *out = NULL;
        return ERR_NO_MEMORY;
    }
    if (*out)
        return ERR_OK;
    if (scan_too_deep((struct scan_span){data, len}, JSON_MAX_DEPTH))
        fault_set(fault, "bad_json", "", "嵌套过深",
                  "this is nested deeper than 32 levels");
    else
        fault_set(fault, "bad_json", "", "不是有效的 JSON 数据",
                  "this is not valid JSON");
    return ERR_INVALID;
}

void
json_free(struct json_t *json)
{
    json_decref(json);
}

struct json_node
json_root(const struct json_t *json, struct fault *fault)
{
    return (struct json_node){.value = json, .fault = fault};
}

struct json_node
json_at(const struct json_node *node, const char *key)
{
    return (struct json_node){
        .value = json_object_get(node->value, key),
        .parent = node,
        .key = key,
        .fault = node->fault,
    };
}

struct json_node
json_item(const struct json_node *node, size_t index)
{
    return (struct json_node){
        .value = json_array_get(node->value, index),
        .parent = node,
        .index = index,
        .fault = node->fault,
    };
}

bool
json_is_list(const struct json_node *node)
{
    return json_is_array(node->value);
}

bool
json_is_record(const struct json_node *node)
{
    return json_is_object(node->value);
}

size_t
json_count(const struct json_node *node)
{
    return json_array_size(node->value);
}

bool
json_missing(const struct json_node *node)
{
    return !node->value || json_is_null(node->value);
}

// Write the path from the root down; a path too long is cut.
static void
node_path(const struct json_node *node, char *out, size_t size)
{
    char step[FAULT_FIELD_SIZE] = "";
    if (node->parent)
        node_path(node->parent, out, size);
    else
        out[0] = '\0';
    size_t len = strlen(out);
    if (node->key)
        str_format(step, sizeof(step), "%s%s", len ? "." : "", node->key);
    else if (node->parent)
        str_format(step, sizeof(step), "[%zu]", node->index);
    str_copy(out + len, size - len, step);
}

enum err
json_refuse(const struct json_node *node, const char *code, const char *zh,
            const char *en)
{
    char path[FAULT_FIELD_SIZE];
    if (node->fault && !fault_any(node->fault)) {
        node_path(node, path, sizeof(path));
        fault_set(node->fault, code, path, zh, en);
    }
    return ERR_INVALID;
}

static enum err
refuse_missing(const struct json_node *node)
{
    return json_refuse(node, "missing", "缺少必填内容",
                       "a required value is missing");
}

static enum err
refuse_type(const struct json_node *node)
{
    return json_refuse(node, "bad_type", "数据类型不正确",
                       "the value has the wrong type");
}

static enum err
refuse_value(const struct json_node *node)
{
    return json_refuse(node, "bad_value", "内容不在允许的范围内",
                       "the value is not among those allowed");
}

static bool
has_control(const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            return true;
    }
    return false;
}

enum err
json_text(const struct json_node *node, size_t max, const char **out)
{
    if (json_missing(node))
        return refuse_missing(node);
    if (!json_is_string(node->value))
        return refuse_type(node);
    const char *text = json_string_value(node->value);
    if (json_string_length(node->value) > max)
        return json_refuse(node, "too_long", "内容太长",
                           "the text is too long");
    if (has_control(text))
        return json_refuse(node, "bad_value", "含有不允许的控制字符",
                           "the text holds a control character");
    *out = text;
    return ERR_OK;
}

enum err
json_text_or_null(const struct json_node *node, size_t max, const char **out)
{
    *out = NULL;
    return json_missing(node) ? ERR_OK : json_text(node, max, out);
}

enum err
json_int(const struct json_node *node, int64_t min, int64_t max, int64_t *out)
{
    if (json_missing(node))
        return refuse_missing(node);
    if (!json_is_integer(node->value))
        return refuse_type(node);
    int64_t value = json_integer_value(node->value);
    if (value < min || value > max)
        return refuse_value(node);
    *out = value;
    return ERR_OK;
}

enum err
json_choice(const struct json_node *node, struct names names, int *out)
{
    const char *text;
    enum err err = json_text(node, 64, &text);
    if (err)
        return err;
    return names_find(names, text, out) ? ERR_OK : refuse_value(node);
}
