// SPDX-License-Identifier: Apache-2.0
#include "model/eligibility.h"

#include <jansson.h>
#include <string.h>

#include "model/jsonlogic.h"
#include "util/str.h"

// Answers tried for one condition, and steps of all of them together,
// before it counts as unknown.
#define MAX_TRIES 4096
#define MAX_STEPS (4 * JSONLOGIC_MAX_STEPS)

bool
answers_set(struct answers *answers, const char *field, const char *value)
{
    struct given_answer *at = NULL;
    for (size_t i = 0; i < answers->count && !at; i++) {
        if (str_equal(answers->items[i].field, field)) {
            at = &answers->items[i];
        }
    }
    if (!at && answers->count < ELIGIBILITY_MAX_ANSWERS) {
        at = &answers->items[answers->count];
        if (!str_copy(at->field, sizeof(at->field), field)) {
            return false;
        }
        answers->count++;
    }
    return at && str_copy(at->value, sizeof(at->value), value);
}

const char *
answers_get(const struct answers *answers, const char *field)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (str_equal(answers->items[i].field, field)) {
            return answers->items[i].value;
        }
    }
    return NULL;
}

void
answers_remove(struct answers *answers, const char *field)
{
    for (size_t i = 0; i < answers->count; i++) {
        if (str_equal(answers->items[i].field, field)) {
            memmove(&answers->items[i], &answers->items[i + 1],
                    (answers->count - i - 1) * sizeof(answers->items[0]));
            answers->count--;
            memset(&answers->items[answers->count], 0,
                   sizeof(answers->items[0]));
            return;
        }
    }
}

/** The fields that a condition reads, of those that the rule asks. */
struct fields {
    const struct rule_question *items[RULE_MAX_QUESTIONS];
    size_t count;
};

static void
add_field(struct fields *fields, const struct rule *rule, const char *name)
{
    const struct rule_question *question = rule_question_find(rule, name);
    for (size_t i = 0; i < fields->count; i++) {
        if (fields->items[i] == question) {
            return;
        }
    }
    if (question && fields->count < RULE_MAX_QUESTIONS) {
        fields->items[fields->count++] = question;
    }
}

// Every text of a rule that names a question may be what it reads: better
// one field too many, which is tried in vain, than one too few.
static void
find_fields(struct fields *fields, const struct rule *rule,
            const json_t *logic)
{
    if (json_is_string(logic)) {
        add_field(fields, rule, json_string_value(logic));
    } else if (json_is_array(logic)) {
        for (size_t i = 0; i < json_array_size(logic); i++) {
            find_fields(fields, rule, json_array_get(logic, i));
        }
    } else if (json_is_object(logic)) {
        void *at = json_object_iter((json_t *)logic);
        for (; at; at = json_object_iter_next((json_t *)logic, at)) {
            find_fields(fields, rule, json_object_iter_value(at));
        }
    }
}

/** The trying out of answers that were not given. */
struct trial {
    const json_t *when;
    json_t *data; // owned
    const struct rule_question *open[RULE_MAX_QUESTIONS];
    size_t open_count;
    int tries, steps; // tried, and left
    bool yes, no;     // both: unknown
};

static enum err
try_once(struct trial *trial)
{
    json_t *result = NULL;
    int most = trial->steps < JSONLOGIC_MAX_STEPS ? trial->steps
                                                  : JSONLOGIC_MAX_STEPS;
    int left = most;
    enum err err = jsonlogic_apply_within(trial->when, trial->data, &left,
                                          &result, NULL);
    trial->steps -= most - left;
    if (err == ERR_INVALID && trial->steps <= 0) {
        trial->yes = trial->no = true;
        err = ERR_OK;
    } else if (!err) {
        bool truth = jsonlogic_truthy(result);
        trial->yes = trial->yes || truth;
        trial->no = trial->no || !truth;
    }
    json_decref(result);
    return err;
}

static enum err
try_from(struct trial *trial, size_t field)
{
    if (field == trial->open_count) {
        return try_once(trial);
    }
    const struct rule_question *question = trial->open[field];
    enum err err = ERR_OK;
    for (size_t i = 0; i < question->choice_count && !err; i++) {
        if (trial->yes && trial->no) {
            break;
        }
        if (++trial->tries > MAX_TRIES) {
            trial->yes = trial->no = true;
            break;
        }
        if (json_object_set_new(trial->data, question->field,
                                json_string(question->choices[i].value))) {
            return ERR_NO_MEMORY;
        }
        err = try_from(trial, field + 1);
    }
    return err;
}

/** What is known of one condition. */
struct verdict {
    enum truth truth;
    bool waits; // a question that it reads was not asked yet
};

