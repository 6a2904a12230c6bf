// SPDX-License-Identifier: Apache-2.0
#include "model/rule.h"

#include <jansson.h>
#include <stdlib.h>

#include "util/str.h"

static const char *const outcomes[] = {
    [RULE_MAY_APPLY] = "MAY_APPLY",
    [RULE_ASK_DESK] = "ASK_DESK",
    [RULE_NOT_STATED] = "NOT_STATED",
};

const struct names rule_outcome_names = {
    outcomes, sizeof(outcomes) / sizeof(outcomes[0]),
};

bool
rule_expired(const struct rule *rule, const char *day)
{
    struct source_term term = {rule->state, rule->valid_to};
    return source_expired(term, day);
}

const struct rule_question *
rule_question_find(const struct rule *rule, const char *field)
{
    for (size_t i = 0; i < rule->question_count; i++) {
        if (str_equal(rule->questions[i].field, field)) {
            return &rule->questions[i];
        }
    }
    return NULL;
}

static void
question_clear(struct rule_question *question)
{
    for (size_t i = 0; i < question->choice_count; i++) {
        free(question->choices[i].value);
        text_clear(&question->choices[i].label);
        text_clear(&question->choices[i].note);
        free(question->choices[i].icon);
    }
    free(question->choices);
    free(question->field);
    text_clear(&question->title);
    text_clear(&question->note);
}

static void
clear_parts(struct rule *rule)
{
    for (size_t i = 0; i < rule->question_count; i++) {
        question_clear(&rule->questions[i]);
    }
    for (size_t i = 0; i < rule->condition_count; i++) {
        text_clear(&rule->conditions[i].text);
        text_clear(&rule->conditions[i].change);
        json_decref(rule->conditions[i].when);
    }
    for (size_t i = 0; i < rule->case_count; i++) {
        json_decref(rule->cases[i].data);
    }
    free(rule->questions);
    free(rule->conditions);
    free(rule->cases);
}

void
rule_clear(struct rule *rule)
{
    if (!rule) {
        return;
    }
    clear_parts(rule);
    text_clear(&rule->title);
    text_clear(&rule->result);
    text_clear(&rule->open_points);
    text_clear(&rule->amount);
    text_clear(&rule->tag);
    list_clear(&rule->profiles);
    source_clear(&rule->source);
    free(rule->id);
    free(rule->policy);
    free(rule->service);
    *rule = (struct rule){0};
}
