// SPDX-License-Identifier: Apache-2.0
#include "wire/rule.h"
#include <jansson.h>
#include "model/jsonlogic.h"
#include "util/buf.h"
#include "wire/scan.h"

static int
add_text(const char *data, size_t size, void *userdata)
{
    return buf_add(userdata, data, size) ? 0 : -1;
}

// A value of any type, nested twice as deep as a rule may be: each of its
// operators stands in an object and a list.
static enum err
parse(const char *text, size_t len, json_t **out, struct fault *fault)
{
    *out = NULL;
    if (scan_document((struct scan_span){text, len},
                      (size_t)2 * JSONLOGIC_MAX_DEPTH))
        *out = json_loadb(text, len,
                          JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    if (*out)
        return ERR_OK;
    fault_set(fault, "bad_json", "", "不是有效的 JSON 数据",
              "this is not valid JSON");
    return ERR_INVALID;
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
    if (json_dump_callback(result, add_text, out,
                           JSON_ENCODE_ANY | JSON_COMPACT))
        err = ERR_NO_MEMORY;
    json_decref(result);
    return err;
}

enum err
rule_eval(const struct buf *rule, const struct buf *data, struct buf *out,
          struct fault *fault)
{
    json_t *logic = NULL, *values = NULL;
    enum err err = parse(rule->data, rule->len, &logic, fault);
    if (!err)
        err = parse(data->data, data->len, &values, fault);
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
    enum err err = parse(text, len, &pair, fault);
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