static enum err
judge_condition(const struct rule *rule, const json_t *when,
                const struct answers *answers, struct verdict *out)
{
    struct fields fields = {0};
    struct trial trial = {
        .when = when, .data = json_object(), .steps = MAX_STEPS,
    };
    enum err err = trial.data ? ERR_OK : ERR_NO_MEMORY;
    find_fields(&fields, rule, when);
    for (size_t i = 0; i < fields.count && !err; i++) {
        const char *field = fields.items[i]->field;
        const char *value = answers_get(answers, field);
        out->waits = out->waits || !value;
        if (!value || value[0] == '\0') {
            trial.open[trial.open_count++] = fields.items[i];
        } else if (json_object_set_new(trial.data, field,
                                       json_string(value))) {
            err = ERR_NO_MEMORY;
        }
    }
    err = err ? err : try_from(&trial, 0);
    json_decref(trial.data);
    out->truth = trial.yes == trial.no ? TRUTH_UNKNOWN
                 : trial.yes           ? TRUTH_MET
                                       : TRUTH_NOT_MET;
    return err;
}

enum err
eligibility_judge(const struct rule *rule, const struct answers *answers,
                  const char *today, struct finding *out)
{
    bool met = false, failed = false, unknown = false, waits = false;
    *out = (struct finding){0};
    for (size_t i = 0; i < rule->condition_count; i++) {
        struct verdict verdict = {0};
        enum err err = judge_condition(rule, rule->conditions[i].when,
                                       answers, &verdict);
        if (err) {
            return err;
        }
        out->truths[i] = verdict.truth;
        met = met || verdict.truth == TRUTH_MET;
        failed = failed || verdict.truth == TRUTH_NOT_MET;
        if (verdict.truth == TRUTH_UNKNOWN) {
            unknown = true;
            waits = waits || verdict.waits;
        }
    }
    out->matches = met && !failed && !waits;
    out->outcome = rule->outcome;
    bool sure = !unknown && !rule_expired(rule, today);
    if (out->outcome == RULE_MAY_APPLY && !sure) {
        out->outcome = RULE_ASK_DESK;
    }
    return ERR_OK;
}

// The first question of a rule that was not asked and that a condition
// which is still open reads.
static const struct rule_question *
open_question(const struct rule *rule, const struct finding *finding,
              const struct answers *answers)
{
    struct fields fields = {0};
    for (size_t i = 0; i < rule->condition_count; i++) {
        if (finding->truths[i] == TRUTH_NOT_MET) {
            return NULL;
        }
        if (finding->truths[i] == TRUTH_UNKNOWN) {
            find_fields(&fields, rule, rule->conditions[i].when);
        }
    }
    for (size_t i = 0; i < rule->question_count; i++) {
        const struct rule_question *question = &rule->questions[i];
        for (size_t j = 0; j < fields.count; j++) {
            if (fields.items[j] == question
                && !answers_get(answers, question->field)) {
                return question;
            }
        }
    }
    return NULL;
}

enum err
eligibility_next(const struct rule *rules, size_t count,
                 const struct answers *answers,
                 const struct rule_question **out)
{
    enum err err = ERR_OK;
    *out = NULL;
    for (size_t i = 0; i < count && !err; i++) {
        struct finding finding;
        err = eligibility_judge(&rules[i], answers, "", &finding);
        if (!err && finding.matches && rules[i].stop
            && finding.outcome == rules[i].outcome) {
            // Nothing else matters, whatever was not asked.
            *out = NULL;
            return ERR_OK;
        }
        if (!err && !*out) {
            *out = open_question(&rules[i], &finding, answers);
        }
    }
    return err;
}

static bool
read_case(const struct rule_case *example, struct answers *out)
{
    void *at = json_object_iter(example->data);
    *out = (struct answers){0};
    for (; at; at = json_object_iter_next(example->data, at)) {
        const char *value = json_string_value(json_object_iter_value(at));
        if (!value
            || !answers_set(out, json_object_iter_key(at), value)) {
            return false;
        }
    }
    return true;
}

enum err
eligibility_prove(const struct rule *rule, size_t *which)
{
    for (size_t i = 0; i < rule->case_count; i++) {
        const struct rule_case *example = &rule->cases[i];
        struct answers answers;
        struct finding finding;
        *which = i;
        if (!read_case(example, &answers)) {
            return ERR_INVALID;
        }
        enum err err = eligibility_judge(rule, &answers, rule->valid_to,
                                         &finding);
        if (err) {
            return err;
        }
        bool same = finding.matches == example->matches
                    && (!finding.matches
                        || finding.outcome == example->outcome);
        if (!same) {
            return ERR_INVALID;
        }
    }
    return ERR_OK;
}
