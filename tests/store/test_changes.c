// SPDX-License-Identifier: Apache-2.0
#include "store/changes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/catalogue.h"
#include "store/commands.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/str.h"
#include "util/timestamp.h"

#define TOPIC "{\"name\":{\"zh\":\"题\"},\"parent\":null,"                   \
              "\"icon\":\"star\",\"order\":1}"

static struct changes_result
apply_page(struct fixture *fixture, struct change *changes, size_t count,
           const char *cursor, bool more)
{
    struct change_page page = {
        .changes = changes, .count = count, .more = more};
    struct changes_result result;

    assert_true(str_copy(page.cursor, sizeof(page.cursor), cursor));
    assert_int_equal(changes_apply(fixture->store, &page, &result), ERR_OK);
    return result;
}

static int64_t
topics(struct fixture *fixture)
{
    int64_t count;

    assert_int_equal(catalogue_count(fixture->store, "topic", &count),
                     ERR_OK);
    return count;
}

static void
cursor_is(struct fixture *fixture, const char *expected)
{
    char cursor[CHANGE_CURSOR_SIZE];

    assert_int_equal(changes_cursor(fixture->store, cursor, sizeof(cursor)),
                     ERR_OK);
    assert_string_equal(cursor, expected);
}

static struct change
topic(int number, int64_t rev)
{
    char id[32];

    str_format(id, sizeof(id), "t%d", number);
    return fixture_put("topic", id, rev, TOPIC);
}

static void
the_first_set_is_shown_when_it_is_complete(void **state)
{
    struct fixture *fixture = *state;
    struct change changes[2] = {topic(1, 1), topic(2, 1)};
    int64_t version;

    cursor_is(fixture, "");
    version = catalogue_version(fixture->store);
    apply_page(fixture, changes, 2, "e.2", true);
    cursor_is(fixture, "e.2");
    assert_int_equal(topics(fixture), 0);
    assert_int_equal(catalogue_version(fixture->store), version);
    fixture_restart(fixture);
    changes[0] = topic(3, 1);
    apply_page(fixture, changes, 1, "e.3", false);
    assert_int_equal(topics(fixture), 3);
    assert_true(catalogue_version(fixture->store) > version);
    cursor_is(fixture, "e.3");
}

static void
only_a_newer_revision_counts(void **state)
{
    struct fixture *fixture = *state;
    struct change change = topic(1, 5);
    struct changes_result result;

    fixture_apply(fixture, &change, 1, "e.1");
    change.rev = 5;
    result = fixture_apply(fixture, &change, 1, "e.2");
    assert_int_equal(result.ignored, 1);
    change.rev = 4;
    result = fixture_apply(fixture, &change, 1, "e.3");
    assert_int_equal(result.applied, 0);
    change = fixture_del("topic", "t1", 6);
    result = fixture_apply(fixture, &change, 1, "e.4");
    assert_int_equal(result.applied, 1);
    assert_int_equal(topics(fixture), 0);
    change = topic(1, 7);
    fixture_apply(fixture, &change, 1, "e.6");
    assert_int_equal(topics(fixture), 1);
}

static void
a_refused_body_leaves_the_last_good_one(void **state)
{
    struct fixture *fixture = *state;
    struct service service;
    struct change change;
    struct changes_result result;
    struct outbox_counts counts;
    size_t pending;
    char *events;

    fixture_catalogue(fixture, 1);
    change = fixture_put("service", "a", 2, "{\"letter\":\"O\"}");
    result = fixture_apply(fixture, &change, 1, "e.2");
    assert_int_equal(result.refused, 1);
    assert_int_equal(result.applied, 0);
    assert_int_equal(catalogue_service(fixture->store, "a", &service),
                     ERR_OK);
    assert_int_equal(service.letter, 'A');
    service_clear(&service);
    events = fixture_pending(fixture, &pending);
    assert_int_equal(pending, 1);
    assert_non_null(strstr(events, "\"catalogue.refused\""));
    assert_non_null(strstr(events, "\"id\":\"a\""));
    free(events);
    // fetched anew, it is the same story and no second event
    assert_int_equal(changes_refetch_begin(fixture->store, "service"),
                     ERR_OK);
    {
        struct change_page page = {.changes = &change, .count = 1};

        assert_int_equal(changes_refetch_add(fixture->store, &page),
                         ERR_OK);
    }
    assert_int_equal(changes_refetch_end(fixture->store, "service"), ERR_OK);
    assert_int_equal(catalogue_service(fixture->store, "a", &service),
                     ERR_OK);
    service_clear(&service);
    assert_int_equal(catalogue_service(fixture->store, "b", &service),
                     ERR_NOT_FOUND); // was not in the new set
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 1);
}

