// SPDX-License-Identifier: Apache-2.0
#include "store/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"
#include "model/eligibility.h"
#include "store/catalogue.h"
#include "util/str.h"

static void
clear(struct rule *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        rule_clear(&rules[i]);
    }
}

static void
built_in_rules(void **state)
{
    struct fixture *fixture = *state;
    static struct rule rules[RULES_MAX];
    size_t count;

    assert_int_equal(catalogue_load_built_in(
                         fixture->store, SOURCE_DIR "/assets/catalogue"),
                     ERR_OK);
    assert_int_equal(rules_list(fixture->store, "hall", rules, &count),
                     ERR_OK);
    assert_int_equal(count, 17);
    assert_string_equal(rules[0].id, "R1");
    clear(rules, count);
    // The hospital asks about an emergency before anything else.
    assert_int_equal(rules_list(fixture->store, "hospital", rules, &count),
                     ERR_OK);
    assert_int_equal(count, 19);
    assert_string_equal(rules[0].id, "R15");
    clear(rules, count);
}

static void
refused_change_keeps_the_good_one(void **state)
{
    struct fixture *fixture = *state;
    static struct rule rules[RULES_MAX];
    size_t count;
    static const char good[]
        = "{\"version\":1,\"title\":{\"zh\":\"甲\"},\"outcome\":\"ASK_DESK\","
          "\"result\":{\"zh\":\"乙\"},\"questions\":[{\"field\":\"title\","
          "\"title\":{\"zh\":\"问\"},\"choices\":[{\"value\":\"yes\","
          "\"label\":{\"zh\":\"是\"}},{\"value\":\"no\",\"label\":"
          "{\"zh\":\"否\"}}]}],\"conditions\":[{\"text\":{\"zh\":\"丙\"},"
          "\"when\":{\"==\":[{\"var\":\"title\"},\"yes\"]}}],\"cases\":"
          "[{\"data\":{\"title\":\"yes\"},\"outcome\":\"ASK_DESK\"}],"
          "\"source\":{\"document\":{\"zh\":\"书\"},\"date\":\"2022-10-11\"},"
          "\"state\":\"unverified\"}";
    char bad[sizeof(good)];
    struct change change = fixture_put("rule", "X1", 1, good);

    fixture_apply(fixture, &change, 1, "a");
    // The same, but its example says something else than its condition.
    str_copy(bad, sizeof(bad), good);
    for (char *at = bad; *at; at++) {
        if (str_starts(at, "\"yes\"]}}")) {
            at[1] = 'n', at[2] = 'o', at[3] = ' ';
        }
    }
    change = fixture_put("rule", "X1", 2, bad);
    struct changes_result result = fixture_apply(fixture, &change, 1, "b");
    assert_int_equal(result.refused, 1);
    assert_int_equal(rules_list(fixture->store, "hall", rules, &count),
                     ERR_OK);
    assert_int_equal(count, 1);
    assert_int_equal(rules[0].version, 1);
    clear(rules, count);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(built_in_rules, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(refused_change_keeps_the_good_one,
                                        fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
