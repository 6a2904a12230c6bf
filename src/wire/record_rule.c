// SPDX-License-Identifier: Apache-2.0
#include <jansson.h>
#include <stdlib.h>
#include "model/eligibility.h"
#include "model/rule.h"
#include "util/str.h"
#include "wire/read.h"
#include "wire/record.h"
#include "wire/record_open.h"

#define MAX_ORDER 1000000

static enum err
read_choice(const struct json_node *node, struct rule_choice *out)
{
    struct json_node value = json_at(node, "value");
    struct json_node label = json_at(node, "label");
    struct json_node note = json_at(node, "note");
    struct json_node icon = json_at(node, "icon");
    char id[ID_SIZE];
    // It becomes part of an element's name.
    enum err err = read_id(&value, id);
    if (!err && !(out->value = str_dup(id)))
        err = ERR_NO_MEMORY;
    err = err ? err : read_names(&label, RECORD_NAME_MAX, &out->label);
    if (!err)
        err = read_names_or_null(&note, RECORD_NAME_MAX, &out->note);
    return err ? err : read_id_copy(&icon, &out->icon);
}

static enum err
read_question(const struct json_node *node, struct rule_question *out)
{
    struct json_node field = json_at(node, "field");
    struct json_node title = json_at(node, "title");
    struct json_node note = json_at(node, "note");
    struct json_node choices = json_at(node, "choices");
    char id[ID_SIZE];
    void *items;
    enum err err = read_id(&field, id);
    if (!err && !(out->field = str_dup(id)))
        err = ERR_NO_MEMORY;
    err = err ? err : read_names(&title, RECORD_NAME_MAX, &out->title);
    if (!err)
        err = read_names_or_null(&note, RECORD_NAME_MAX, &out->note);
    if (!err)
        err = record_items(&choices, RULE_MAX_CHOICES,
                           sizeof(*out->choices), &items,
                           &out->choice_count);
    if (err)
        return err;
    out->choices = items;
    if (out->choice_count < 2)
        return json_refuse(&choices, "bad_value", "一个问题至少要有两个选项",
                           "a question needs at least two choices");
    for (size_t i = 0; i < out->choice_count && !err; i++) {
        struct json_node item = json_item(&choices, i);
        err = read_choice(&item, &out->choices[i]);
    }
    return err;
}

static enum err
read_questions(const struct json_node *root, struct rule *out)
{
    struct json_node list = json_at(root, "questions");
    void *items;
    enum err err = record_items(&list, RULE_MAX_QUESTIONS,
                                sizeof(*out->questions), &items,
                                &out->question_count);
    if (err)
        return err;
    out->questions = items;
    for (size_t i = 0; i < out->question_count && !err; i++) {
        struct json_node item = json_item(&list, i);
        err = read_question(&item, &out->questions[i]);
    }
    return err;
}

static enum err
read_condition(const struct json_node *node, struct rule_condition *out)
{
    struct json_node text = json_at(node, "text");
    struct json_node change = json_at(node, "change");
    struct json_node when = json_at(node, "when");
    enum err err = read_names(&text, RECORD_TEXT_MAX, &out->text);
    if (!err)
        err = read_names_or_null(&change, RECORD_TEXT_MAX, &out->change);
    return err ? err : record_logic(&when, &out->when);
}

static enum err
read_conditions(const struct json_node *root, struct rule *out)
{
    struct json_node list = json_at(root, "conditions");
    void *items;
    enum err err = record_items(&list, RULE_MAX_CONDITIONS,
                                sizeof(*out->conditions), &items,
                                &out->condition_count);
    if (err)
        return err;
    out->conditions = items;
    if (out->condition_count == 0)
        return json_refuse(&list, "missing", "至少要有一个条件",
                           "a rule needs at least one condition");
    for (size_t i = 0; i < out->condition_count && !err; i++) {
        struct json_node item = json_item(&list, i);
        err = read_condition(&item, &out->conditions[i]);
    }
    return err;
}

static enum err
read_case(const struct json_node *node, struct rule_case *out)
{
    struct json_node data = json_at(node, "data");
    struct json_node outcome = json_at(node, "outcome");
    int index = 0;
    if (!json_is_record(&data))
        return json_refuse(&data, "bad_type", "应为对象",
                           "this must be an object");
    enum err err = ERR_OK;
    out->matches = !json_missing(&outcome);
    if (out->matches)
        err = json_choice(&outcome, rule_outcome_names, &index);
    out->outcome = (enum rule_outcome)index;
    if (!err)
        out->data = json_deep_copy(data.value);
    return !err && !out->data ? ERR_NO_MEMORY : err;
}