static void
unknown_kinds_are_kept_and_ignored(void **state)
{
    struct fixture *fixture = *state;
    struct change change = fixture_put("weather", "w", 1, "{\"x\":1}");
    struct changes_result result;
    int64_t count;
    char hash[65];

    result = fixture_apply(fixture, &change, 1, "e.1");
    assert_int_equal(result.ignored, 1);
    assert_int_equal(changes_check(fixture->store, "weather", &count, hash),
                     ERR_OK);
    assert_int_equal(count, 1);
}

static void
checks_are_the_protocols_hash(void **state)
{
    struct fixture *fixture = *state;
    struct change changes[2] = {topic(1, 12), topic(2, 3)};
    unsigned char a[HASH_SIZE];
    unsigned char b[HASH_SIZE];
    char expected[65];
    char hash[65];
    int64_t count;
    size_t i;

    assert_int_equal(changes_check(fixture->store, "topic", &count, hash),
                     ERR_OK);
    assert_int_equal(count, 0);
    memset(expected, '0', 64);
    expected[64] = '\0';
    assert_string_equal(hash, expected);
    fixture_apply(fixture, changes, 2, "e.1");
    hash_sha256("topic\nt1\n12", 11, a);
    hash_sha256("topic\nt2\n3", 10, b);
    for (i = 0; i < HASH_SIZE; i++) {
        a[i] ^= b[i];
    }
    hash_hex(a, sizeof(a), expected);
    assert_int_equal(changes_check(fixture->store, "topic", &count, hash),
                     ERR_OK);
    assert_int_equal(count, 2);
    assert_string_equal(hash, expected);
    changes[0] = fixture_del("topic", "t2", 4);
    fixture_apply(fixture, changes, 1, "e.2");
    assert_int_equal(changes_check(fixture->store, "topic", &count, hash),
                     ERR_OK);
    assert_int_equal(count, 1);
}

static void
a_long_page_is_applied_whole(void **state)
{
    struct fixture *fixture = *state;
    struct change first = topic(0, 1);
    struct change *changes = calloc(450, sizeof(*changes));
    struct changes_result result;
    int i;

    assert_non_null(changes);
    fixture_apply(fixture, &first, 1, "e.1");
    for (i = 0; i < 450; i++) {
        changes[i] = topic(i, 2);
    }
    changes[449] = fixture_del("topic", "t7", 3);
    result = apply_page(fixture, changes, 450, "e.2", false);
    assert_int_equal(result.applied, 450);
    assert_int_equal(topics(fixture), 448);
    cursor_is(fixture, "e.2");
    // and once more, as after a cut before the answer was noted
    result = apply_page(fixture, changes, 450, "e.2", false);
    assert_int_equal(result.ignored, 448);
    assert_int_equal(topics(fixture), 448);
    free(changes);
}

static void
starting_over_keeps_what_is_shown_until_the_end(void **state)
{
    struct fixture *fixture = *state;
    struct change changes[3] = {topic(1, 1), topic(2, 1), topic(3, 1)};

    fixture_apply(fixture, changes, 3, "e.3");
    assert_int_equal(changes_restart(fixture->store), ERR_OK);
    cursor_is(fixture, "");
    assert_int_equal(topics(fixture), 3);
    apply_page(fixture, &changes[1], 1, "f.1", true);
    assert_int_equal(topics(fixture), 3);
    fixture_restart(fixture);
    // begun over once more before the end: the half set is forgotten
    assert_int_equal(changes_restart(fixture->store), ERR_OK);
    apply_page(fixture, &changes[2], 1, "g.1", true);
    assert_int_equal(topics(fixture), 3);
    apply_page(fixture, changes, 0, "g.2", false);
    assert_int_equal(topics(fixture), 1);
    // a smaller revision in the new cursor epoch is as good as any
    changes[0] = topic(4, 1);
    fixture_apply(fixture, changes, 1, "g.3");
    assert_int_equal(topics(fixture), 2);
}

