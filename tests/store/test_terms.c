// SPDX-License-Identifier: Apache-2.0
#include "store/terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/catalogue.h"
#include "store/policies.h"
#include "store/rules.h"
#include "store/search.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"

#define HOUR 3600
#define SLACK 120 // seconds
#define BODY_SIZE 4096

// A moment so many seconds from now, as a record writes it.
static const char *
moment(int64_t seconds)
{
    static char texts[4][TIMESTAMP_SIZE];
    static size_t at;
    char *out = texts[at++ % 4];

    timestamp_format(clock_now_ms() + seconds * 1000, out);
    return out;
}

#define POLICY(title, topic)                                               \
    "\"title\":{\"zh\":\"" title "\"},\"topics\":[\"" topic "\"],"         \
    "\"source\":{\"document\":{\"zh\":\"某刊\"},\"date\":\"2026-01-02\"}," \
    "\"state\":\"verified\""

static void
put(struct fixture *fixture, const char *kind, int64_t rev, const char *body)
{
    struct change change = fixture_put(kind, "p", rev, body);
    char cursor[16];

    (void)str_format(cursor, sizeof(cursor), "e.%d", (int)rev);
    (void)fixture_apply(fixture, &change, 1, cursor);
}

// A policy that is called 住房 now, and 公寓 in an hour.
static void
put_with_next(struct fixture *fixture)
{
    char body[BODY_SIZE];

    (void)str_format(body, sizeof(body),
                     "{" POLICY("住房", "a") ",\"next\":{" POLICY("公寓", "b")
                     ",\"effective_from\":\"%s\"}}", moment(HOUR));
    put(fixture, "policy", 1, body);
}

static bool
take_over(struct fixture *fixture)
{
    bool changed;
    int64_t next_ms;

    assert_int_equal(catalogue_take_over(fixture->store, &changed, &next_ms),
                     ERR_OK);
    return changed;
}

// When the store wants to be asked again, seconds from now; a busy machine
// may have used up some of them.
static void
expect_due_in(struct fixture *fixture, int64_t seconds)
{
    bool changed;
    int64_t next_ms;
    int64_t left;

    assert_int_equal(catalogue_take_over(fixture->store, &changed, &next_ms),
                     ERR_OK);
    left = (next_ms - clock_now_ms()) / 1000;
    if (seconds < 0) {
        assert_int_equal(next_ms, 0);
    } else {
        assert_true(left <= seconds && left > seconds - SLACK);
    }
}

static void
expect_title(struct fixture *fixture, const char *title)
{
    struct policy found;
    enum err err = policies_get(fixture->store, "p", &found);

    assert_int_equal(err, title ? ERR_OK : ERR_NOT_FOUND);
    if (title) {
        assert_string_equal(found.title.zh, title);
        policy_clear(&found);
    }
}

static size_t
hits(struct fixture *fixture, const char *text)
{
    const struct search_query query = {.text = text, .max = 1};
    struct search_result result;
    struct policy found;

    assert_int_equal(search_policies(fixture->store, &query, &found,
                                     &result), ERR_OK);
    if (result.count > 0) {
        policy_clear(&found);
    }
    return result.total;
}

static size_t
of_topic(struct fixture *fixture, const char *topic)
{
    const struct policies_query query = {.topic = topic, .max = 1};
    struct policy found;
    size_t count;
    size_t total;

    assert_int_equal(policies_list(fixture->store, &query, &found, &count,
                                   &total), ERR_OK);
    if (count > 0) {
        policy_clear(&found);
    }
    return total;
}

static void
the_next_body_takes_over_at_its_time(void **state)
{
    struct fixture *fixture = *state;
    char before[65];
    char after[65];
    int64_t count;
    int64_t version;

    put_with_next(fixture);
    assert_false(take_over(fixture));
    expect_due_in(fixture, HOUR);
    expect_title(fixture, "住房");
    assert_int_equal(hits(fixture, "公寓"), 0);
    assert_int_equal(changes_check(fixture->store, "policy", &count, before),
                     ERR_OK);
    clock_advance(HOUR - SLACK);
    assert_false(take_over(fixture));
    version = catalogue_version(fixture->store);

    clock_advance(SLACK);
    assert_true(take_over(fixture));
    assert_true(catalogue_version(fixture->store) > version);
    expect_due_in(fixture, -1);
    expect_title(fixture, "公寓");
    assert_int_equal(hits(fixture, "公寓"), 1);
    assert_int_equal(hits(fixture, "住房"), 0);
    assert_int_equal(of_topic(fixture, "a"), 0);
    assert_int_equal(of_topic(fixture, "b"), 1);
    // What was fetched is what the hub counts, whatever is shown of it.
    assert_int_equal(changes_check(fixture->store, "policy", &count, after),
                     ERR_OK);
    assert_string_equal(before, after);
    fixture_restart(fixture);
    expect_title(fixture, "公寓");
    assert_false(take_over(fixture));
}

static void
what_became_due_while_off_is_taken_at_the_start(void **state)
{
    struct fixture *fixture = *state;

    put_with_next(fixture);
    fixture_close(fixture);
    clock_advance(2 * HOUR);
    fixture_open(fixture);
    assert_true(take_over(fixture));
    expect_title(fixture, "公寓");
}

