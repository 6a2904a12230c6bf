// SPDX-License-Identifier: Apache-2.0
#include "store/policies.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/catalogue.h"
#include "store/db.h"
#include "store/handle.h"
#include "util/str.h"

#define BUILT_IN SOURCE_DIR "/assets/catalogue"
#define BODY_SIZE 400
#define PAGE 8

static struct change
policy(const char *id, const char *topics, const char *date,
       const char *state, char body[BODY_SIZE])
{
    (void)str_format(body, BODY_SIZE,
                     "{\"title\":{\"zh\":\"题%s\"},\"summary\":null,"
                     "\"facts\":[],\"body\":null,\"topics\":[%s],"
                     "\"source\":{\"document\":{\"zh\":\"某刊\"},"
                     "\"date\":%s},\"state\":\"%s\"}",
                     id, topics, date, state);
    return fixture_put("policy", id, 1, body);
}

static void
expect_list(struct fixture *fixture, const char *topic, size_t first,
            const char *expected)
{
    struct policies_query query = {.topic = topic, .first = first,
                                   .max = PAGE};
    struct policy list[PAGE];
    char ids[256] = "";
    size_t count;
    size_t total;
    size_t i;

    assert_int_equal(policies_list(fixture->store, &query, list, &count,
                                   &total), ERR_OK);
    for (i = 0; i < count; i++) {
        size_t at = strlen(ids);

        (void)str_format(ids + at, sizeof(ids) - at, "%s ", list[i].id);
        policy_clear(&list[i]);
    }
    assert_int_equal(total - first, count);
    assert_string_equal(ids, expected);
}

static void
apply_some(struct fixture *fixture)
{
    char bodies[5][BODY_SIZE];
    const struct change changes[] = {
        policy("old", "\"a\"", "\"2020-01-02\"", "verified", bodies[0]),
        policy("gone", "\"a\"", "\"2024-01-02\"", "expired", bodies[1]),
        policy("new", "\"b\",\"a\"", "\"2026-01-02\"", "verified",
               bodies[2]),
        policy("two", "\"b\"", "\"2020-01-02\"", "unverified", bodies[3]),
        policy("none", "", "null", "verified", bodies[4]),
        fixture_put("topic", "a", 1, "{\"name\":{\"zh\":\"甲\"},"
                                     "\"order\":20}"),
        fixture_put("topic", "b", 1, "{\"name\":{\"zh\":\"乙\"},"
                                     "\"order\":10}"),
    };

    (void)fixture_apply(fixture, changes, 7, "c1");
}

static void
the_newest_come_first_and_expired_ones_last(void **state)
{
    struct fixture *fixture = *state;

    apply_some(fixture);
    expect_list(fixture, NULL, 0, "new two old none gone ");
    expect_list(fixture, NULL, 3, "none gone ");
    expect_list(fixture, "a", 0, "new old gone ");
    expect_list(fixture, "b", 0, "new two ");
    expect_list(fixture, "c", 0, "");
}

static void
topics_stand_in_their_order(void **state)
{
    struct fixture *fixture = *state;
    struct topic topics[2];
    size_t count;
    size_t total;

    apply_some(fixture);
    assert_int_equal(policies_topics(fixture->store,
                                     (struct policies_range){0, 2}, topics,
                                     &count, &total), ERR_OK);
    assert_int_equal(count, 2);
    assert_int_equal(total, 2);
    assert_string_equal(topics[0].id, "b");
    assert_string_equal(topics[1].name.zh, "甲");
    assert_int_equal(topics[1].order, 20);
    topic_clear(&topics[0]);
    topic_clear(&topics[1]);
}

static void
what_changes_at_the_hub_changes_the_list(void **state)
{
    struct fixture *fixture = *state;
    char body[BODY_SIZE];
    struct change changes[2];

    apply_some(fixture);
    changes[0] = fixture_del("policy", "two", 2);
    changes[1] = policy("old", "\"b\"", "\"2026-05-01\"", "verified", body);
    changes[1].rev = 2;
    (void)fixture_apply(fixture, changes, 2, "c2");
    expect_list(fixture, NULL, 0, "old new none gone ");
    expect_list(fixture, "a", 0, "new gone ");
    expect_list(fixture, "b", 0, "old new ");
}

// While a kind is fetched anew, its two sets must not be counted together.
static void
a_set_being_fetched_is_not_listed(void **state)
{
    struct fixture *fixture = *state;
    char body[BODY_SIZE];
    struct change change = policy("new", "\"b\"", "\"2026-01-02\"",
                                  "verified", body);
    struct change_page page = {.changes = &change, .count = 1};

    apply_some(fixture);
    assert_int_equal(changes_refetch_begin(fixture->store, "policy"),
                     ERR_OK);
    assert_int_equal(changes_refetch_add(fixture->store, &page), ERR_OK);
    expect_list(fixture, "b", 0, "new two ");
    assert_int_equal(changes_refetch_end(fixture->store, "policy"), ERR_OK);
    expect_list(fixture, "b", 0, "new ");
    expect_list(fixture, NULL, 0, "new ");
}

static void
a_policy_is_read_whole(void **state)
{
    struct fixture *fixture = *state;
    struct policy found;
    char amount[32];

    assert_int_equal(catalogue_load_built_in(fixture->store, BUILT_IN),
                     ERR_OK);
    assert_int_equal(policies_get(fixture->store, "settling-allowance-phd",
                                  &found), ERR_OK);
    assert_string_equal(found.source.date, "2022-10-11");
    assert_true(policy_amount(&found, LANG_ZH, amount, sizeof(amount)));
    assert_string_equal(amount, "10 万元");
    assert_true(policy_amount(&found, LANG_EN, amount, sizeof(amount)));
    assert_string_equal(amount, "CNY 100,000");
    assert_true(list_has(&found.topics, "allowances"));
    policy_clear(&found);
    assert_int_equal(policies_get(fixture->store, "nothing", &found),
                     ERR_NOT_FOUND);
}

// Only the two allowances say an amount in a list (facts table, row 70).
static void
no_other_built_in_policy_shows_an_amount(void **state)
{
    struct fixture *fixture = *state;
    struct policies_query query = {.max = 100};
    struct policy *list = calloc(100, sizeof(*list));
    size_t amounts = 0;
    size_t count;
    size_t total;
    size_t i;

    assert_non_null(list);
    assert_int_equal(catalogue_load_built_in(fixture->store, BUILT_IN),
                     ERR_OK);
    assert_int_equal(policies_list(fixture->store, &query, list, &count,
                                   &total), ERR_OK);
    assert_int_equal(count, total);
    assert_true(count >= 19);
    assert_string_equal(list[0].id, "settling-allowance-phd");
    assert_string_equal(list[1].id, "settling-allowance-master");
    assert_int_equal(list[count - 1].state, SOURCE_EXPIRED);
    for (i = 0; i < count; i++) {
        char amount[32];

        amounts += policy_amount(&list[i], LANG_ZH, amount, sizeof(amount));
        assert_true(list[i].topics.count > 0);
        policy_clear(&list[i]);
    }
    assert_int_equal(amounts, 2);
    free(list);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_newest_come_first_and_expired_ones_last),
        TEST(topics_stand_in_their_order),
        TEST(what_changes_at_the_hub_changes_the_list),
        TEST(a_set_being_fetched_is_not_listed),
        TEST(a_policy_is_read_whole),
        TEST(no_other_built_in_policy_shows_an_amount),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