static void
a_kind_fetched_anew_is_swapped_whole(void **state)
{
    struct fixture *fixture = *state;
    struct change changes[3] = {topic(1, 1), topic(2, 1), topic(9, 1)};
    struct change_page page = {.changes = changes, .count = 1};
    struct change late;

    fixture_apply(fixture, changes, 3, "e.3");
    assert_int_equal(changes_refetch_end(fixture->store, "topic"),
                     ERR_NOT_FOUND);
    assert_int_equal(changes_refetch_begin(fixture->store, "topic"), ERR_OK);
    assert_int_equal(changes_refetch_add(fixture->store, &page), ERR_OK);
    assert_int_equal(topics(fixture), 3);
    // what comes by the main cursor meanwhile is in both
    late = topic(5, 1);
    fixture_apply(fixture, &late, 1, "e.4");
    assert_int_equal(topics(fixture), 4);
    // and what it deletes does not come back with an older page
    late = fixture_del("topic", "t2", 9);
    fixture_apply(fixture, &late, 1, "e.5");
    assert_int_equal(topics(fixture), 3);
    page.changes = &changes[1];
    assert_int_equal(changes_refetch_add(fixture->store, &page), ERR_OK);
    assert_int_equal(changes_refetch_end(fixture->store, "topic"), ERR_OK);
    assert_int_equal(topics(fixture), 2);
    cursor_is(fixture, "e.5");
}

static void
tickets_that_left_are_forgotten_but_own_ones_stay(void **state)
{
    struct fixture *fixture = *state;
    static const char *const other = "00000000-0000-4000-8000-000000000001";
    struct ticket own;
    struct ticket found;
    char body[400];
    struct change change;

    fixture_catalogue(fixture, 1);
    own = fixture_take(fixture, "a");
    str_format(body, sizeof(body),
               "{\"number\":\"A2001\",\"service\":\"a\",\"class\":"
               "\"normal\",\"day\":\"%s\",\"state\":\"waiting\","
               "\"window\":null,\"issued_at\":"
               "\"2026-12-01T09:00:00+08:00\",\"called_at\":null}", own.day);
    change = fixture_put("ticket", other, 1, body);
    fixture_apply(fixture, &change, 1, "e.2");
    assert_int_equal(ticket_get(fixture->store, other, &found), ERR_OK);
    change = fixture_del("ticket", other, 2);
    fixture_apply(fixture, &change, 1, "e.3");
    assert_int_equal(ticket_get(fixture->store, other, &found),
                     ERR_NOT_FOUND);
    change = fixture_del("ticket", own.id, 3);
    fixture_apply(fixture, &change, 1, "e.4");
    assert_int_equal(ticket_get(fixture->store, own.id, &found), ERR_OK);
    change = fixture_put("ticket", other, 4, body);
    fixture_apply(fixture, &change, 1, "e.5");
    assert_int_equal(changes_refetch_begin(fixture->store, "ticket"),
                     ERR_OK);
    assert_int_equal(changes_refetch_end(fixture->store, "ticket"), ERR_OK);
    assert_int_equal(ticket_get(fixture->store, other, &found),
                     ERR_NOT_FOUND);
    assert_int_equal(ticket_get(fixture->store, own.id, &found), ERR_OK);
}

