// SPDX-License-Identifier: Apache-2.0
#include "wire/record_open.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "model/jsonlogic.h"
#include "model/lang.h"
#include "model/markdown.h"
#include "model/source.h"
#include "util/id.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/read.h"

#define MAX_ROWS 100

enum err
record_read(const char *id, const char *body, size_t len,
            record_reader *read, void *out, struct fault *fault)
{
    struct json_t *json;
    if (!id_valid(id)) {
        fault_set(fault, "bad_value", "id", "记录编号不正确",
                  "the record's id is malformed");
        return ERR_INVALID;
    }
    if (len > CHANGE_MAX_RECORD) {
        fault_set(fault, "too_long", "", "记录超过 256 KiB",
                  "the record is larger than 256 KiB");
        return ERR_INVALID;
    }
    enum err err = json_parse(body, len, &json, fault);
    if (err)
        return err;
    struct json_node root = json_root(json, fault);
    err = json_is_record(&root)
              ? read(&root, id, out)
              : json_refuse(&root, "bad_type", "记录应为对象",
                            "a record must be an object");
    json_free(json);
    return err;
}

enum err
record_id_copy(const char *id, char **out)
{
    *out = str_dup(id);
    return *out ? ERR_OK : ERR_NO_MEMORY;
}

enum err
record_count(const struct json_node *node, size_t max, size_t *out)
{
    *out = json_count(node);
    if (json_missing(node) || (json_is_list(node) && *out <= max))
        return ERR_OK;
    *out = 0;
    return json_refuse(node, "bad_type", "应为列表，且项目不能太多",
                       "this is not a list, or it has too many items");
}

enum err
record_items(const struct json_node *node, size_t max, size_t size,
             void **out, size_t *count)
{
    *out = NULL;
    enum err err = record_count(node, max, count);
    if (err || *count == 0)
        return err;
    *out = calloc(*count, size);
    if (!*out)
        *count = 0;
    return *out ? ERR_OK : ERR_NO_MEMORY;
}

enum err
record_logic(const struct json_node *node, struct json_t **out)
{
    const char *why, *what;
    *out = NULL;
    if (json_missing(node))
        return json_refuse(node, "missing", "缺少条件", "no condition");
    if (jsonlogic_check(node->value, &why, &what))
        return json_refuse(node, "bad_rule", "条件不是可用的 JsonLogic", why);
    *out = json_deep_copy(node->value);
    return *out ? ERR_OK : ERR_NO_MEMORY;
}

static enum err
try_markdown(const char *text, enum lang lang, struct fault *fault)
{
    struct markdown parsed;
    const char *reason = "";
    char field[FAULT_FIELD_SIZE], why[FAULT_TEXT_SIZE];
    enum err err = markdown_parse(text, strlen(text), &parsed, &reason);
    markdown_clear(&parsed);
    if (err == ERR_INVALID) {
        str_format(field, sizeof(field), "body.%s", lang_code(lang));
        str_format(why, sizeof(why), "this Markdown cannot be shown: %s",
                   reason);
        fault_set(fault, "bad_value", field, "这段 Markdown 正文无法显示",
                  why);
    }
    return err;
}

enum err
record_markdown(const struct text *body, struct fault *fault)
{
    enum err err = ERR_OK;
    if (body->zh)
        err = try_markdown(body->zh, LANG_ZH, fault);
    if (!err && body->en)
        err = try_markdown(body->en, LANG_EN, fault);
    if (!err && body->bo)
        err = try_markdown(body->bo, LANG_BO, fault);
    return err;
}

enum err
record_source(const struct json_node *root, struct source *out,
              enum source_state *state)
{
    int index = SOURCE_UNVERIFIED;
    struct json_node source = json_at(root, "source");
    struct json_node told = json_at(root, "state");
    struct json_node document = json_at(&source, "document");
    struct json_node date = json_at(&source, "date");
    struct json_node place = json_at(&source, "place");
    enum err err = ERR_OK;
    if (!json_missing(&source)) {
        err = read_names(&document, RECORD_NAME_MAX, &out->document);
        err = err ? err : read_day(&date, true, out->date);
        if (!err)
            err = read_names_or_null(&place, RECORD_NAME_MAX, &out->place);
    }
    if (!err && !json_missing(&told))
        err = json_choice(&told, source_state_names, &index);
    *state = (enum source_state)index;
    return err;
}

enum err
record_rows(const struct json_node *root, int **out, size_t *count)
{
    struct json_node rows = json_at(root, "rows");
    enum err err = record_count(&rows, MAX_ROWS, count);
    if (err || *count == 0)
        return err;
    *out = calloc(*count, sizeof(**out));
    if (!*out)
        return ERR_NO_MEMORY;
    for (size_t i = 0; i < *count && !err; i++) {
        int64_t row = 0;
        struct json_node item = json_item(&rows, i);
        err = json_int(&item, 1, 1000, &row);
        (*out)[i] = (int)row;
    }
    return err;
}