static void
a_record_is_shown_from_when_to_when_it_says(void **state)
{
    struct fixture *fixture = *state;
    char body[BODY_SIZE];
    int64_t count;
    char hash[65];

    (void)str_format(body, sizeof(body),
                     "{" POLICY("住房", "a") ",\"effective_from\":\"%s\","
                     "\"effective_to\":\"%s\"}", moment(HOUR),
                     moment(2 * HOUR));
    put(fixture, "policy", 1, body);
    expect_title(fixture, NULL);
    assert_int_equal(of_topic(fixture, "a"), 0);
    assert_int_equal(hits(fixture, "住房"), 0);
    expect_due_in(fixture, HOUR);
    clock_advance(HOUR);
    assert_true(take_over(fixture));
    expect_title(fixture, "住房");
    assert_int_equal(hits(fixture, "住房"), 1);
    expect_due_in(fixture, HOUR);
    clock_advance(HOUR);
    assert_true(take_over(fixture));
    expect_title(fixture, NULL);
    assert_int_equal(of_topic(fixture, "a"), 0);
    expect_due_in(fixture, -1);
    assert_int_equal(changes_check(fixture->store, "policy", &count, hash),
                     ERR_OK);
    assert_int_equal(count, 1);
}

static void
a_refused_change_keeps_what_was_planned(void **state)
{
    struct fixture *fixture = *state;

    put_with_next(fixture);
    put(fixture, "policy", 2, "{\"title\":7}");
    expect_title(fixture, "住房");
    clock_advance(HOUR);
    assert_true(take_over(fixture));
    expect_title(fixture, "公寓");
}

#define RULE(version, outcome)                                             \
    "\"version\":" version ",\"title\":{\"zh\":\"甲\"},\"outcome\":\""     \
    outcome "\",\"result\":{\"zh\":\"乙\"},\"questions\":[{\"field\":"     \
    "\"title\",\"title\":{\"zh\":\"问\"},\"choices\":[{\"value\":\"yes\"," \
    "\"label\":{\"zh\":\"是\"}},{\"value\":\"no\",\"label\":"              \
    "{\"zh\":\"否\"}}]}],\"conditions\":[{\"text\":{\"zh\":\"丙\"},"       \
    "\"when\":{\"==\":[{\"var\":\"title\"},\"yes\"]}}],\"cases\":"         \
    "[{\"data\":{\"title\":\"yes\"},\"outcome\":\"ASK_DESK\"}]"

static int64_t
rule_version(struct fixture *fixture)
{
    static struct rule rules[RULES_MAX];
    size_t count;
    int64_t version = 0;

    assert_int_equal(rules_list(fixture->store, "hall", rules, &count),
                     ERR_OK);
    if (count > 0) {
        assert_int_equal(count, 1);
        version = rules[0].version;
        rule_clear(&rules[0]);
    }
    return version;
}

static void
a_rule_waits_for_its_time(void **state)
{
    struct fixture *fixture = *state;
    char body[BODY_SIZE];
    struct outbox_counts counts;

    (void)str_format(body, sizeof(body),
                     "{" RULE("1", "ASK_DESK") ",\"next\":{"
                     RULE("2", "ASK_DESK") ",\"effective_from\":\"%s\"}}",
                     moment(HOUR));
    put(fixture, "rule", 1, body);
    assert_int_equal(rule_version(fixture), 1);
    clock_advance(HOUR);
    assert_true(take_over(fixture));
    assert_int_equal(rule_version(fixture), 2);
    // One whose next version fails its own examples is refused whole.
    (void)str_format(body, sizeof(body),
                     "{" RULE("3", "ASK_DESK") ",\"next\":{"
                     RULE("4", "MAY_APPLY") ",\"effective_from\":\"%s\"}}",
                     moment(HOUR));
    put(fixture, "rule", 2, body);
    assert_int_equal(rule_version(fixture), 2);
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 1);
}

static void
a_clock_set_back_takes_it_back(void **state)
{
    struct fixture *fixture = *state;

    put_with_next(fixture);
    clock_advance(HOUR);
    assert_true(take_over(fixture));
    clock_step_wall(-HOUR / 2);
    assert_true(take_over(fixture));
    expect_title(fixture, "住房");
    expect_due_in(fixture, HOUR / 2);
    clock_step_wall(HOUR / 2);
    assert_true(take_over(fixture));
    expect_title(fixture, "公寓");
}

static void
without_any_time_nothing_is_applied(void **state)
{
    struct fixture *fixture = *state;
    const int64_t long_ago = INT64_C(20) * 366 * 24 * HOUR;
    char body[BODY_SIZE];

    clock_step_wall(-long_ago);
    assert_int_equal(clock_quality(), CLOCK_UNKNOWN);
    (void)str_format(body, sizeof(body),
                     "{" POLICY("住房", "a") ",\"effective_to\":\"%s\"}",
                     moment(-HOUR));
    put(fixture, "policy", 1, body);
    assert_false(take_over(fixture));
    expect_title(fixture, "住房");
    clock_step_wall(long_ago);
    assert_true(take_over(fixture));
    expect_title(fixture, NULL);
}

int
main(void)
{
#define TEST(name)                                                         \
    cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_next_body_takes_over_at_its_time),
        TEST(what_became_due_while_off_is_taken_at_the_start),
        TEST(a_record_is_shown_from_when_to_when_it_says),
        TEST(a_refused_change_keeps_what_was_planned),
        TEST(a_rule_waits_for_its_time),
        TEST(a_clock_set_back_takes_it_back),
        TEST(without_any_time_nothing_is_applied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
