// SPDX-License-Identifier: Apache-2.0
#include "model/policy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "util/str.h"

bool
policy_expired(const struct policy *policy, const char *day)
{
    struct source_term term = {policy->state, policy->valid_to};

    return source_expired(term, day);
}

// Where the conditions behind an amount begin, and how long they are.
struct conditions {
    const char *open; // the bracket
    const char *text;
    size_t len;
};

static bool
find_conditions(const char *fact, struct conditions *out)
{
    static const char *const brackets[][2] = {{"（", "）"}, {"(", ")"}};
    size_t i;

    for (i = 0; i < 2; i++) {
        const char *open = strstr(fact, brackets[i][0]);
        const char *close = open ? strstr(open, brackets[i][1]) : NULL;

        // Words behind the bracket would be lost from the row.
        if (close && close[strlen(brackets[i][1])] == '\0') {
            out->open = open;
            out->text = open + strlen(brackets[i][0]);
            out->len = (size_t)(close - out->text);
            return out->len > 0;
        }
    }
    return false;
}

// Past the figures of a number; NULL where there is none.
static const char *
skip_number(const char *text, const char *end)
{
    if (text >= end || *text < '0' || *text > '9') {
        return NULL;
    }
    while (text < end && strchr("0123456789,. ", *text)) {
        text++;
    }
    return text;
}

// "10 万元", "3,000 元", "CNY 100,000"; nothing vague such as 540余万元.
static bool
is_amount(const char *text, size_t len)
{
    static const char *const units[] = {"万元", "元"};
    const char *end = text + len;
    size_t i;

    if (str_starts(text, "CNY ")) {
        return skip_number(text + 4, end) == end;
    }
    text = skip_number(text, end);
    for (i = 0; text && i < 2; i++) {
        if ((size_t)(end - text) == strlen(units[i])
            && str_starts(text, units[i])) {
            return true;
        }
    }
    return false;
}

bool
policy_amount(const struct policy *policy, enum lang lang, char *out,
              size_t size)
{
    struct conditions conditions;
    const char *summary = text_get(&policy->summary, lang);
    const char *fact;
    size_t len;

    out[0] = '\0';
    if (policy->fact_count == 0) {
        return false;
    }
    fact = text_get(&policy->facts[0].value, lang);
    if (!find_conditions(fact, &conditions)
        || strlen(summary) != conditions.len
        || strncasecmp(summary, conditions.text, conditions.len) != 0) {
        return false;
    }
    len = (size_t)(conditions.open - fact);
    while (len > 0 && fact[len - 1] == ' ') {
        len--;
    }
    if (len >= size || !is_amount(fact, len)) {
        return false;
    }
    memcpy(out, fact, len);
    out[len] = '\0';
    return true;
}

const char *
policy_fact_icon(const struct policy_fact *fact)
{
    static const char *const names[][2] = {
        {"谁可以", "user"},   {"面向谁", "briefcase"}, {"有什么", "wallet"},
        {"怎么办", "list"},   {"日期", "calendar"},    {"方案期限", "clock"},
        {"后续方案", "help"},
    };
    const char *label = text_get(&fact->label, LANG_ZH);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i][0], label) == 0) {
            return names[i][1];
        }
    }
    return "doc";
}

void
policy_clear(struct policy *policy)
{
    size_t i;

    if (!policy) {
        return;
    }
    for (i = 0; i < policy->fact_count; i++) {
        text_clear(&policy->facts[i].label);
        text_clear(&policy->facts[i].value);
    }
    free(policy->facts);
    free(policy->rows);
    free(policy->id);
    text_clear(&policy->title);
    text_clear(&policy->summary);
    text_clear(&policy->body);
    list_clear(&policy->topics);
    list_clear(&policy->services);
    list_clear(&policy->rules);
    source_clear(&policy->source);
    *policy = (struct policy){0};
}

void
topic_clear(struct topic *topic)
{
    if (!topic) {
        return;
    }
    free(topic->id);
    free(topic->parent);
    free(topic->icon);
    text_clear(&topic->name);
    text_clear(&topic->search);
    *topic = (struct topic){0};
}
