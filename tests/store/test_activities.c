// SPDX-License-Identifier: Apache-2.0
#include "store/activities.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/catalogue.h"
#include "util/id.h"
#include "util/str.h"

#define PAGE 8

static void
load(struct fixture *fixture)
{
    assert_int_equal(catalogue_load_built_in(
                         fixture->store, SOURCE_DIR "/assets/catalogue"),
                     ERR_OK);
}

static void
expect_list(struct fixture *fixture, struct activities_query query,
            const char *expected)
{
    struct activity list[PAGE];
    char ids[256] = "";
    size_t count;
    size_t total;
    size_t i;

    query.max = PAGE;
    assert_int_equal(activities_list(fixture->store, &query, list, &count,
                                     &total), ERR_OK);
    assert_int_equal(total, count + query.first);
    for (i = 0; i < count; i++) {
        size_t at = strlen(ids);

        (void)str_format(ids + at, sizeof(ids) - at, "%s ", list[i].id);
        activity_clear(&list[i]);
    }
    assert_string_equal(ids, expected);
}

static void
they_are_listed_by_day_and_class(void **state)
{
    struct fixture *fixture = *state;
    struct change change = fixture_put(
        "activity", "talk", 1,
        "{\"title\":{\"zh\":\"说明会\"},\"classes\":[\"praise\"],"
        "\"starts_at\":\"2026-12-20T14:30:00+08:00\"}");

    load(fixture);
    expect_list(fixture, (struct activities_query){0},
                "talent-week talent-fair pudong-experts group-service ");
    expect_list(fixture,
                (struct activities_query){.choice = ACTIVITIES_OF_CLASS,
                                          .class = ACTIVITY_HONOUR},
                "talent-week ");
    expect_list(fixture,
                (struct activities_query){.choice = ACTIVITIES_WITH_CHECKIN},
                "talent-week pudong-experts group-service ");
    (void)fixture_apply(fixture, &change, 1, "e.1");
    expect_list(fixture, (struct activities_query){0}, "talk ");
    expect_list(fixture,
                (struct activities_query){.choice = ACTIVITIES_OF_CLASS,
                                          .class = ACTIVITY_PRAISE},
                "talk ");
}

static enum err
join(struct fixture *fixture, const struct joining *joining, int64_t *today)
{
    return activities_join(fixture->store, joining, today);
}

static void
who_comes_is_counted_and_reported_once(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    struct joining joining = {.id = id, .activity = "group-service",
                              .field = "medical", .group = true,
                              .people = 12};
    size_t pending;
    int64_t today;
    char *events;

    load(fixture);
    id_uuid(id);
    assert_int_equal(join(fixture, &joining, &today), ERR_OK);
    assert_int_equal(today, 12);
    // A second tap is the same check-in.
    assert_int_equal(join(fixture, &joining, &today), ERR_OK);
    assert_int_equal(today, 12);
    events = fixture_pending(fixture, &pending);
    assert_int_equal(pending, 1);
    assert_non_null(strstr(events, "\"activity.joined\""));
    assert_non_null(strstr(events, "\"people\":12"));
    assert_non_null(strstr(events, "\"field\":\"medical\""));
    free(events);
    id_uuid(id);
    joining.people = 3;
    assert_int_equal(join(fixture, &joining, &today), ERR_OK);
    assert_int_equal(today, 15);
}

static void
what_cannot_be_is_refused(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_SIZE];
    struct joining joining = {.id = id, .activity = "talent-week",
                              .people = 1};
    struct outbox_counts counts;
    int64_t today;

    load(fixture);
    id_uuid(id);
    joining.group = true; // each comes alone
    assert_int_equal(join(fixture, &joining, &today), ERR_INVALID);
    joining.group = false;
    joining.people = 2;
    assert_int_equal(join(fixture, &joining, &today), ERR_INVALID);
    joining.people = 1;
    joining.field = "medical"; // it has none
    assert_int_equal(join(fixture, &joining, &today), ERR_INVALID);
    joining.field = NULL;
    joining.activity = "talent-fair"; // no check-in there
    assert_int_equal(join(fixture, &joining, &today), ERR_INVALID);
    joining.activity = "nothing";
    assert_int_equal(join(fixture, &joining, &today), ERR_NOT_FOUND);
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 0);
}

int
main(void)
{
#define TEST(name)                                                         \
    cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(they_are_listed_by_day_and_class),
        TEST(who_comes_is_counted_and_reported_once),
        TEST(what_cannot_be_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
