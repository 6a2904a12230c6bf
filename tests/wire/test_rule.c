// SPDX-License-Identifier: Apache-2.0
#include "wire/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "model/eligibility.h"
#include "model/rule.h"
#include "util/buf.h"
#include "util/str.h"
#include "wire/record.h"

#define TODAY "2026-11-24"

// The built-in rules, in their order, as a kiosk of each profile has them.
static const char *const ids[] = {
    "R15", "R1", "R1b", "R2", "R2b", "R3", "R4", "R5", "R6", "R7", "R7b",
    "R8", "R9", "R10", "R11", "R12", "R13", "R13b", "R14",
};
#define RULES (sizeof(ids) / sizeof(ids[0]))

struct hall {
    struct rule rules[RULES];
    size_t count;
};

static json_t *
body_of(const char *id)
{
    char path[512];
    json_error_t error;
    str_format(path, sizeof(path),
               SOURCE_DIR "/assets/catalogue/rule.%s.json", id);
    json_t *record = json_load_file(path, 0, &error);
    assert_non_null(record);
    json_t *body = json_incref(json_object_get(record, "body"));
    json_decref(record);
    return body;
}

static enum err
read_body(const char *id, const json_t *body, struct rule *out,
          struct fault *fault)
{
    char *text = json_dumps(body, 0);
    enum err err = record_rule(id, text, strlen(text), out, fault);
    free(text);
    return err;
}

static int
open_hall(void **state)
{
    struct hall *hall = calloc(1, sizeof(*hall));
    for (size_t i = 0; i < RULES; i++) {
        struct fault fault = {0};
        struct rule *rule = &hall->rules[hall->count];
        json_t *body = body_of(ids[i]);
        if (read_body(ids[i], body, rule, &fault)) {
            print_message("%s: %s %s\n", ids[i], fault.field, fault.en);
            fail();
        }
        json_decref(body);
        if (rule->profiles.count > 0 && !list_has(&rule->profiles, "hall")) {
            rule_clear(rule);
        } else {
            hall->count++;
        }
    }
    *state = hall;
    return 0;
}

static int
close_hall(void **state)
{
    struct hall *hall = *state;
    for (size_t i = 0; i < hall->count; i++) {
        rule_clear(&hall->rules[i]);
    }
    free(hall);
    return 0;
}

/** "R1=MAY_APPLY R5=ASK_DESK" for "engagement=full_time …". */
static void
expect(struct hall *hall, const char *said, const char *wanted)
{
    struct answers answers = {0};
    struct buf found;
    char *copy = str_dup(said), *rest = copy, *pair;
    while ((pair = strsep(&rest, " ")) != NULL) {
        char *value = strchr(pair, '=');
        if (value) {
            *value = '\0';
            assert_true(answers_set(&answers, pair, value + 1));
        }
    }
    free(copy);
    buf_init(&found, 4096);
    for (size_t i = 0; i < hall->count; i++) {
        struct finding finding;
        assert_int_equal(eligibility_judge(&hall->rules[i], &answers, TODAY,
                                           &finding), ERR_OK);
        if (finding.matches) {
            buf_addf(&found, "%s%s=%s", found.len ? " " : "",
                     hall->rules[i].id,
                     names_get(rule_outcome_names, (int)finding.outcome));
        }
    }
    assert_string_equal(buf_text(&found), wanted);
    buf_clear(&found);
}

static void
table(void **state)
{
    struct hall *hall = *state;
    expect(hall, "engagement=full_time degree=phd channel=campus",
           "R1=MAY_APPLY");
    expect(hall, "engagement=full_time degree=master channel=campus",
           "R2=MAY_APPLY");
    // Part-time: flexible introduction, and no allowance.
    expect(hall, "engagement=part_time degree=phd channel=campus",
           "R4=MAY_APPLY");
    expect(hall, "engagement=full_time degree=phd channel=unknown",
           "R1b=ASK_DESK");
    expect(hall, "engagement=full_time degree=master channel=other",
           "R2b=ASK_DESK");
    expect(hall, "engagement=full_time degree=bachelor", "R3=NOT_STATED");
    expect(hall, "special_need=yes aid_xining=yes contribution=recognised",
           "R5=MAY_APPLY R6=MAY_APPLY R9=MAY_APPLY");
    expect(hall, "grade=high_level_on_roster child=yes field=medical",
           "R7=MAY_APPLY R8=MAY_APPLY R13=MAY_APPLY");
    expect(hall, "engagement=aid housing=yes team_lead=yes title=yes "
                 "enterprise=yes",
           "R10=ASK_DESK R11=ASK_DESK R12=ASK_DESK R14=MAY_APPLY");
    expect(hall, "", "");
}

static void
skipping_asks_the_desk(void **state)
{
    struct hall *hall = *state;
    // Both could still be true of somebody who skipped the channel.
    expect(hall, "engagement=full_time degree=phd channel=",
           "R1=ASK_DESK R1b=ASK_DESK");
    expect(hall, "engagement= degree= channel=", "");
    // What was not asked yet says nothing, whatever may come.
    expect(hall, "engagement=full_time", "");
}