static enum err
read_cases(const struct json_node *root, struct rule *out)
{
    struct json_node list = json_at(root, "cases");
    void *items;
    enum err err = record_items(&list, RULE_MAX_CASES, sizeof(*out->cases),
                                &items, &out->case_count);
    if (err)
        return err;
    out->cases = items;
    for (size_t i = 0; i < out->case_count && !err; i++) {
        struct json_node item = json_item(&list, i);
        err = read_case(&item, &out->cases[i]);
    }
    return err;
}

// Of somebody who says nothing every answer is tried: a condition that
// takes too long for some shows here, with or without a case for it.
static enum err
judge_nobody(const struct json_node *root, const struct rule *rule)
{
    struct json_node list = json_at(root, "conditions");
    struct finding finding;
    struct answers nobody = {0};
    enum err err = eligibility_judge(rule, &nobody, rule->valid_to, &finding);
    return err != ERR_INVALID
               ? err
               : json_refuse(&list, "bad_rule", "有条件无法计算",
                             "a condition cannot be evaluated: it takes too "
                             "long, or cuts a character in two");
}

static enum err
prove(const struct json_node *root, const struct rule *rule)
{
    size_t which = 0;
    enum err err = judge_nobody(root, rule);
    if (err)
        return err;
    err = eligibility_prove(rule, &which);
    if (err != ERR_INVALID)
        return err;
    struct json_node list = json_at(root, "cases");
    struct json_node item = json_item(&list, which);
    return json_refuse(&item, "case_failed", "这个示例得出的结果与写明的不同",
                       "this case gives another result than it states");
}

static enum err
read_words(const struct json_node *root, struct rule *out)
{
    struct json_node title = json_at(root, "title");
    struct json_node result = json_at(root, "result");
    struct json_node open = json_at(root, "open_points");
    struct json_node amount = json_at(root, "amount");
    struct json_node tag = json_at(root, "tag");
    enum err err = read_names(&title, RECORD_NAME_MAX, &out->title);
    err = err ? err : read_names(&result, RECORD_TEXT_MAX, &out->result);
    if (!err)
        err = read_names_or_null(&open, RECORD_TEXT_MAX, &out->open_points);
    if (!err)
        err = read_names_or_null(&amount, RECORD_NAME_MAX, &out->amount);
    err = err ? err : read_names_or_null(&tag, RECORD_NAME_MAX, &out->tag);
    // An allowance never stands without its conditions beside it.
    if (!err && !text_is_empty(&out->amount) && text_is_empty(&out->tag))
        err = json_refuse(&tag, "missing", "写了金额就要写明条件",
                          "an amount needs its conditions beside it");
    return err;
}

static enum err
read_frame(const struct json_node *root, struct rule *out)
{
    struct json_node version = json_at(root, "version");
    struct json_node outcome = json_at(root, "outcome");
    struct json_node stop = json_at(root, "stop");
    struct json_node profiles = json_at(root, "profiles");
    struct json_node policy = json_at(root, "policy");
    struct json_node service = json_at(root, "service");
    struct json_node order = json_at(root, "order");
    struct json_node from = json_at(root, "valid_from");
    struct json_node to = json_at(root, "valid_to");
    int index = 0;
    enum err err = json_int(&version, 1, MAX_ORDER, &out->version);
    err = err ? err : json_choice(&outcome, rule_outcome_names, &index);
    out->outcome = (enum rule_outcome)index;
    err = err ? err : read_bool(&stop, false, &out->stop);
    err = err ? err : read_ids(&profiles, 8, &out->profiles);
    err = err ? err : read_id_copy(&policy, &out->policy);
    err = err ? err : read_id_copy(&service, &out->service);
    if (!err && !json_missing(&order))
        err = json_int(&order, -MAX_ORDER, MAX_ORDER, &out->order);
    err = err ? err : read_day(&from, true, out->valid_from);
    return err ? err : read_day(&to, true, out->valid_to);
}

static enum err
read_parts(const struct json_node *root, const char *id, void *userdata)
{
    struct rule *out = userdata;
    enum err err = record_id_copy(id, &out->id);
    err = err ? err : read_frame(root, out);
    err = err ? err : read_words(root, out);
    err = err ? err : read_questions(root, out);
    err = err ? err : read_conditions(root, out);
    err = err ? err : read_cases(root, out);
    return err ? err : record_source(root, &out->source, &out->state);
}

static enum err
read_rule(const struct json_node *root, const char *id, void *userdata)
{
    enum err err = read_parts(root, id, userdata);
    return err ? err : prove(root, userdata);
}

enum err
record_rule(const char *id, const char *body, size_t len, struct rule *out,
            struct fault *fault)
{
    *out = (struct rule){0};
    return record_read(id, body, len, read_rule, out, fault);
}

enum err
record_rule_proven(const char *id, const char *body, size_t len,
                   struct rule *out, struct fault *fault)
{
    *out = (struct rule){0};
    return record_read(id, body, len, read_parts, out, fault);
}
