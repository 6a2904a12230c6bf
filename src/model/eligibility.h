// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_ELIGIBILITY_H
#define MODEL_ELIGIBILITY_H

#include <stdbool.h>
#include <stddef.h>

#include "model/rule.h"
#include "util/err.h"
#include "util/id.h"

#define ELIGIBILITY_MAX_ANSWERS 32

/** What a visitor said. Fixed sizes, so that wiping it wipes all. */
struct answers {
    struct given_answer {
        char field[ID_SIZE];
        char value[ID_SIZE]; // "" when the question was skipped
    } items[ELIGIBILITY_MAX_ANSWERS];
    size_t count;
};

/** Set or replace; "" skips. False when there are too many or too long. */
bool
answers_set(struct answers *answers, const char *field, const char *value);

/** NULL when it was not asked, "" when it was skipped. */
const char *
answers_get(const struct answers *answers, const char *field);

/** Forget the answer, so that it is asked again. */
void
answers_remove(struct answers *answers, const char *field);

enum truth { TRUTH_NOT_MET, TRUTH_MET, TRUTH_UNKNOWN };

/** What one rule says about the answers. */
struct finding {
    bool matches;  // no condition fails, at least one is met, and the
                   // questions of all others were asked
    enum rule_outcome outcome;
    enum truth truths[RULE_MAX_CONDITIONS]; // condition by condition
};

/**
 * Judge a rule. A condition is unknown while answers that were not given
 * could still make it true or false; a rule with one asks for the desk at
 * most, and so does an expired rule (`today` as "2026-12-01"), which never
 * says that something may apply. ERR_INVALID for a rule that cannot be
 * evaluated.
 */
enum err
eligibility_judge(const struct rule *rule, const struct answers *answers,
                  const char *today, struct finding *out);

/**
 * The next question whose answer can still change what is found: the first
 * in the order of the rules that was not asked, of a rule that no answer
 * has ruled out. `out` is borrowed from the rules, NULL at the end.
 */
enum err
eligibility_next(const struct rule *rules, size_t count,
                 const struct answers *answers,
                 const struct rule_question **out);

/**
 * Run a rule's examples, each as its own visitor on a day on which the rule
 * is valid. ERR_INVALID when one gives another result; `which` its index.
 */
enum err
eligibility_prove(const struct rule *rule, size_t *which);

#endif