static void
commands_wait_until_they_are_done(void **state)
{
    struct fixture *fixture = *state;
    struct command_item items[4];
    struct change changes[3];
    char soon[160];
    char when[TIMESTAMP_SIZE];
    size_t count;
    struct outbox_counts counts;

    timestamp_format(clock_now_ms() + 60000, when);
    str_format(soon, sizeof(soon),
               "{\"name\":\"unlock_pin\",\"reason\":\"asked\","
               "\"expires_at\":\"%s\"}", when);
    changes[0] = fixture_put("command", "c1", 1, soon);
    changes[1] = fixture_put("command", "c2", 2,
                             "{\"name\":\"sync\",\"reason\":\"x\","
                             "\"expires_at\":"
                             "\"2026-11-02T00:00:00+08:00\"}");
    changes[2] = fixture_put("command", "c3", 3, soon);
    fixture_apply(fixture, changes, 3, "e.3");
    assert_int_equal(commands_waiting(fixture->store, items, 4, &count),
                     ERR_OK);
    assert_int_equal(count, 2); // c2 has expired
    assert_string_equal(items[0].id, "c1");
    assert_string_equal(items[0].name, "unlock_pin");
    assert_int_equal(command_done(fixture->store, "c1", "done"), ERR_OK);
    assert_int_equal(command_done(fixture->store, "c1", "done"), ERR_OK);
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 1);
    fixture_restart(fixture);
    clock_advance(61);
    assert_int_equal(commands_waiting(fixture->store, items, 4, &count),
                     ERR_OK);
    assert_int_equal(count, 0);
}

static void
settings_and_times_outlive_a_restart(void **state)
{
    struct fixture *fixture = *state;
    struct sync_times times = {1, 2, 3, 4};
    char value[16];

    assert_int_equal(setting_get(fixture->store, "clock.trusted", value,
                                 sizeof(value)), ERR_NOT_FOUND);
    assert_int_equal(setting_set(fixture->store, "clock.trusted", "77"),
                     ERR_OK);
    assert_int_equal(setting_set(fixture->store, "No Key", "1"),
                     ERR_INVALID);
    assert_int_equal(sync_times_save(fixture->store, &times), ERR_OK);
    fixture_restart(fixture);
    assert_int_equal(setting_get(fixture->store, "clock.trusted", value,
                                 sizeof(value)), ERR_OK);
    assert_string_equal(value, "77");
    assert_int_equal(setting_get(fixture->store, "clock.trusted", value, 2),
                     ERR_INVALID);
    times = (struct sync_times){0};
    assert_int_equal(sync_times_load(fixture->store, &times), ERR_OK);
    assert_int_equal(times.last_contact, 1);
    assert_int_equal(times.last_full_sync, 4);
}

static void
the_last_200_heartbeats_are_kept(void **state)
{
    struct fixture *fixture = *state;
    char one[32];
    char *all;
    size_t count;
    int i;

    for (i = 1; i <= 203; i++) {
        str_format(one, sizeof(one), "{\"n\":%d}", i);
        assert_int_equal(heartbeat_keep(fixture->store, one), ERR_OK);
    }
    assert_int_equal(heartbeat_kept(fixture->store, &all, &count), ERR_OK);
    assert_int_equal(count, 200);
    assert_true(str_starts(all, "[{\"n\":4},{\"n\":5}"));
    assert_true(str_ends(all, "{\"n\":203}]"));
    free(all);
    assert_int_equal(heartbeat_forget(fixture->store), ERR_OK);
    assert_int_equal(heartbeat_kept(fixture->store, &all, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_string_equal(all, "[]");
    free(all);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_set_is_shown_when_it_is_complete),
        TEST(only_a_newer_revision_counts),
        TEST(a_refused_body_leaves_the_last_good_one),
        TEST(unknown_kinds_are_kept_and_ignored),
        TEST(checks_are_the_protocols_hash),
        TEST(a_long_page_is_applied_whole),
        TEST(starting_over_keeps_what_is_shown_until_the_end),
        TEST(a_kind_fetched_anew_is_swapped_whole),
        TEST(tickets_that_left_are_forgotten_but_own_ones_stay),
        TEST(commands_wait_until_they_are_done),
        TEST(settings_and_times_outlive_a_restart),
        TEST(the_last_200_heartbeats_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