static void
amounts(void **state)
{
    struct hall *hall = *state;
    for (size_t i = 0; i < hall->count; i++) {
        const struct rule *rule = &hall->rules[i];
        bool allowance = str_equal(rule->id, "R1")
                         || str_equal(rule->id, "R2");
        assert_true(allowance != text_is_empty(&rule->amount));
        assert_true(!allowance || !text_is_empty(&rule->tag));
        assert_true(rule->case_count > 0);
    }
}

static void
asked(struct hall *hall, struct answers *answers, const char *field,
      const char *value)
{
    const struct rule_question *question;
    assert_int_equal(eligibility_next(hall->rules, hall->count, answers,
                                      &question), ERR_OK);
    assert_non_null(question);
    assert_string_equal(question->field, field);
    assert_true(answers_set(answers, field, value));
}

static void
questions(void **state)
{
    struct hall *hall = *state;
    struct answers answers = {0};
    asked(hall, &answers, "engagement", "part_time");
    // Degree and channel can change nothing for a part-time engagement.
    asked(hall, &answers, "special_need", "no");
    asked(hall, &answers, "aid_xining", "no");
    asked(hall, &answers, "grade", "not_on_roster");
    // No child is asked about without the roster.
    asked(hall, &answers, "contribution", "unknown");
    asked(hall, &answers, "housing", "no");
    asked(hall, &answers, "team_lead", "no");
    asked(hall, &answers, "title", "no");
    asked(hall, &answers, "field", "other");
    asked(hall, &answers, "enterprise", "");
    const struct rule_question *question;
    assert_int_equal(eligibility_next(hall->rules, hall->count, &answers,
                                      &question), ERR_OK);
    assert_null(question);
    answers_remove(&answers, "aid_xining");
    asked(hall, &answers, "aid_xining", "yes");
}

static void
emergency_stops(void **state)
{
    struct rule rule;
    struct fault fault = {0};
    struct answers answers = {0};
    const struct rule_question *question;
    json_t *body = body_of("R15");

    (void)state;
    assert_int_equal(read_body("R15", body, &rule, &fault), ERR_OK);
    json_decref(body);
    assert_true(rule.stop);
    assert_int_equal(eligibility_next(&rule, 1, &answers, &question), ERR_OK);
    assert_string_equal(question->field, "emergency");
    answers_set(&answers, "emergency", "yes");
    assert_int_equal(eligibility_next(&rule, 1, &answers, &question), ERR_OK);
    assert_null(question);
    rule_clear(&rule);
}

static void
expired_never_may_apply(void **state)
{
    struct rule rule;
    struct fault fault = {0};
    struct finding finding;
    struct answers answers = {0};
    json_t *body = body_of("R5");

    (void)state;
    json_object_set_new(body, "valid_to", json_string("2026-11-23"));
    assert_int_equal(read_body("R5", body, &rule, &fault), ERR_OK);
    json_decref(body);
    answers_set(&answers, "special_need", "yes");
    assert_int_equal(eligibility_judge(&rule, &answers, "2026-11-23",
                                       &finding), ERR_OK);
    assert_int_equal(finding.outcome, RULE_MAY_APPLY);
    assert_int_equal(eligibility_judge(&rule, &answers, TODAY, &finding),
                     ERR_OK);
    assert_int_equal(finding.outcome, RULE_ASK_DESK);
    rule_clear(&rule);
}

static void
refused(const char *id, json_t *body, const char *code, const char *field)
{
    struct rule rule;
    struct fault fault = {0};
    assert_int_equal(read_body(id, body, &rule, &fault), ERR_INVALID);
    assert_string_equal(fault.code, code);
    assert_string_equal(fault.field, field);
    rule_clear(&rule);
    json_decref(body);
}

static void
bad_rules(void **state)
{
    json_t *body = body_of("R1");

    (void)state;
    json_object_set_new(json_array_get(json_object_get(body, "cases"), 2),
                        "outcome", json_string("MAY_APPLY"));
    refused("R1", body, "case_failed", "cases[2]");
    body = body_of("R1");
    json_object_set_new(json_array_get(json_object_get(body, "conditions"),
                                       0), "when",
                        json_pack("{s:[i]}", "fly", 1));
    refused("R1", body, "bad_rule", "conditions[0].when");
    body = body_of("R1");
    json_object_del(body, "tag");
    refused("R1", body, "missing", "tag");
    body = body_of("R1");
    json_object_set_new(body, "conditions", json_array());
    refused("R1", body, "missing", "conditions");
}

static void
evaluating(void **state)
{
    struct buf out;
    struct fault fault = {0};
    const char *pair = "[{\"+\":[{\"var\":\"n\"},0.5]},{\"n\":2}]";

    (void)state;
    buf_init(&out, 4096);
    assert_int_equal(rule_eval_pair(pair, strlen(pair), &out, &fault),
                     ERR_OK);
    assert_string_equal(buf_text(&out), "2.5");
    assert_int_equal(rule_eval_pair("[1", 2, &out, &fault), ERR_INVALID);
    assert_string_equal(fault.code, "bad_json");
    buf_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table),
        cmocka_unit_test(skipping_asks_the_desk),
        cmocka_unit_test(amounts),
        cmocka_unit_test(questions),
        cmocka_unit_test(emergency_stops),
        cmocka_unit_test(expired_never_may_apply),
        cmocka_unit_test(bad_rules),
        cmocka_unit_test(evaluating),
    };
    return cmocka_run_group_tests(tests, open_hall, close_hall);
}
