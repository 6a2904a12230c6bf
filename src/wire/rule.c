// SPDX-License-Identifier: Apache-2.0
#include "wire/rule.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "model/jsonlogic.h"
#include "model/rule.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/canonical.h"
#include "wire/read.h"
#include "wire/record.h"
#include "wire/scan.h"

// A value of any type. Integers are read as JavaScript does: as doubles, of
// any length and with the sign of -0.
static enum err
parse(const char *text, size_t len, const char *name, json_t **out,
      struct fault *fault)
{
    struct scan_span span = {text, len};
    *out = NULL;
    if (scan_document(span, RULE_MAX_NESTING))
        *out = json_loadb(text, len,
                          JSON_REJECT_DUPLICATES | JSON_DECODE_ANY |
                              JSON_DECODE_INT_AS_REAL, NULL);
    if (*out)
        return ERR_OK;
    if (scan_too_deep(span, RULE_MAX_NESTING))
        fault_set(fault, "bad_json", name, "嵌套过深", "nested too deep");
    else
        fault_set(fault, "bad_json", name, "不是有效的 JSON 数据",
                  "this is not valid JSON");
    return ERR_INVALID;
}

static void
add_value(struct buf *out, const json_t *value);

static void
add_list(struct buf *out, const json_t *list)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < json_array_size(list) && !out->failed; i++) {
        if (i > 0)
            buf_add_char(out, ',');
        add_value(out, json_array_get(list, i));
    }
    buf_add_char(out, ']');
}

static void
add_object(struct buf *out, const json_t *object)
{
    void *at = json_object_iter((json_t *)object);
    for (bool first = true; at && !out->failed; first = false) {
        const char *key = json_object_iter_key(at);
        buf_add_char(out, first ? '{' : ',');
        canonical_text(out, key, strlen(key));
        buf_add_char(out, ':');
        add_value(out, json_object_iter_value(at));
        at = json_object_iter_next((json_t *)object, at);
    }
    buf_add_str(out, json_object_size(object) > 0 ? "}" : "{}");
}

static void
add_number(struct buf *out, double number)
{
    char text[JSONLOGIC_NUMBER_SIZE];
    jsonlogic_number(number, text);
    buf_add_str(out, text);
}

// As JSON.stringify: jansson writes 0.1 with 17 digits and 1 as 1.0.
static void
add_value(struct buf *out, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        add_object(out, value);
        return;
    case JSON_ARRAY:
        add_list(out, value);
        return;
    case JSON_STRING:
        canonical_text(out, json_string_value(value),
                       json_string_length(value));
        return;
    case JSON_INTEGER:
    case JSON_REAL:
        add_number(out, json_number_value(value));
        return;
    case JSON_TRUE:
        buf_add_str(out, "true");
        return;
    case JSON_FALSE:
        buf_add_str(out, "false");
        return;
    case JSON_NULL:
        break;
    }
    buf_add_str(out, "null");
}

static enum err
apply(const json_t *rule, const json_t *data, struct buf *out,
      struct fault *fault)
{
    json_t *result;
    const char *why;
    enum err err = jsonlogic_apply(rule, data, &result, &why);
    if (err) {
        fault_set(fault, "bad_rule", "", "规则无法计算", why);
        return err;
    }
    add_value(out, result);
    json_decref(result);
    if (!out->failed)
        return ERR_OK;
    fault_set(fault, "too_long", "", "结果太长", "the result is too long");
    return ERR_INVALID;
}

enum err
rule_eval(const struct buf *rule, const struct buf *data, struct buf *out,
          struct fault *fault)
{
    json_t *logic = NULL, *values = NULL;
    enum err err = parse(rule->data, rule->len, "rule", &logic, fault);
    if (!err)
        err = parse(data->data, data->len, "data", &values, fault);
    if (!err)
        err = apply(logic, values, out, fault);
    json_decref(logic);
    json_decref(values);
    return err;
}

enum err
rule_eval_pair(const char *text, size_t len, struct buf *out,
               struct fault *fault)
{
    json_t *pair;
    enum err err = parse(text, len, "", &pair, fault);
    if (err)
        return err;
    size_t count = json_is_array(pair) ? json_array_size(pair) : 0;
    if (count < 1 || count > 2) {
        fault_set(fault, "bad_type", "", "应为 [规则, 数据]",
                  "this is no [rule, data]");
        err = ERR_INVALID;
    } else {
        err = apply(json_array_get(pair, 0), json_array_get(pair, 1), out,
                    fault);
    }
    json_decref(pair);
    return err;
}

static enum err
check_body(const char *id, const struct json_node *body,
           struct rule_summary *out, struct fault *fault)
{
    struct rule rule = {0};
    char *text = json_dumps(body->value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text)
        return ERR_NO_MEMORY;
    enum err err = record_rule(id, text, strlen(text), &rule, fault);
    free(text);
    str_copy(out->id, sizeof(out->id), id);
    out->version = rule.version;
    out->questions = rule.question_count;
    out->conditions = rule.condition_count;
    out->cases = rule.case_count;
    rule_clear(&rule);
    return err;
}

enum err
rule_check(const char *text, size_t len, struct rule_summary *out,
           struct fault *fault)
{
    struct json_t *json;
    char id[ID_SIZE];
    const char *name = "";
    *out = (struct rule_summary){0};
    enum err err = json_parse(text, len, &json, fault);
    if (err)
        return err;
    struct json_node root = json_root(json, fault);
    struct json_node kind = json_at(&root, "kind");
    struct json_node record = json_at(&root, "id");
    struct json_node body = json_at(&root, "body");
    err = json_text(&kind, ID_SIZE, &name);
    if (!err && !str_equal(name, "rule"))
        err = json_refuse(&kind, "bad_value", "不是规则记录",
                          "this is no record of kind rule");
    err = err ? err : read_id(&record, id);
    if (!err && json_missing(&body))
        err = json_refuse(&body, "missing", "缺少规则内容", "no body");
    if (!err && scan_minus_zero((struct scan_span){text, len}))
        err = json_refuse(&body, "bad_value", "记录中不能写 -0",
                          "a record cannot say -0: write 0");
    err = err ? err : check_body(id, &body, out, fault);
    json_free(json);
    return err;
}
