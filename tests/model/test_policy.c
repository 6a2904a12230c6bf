// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/policy.h"
#include "util/str.h"

static void
expires_by_state_or_day(void **state)
{
    struct policy policy = {.state = SOURCE_UNVERIFIED};

    (void)state;
    assert_false(policy_expired(&policy, "2026-11-24"));
    (void)str_copy(policy.valid_to, sizeof(policy.valid_to), "2026-11-24");
    assert_false(policy_expired(&policy, "2026-11-24"));
    assert_true(policy_expired(&policy, "2026-11-25"));
    assert_false(policy_expired(&policy, ""));
    policy.state = SOURCE_EXPIRED;
    assert_true(policy_expired(&policy, "2026-11-24"));
}

struct amount_case {
    const char *fact, *summary, *expected;
};

// An amount stands in a row only beside its conditions.
static void
tells_an_amount_beside_its_conditions(void **state)
{
    static const struct amount_case cases[] = {
        {"10 万元（全职引进 · 校园引才平台）", "全职引进 · 校园引才平台",
         "10 万元"},
        {"10万元（全职引进）", "全职引进", "10万元"},
        {"CNY 100,000 (full-time hire)", "Full-time hire", "CNY 100,000"},
        {"3,000 元（每月）", "每月", "3,000 元"},
        {"10 万元（全职引进 · 校园引才平台）", "全职引进", ""},
        {"10 万元（全职引进）", "", ""},
        {"10 万元", "全职引进", ""},
        {"10 万元（全职引进）以内", "全职引进", ""},
        {"540余万元（专项资金）", "专项资金", ""},
        {"70余名（专家）", "专家", ""},
        {"100 (people)", "people", ""},
        {"CNY (people)", "people", ""},
        {"（全职引进）", "全职引进", ""},
        {"10 万元（）", "", ""},
        {"约10 万元（每月）", "每月", ""},
    };
    char amount[32];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char fact_zh[128];
        char summary_zh[128];
        struct policy_fact fact = {.value = {.zh = fact_zh}};
        struct policy policy = {.summary = {.zh = summary_zh},
                                .facts = &fact, .fact_count = 1};

        (void)str_copy(fact_zh, sizeof(fact_zh), cases[i].fact);
        (void)str_copy(summary_zh, sizeof(summary_zh), cases[i].summary);
        assert_int_equal(policy_amount(&policy, LANG_ZH, amount,
                                       sizeof(amount)),
                         cases[i].expected[0] != '\0');
        assert_string_equal(amount, cases[i].expected);
    }
}

static void
tells_no_amount_that_does_not_fit(void **state)
{
    char fact_zh[] = "10 万元（每月）";
    char summary_zh[] = "每月";
    struct policy_fact fact = {.value = {.zh = fact_zh}};
    struct policy policy = {.summary = {.zh = summary_zh},
                            .facts = &fact, .fact_count = 1};
    char amount[9];

    (void)state;
    assert_false(policy_amount(&policy, LANG_ZH, amount, sizeof(amount)));
    policy.fact_count = 0;
    assert_false(policy_amount(&policy, LANG_ZH, amount, sizeof(amount)));
}

static void
clears_what_is_empty(void **state)
{
    struct policy policy = {0};
    struct topic topic = {0};

    (void)state;
    policy_clear(&policy);
    policy_clear(NULL);
    topic_clear(&topic);
    topic_clear(NULL);
}

// A label that is not known has a picture too.
static void
a_fact_has_a_picture(void **state)
{
    static const char *const cases[][2] = {
        {"谁可以", "user"}, {"怎么办", "list"}, {"后续方案", "help"},
        {"别的", "doc"}, {"", "doc"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_fact fact = {0};
        char label[32];
        (void)str_copy(label, sizeof(label), cases[i][0]);
        fact.label.zh = label;
        assert_string_equal(policy_fact_icon(&fact), cases[i][1]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expires_by_state_or_day),
        cmocka_unit_test(tells_an_amount_beside_its_conditions),
        cmocka_unit_test(tells_no_amount_that_does_not_fit),
        cmocka_unit_test(a_fact_has_a_picture),
        cmocka_unit_test(clears_what_is_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
