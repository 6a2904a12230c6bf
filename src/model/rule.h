// SPDX-License-Identifier: Apache-2.0
#ifndef MODEL_RULE_H
#define MODEL_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/lang.h"
#include "model/list.h"
#include "model/names.h"
#include "model/source.h"
#include "util/timestamp.h"

struct json_t;

#define RULE_MAX_CONDITIONS 12
#define RULE_MAX_QUESTIONS 12
#define RULE_MAX_CHOICES 12
#define RULE_MAX_CASES 64

/** What a visitor may be told; never more than a hint. */
enum rule_outcome { RULE_MAY_APPLY, RULE_ASK_DESK, RULE_NOT_STATED };

/** "MAY_APPLY", "ASK_DESK", "NOT_STATED". */
extern const struct names rule_outcome_names;

/** One of the answers to a question. */
struct rule_choice {
    char *value; // owned, as all pointers here
    struct text label;
    struct text note;
    char *icon; // name of a picture in assets; NULL: none
};

/** What is asked of the visitor; `field` is what conditions read. */
struct rule_question {
    char *field;
    struct text title;
    struct text note;
    struct rule_choice *choices;
    size_t choice_count;
};

/** One thing that must hold, shown with its reason. */
struct rule_condition {
    struct text text;    // the condition in words
    struct text change;  // what would change a "no"; may be empty
    struct json_t *when; // JsonLogic on the answers
};

/** An example with its result, which travels with the rule. */
struct rule_case {
    struct json_t *data;       // object: field → value
    bool matches;              // false: the rule says nothing
    enum rule_outcome outcome; // when it matches
};

/**
 * What a published policy says about whom: conditions, and the hint for
 * those who meet them all. A record, so that a centre can change it.
 */
struct rule {
    char *id; // owned, as all pointers here
    int64_t version;
    struct text title;
    struct text result;      // what may apply, in a sentence
    struct text open_points; // what is not published; may be empty
    struct text amount;      // "10 万元", only when the outcome may apply
    struct text tag;         // conditions that stand beside the amount
    struct rule_question *questions;
    size_t question_count;
    struct rule_condition *conditions; // all must hold
    size_t condition_count;
    enum rule_outcome outcome;
    bool stop;               // nothing else is asked once it holds
    struct list profiles;    // of sites; empty: every site
    char *policy, *service;  // ids; NULL: none
    int64_t order;
    char valid_from[DAY_SIZE]; // "" when not published
    char valid_to[DAY_SIZE];   // the last day; "" when open
    struct rule_case *cases;
    size_t case_count;
    struct source source;
    enum source_state state;
};

/** True on `day` when its state says so or its last day has passed. */
bool
rule_expired(const struct rule *rule, const char *day);

/** NULL for a field that it does not ask. */
const struct rule_question *
rule_question_find(const struct rule *rule, const char *field);

void
rule_clear(struct rule *rule);

#endif
