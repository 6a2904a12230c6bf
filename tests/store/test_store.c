// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/catalogue.h"
#include "store/db.h"
#include "store/migrate.h"
#include "util/clock.h"
#include "util/file.h"
#include "util/str.h"

static void
epoch_of(struct fixture *fixture, char out[37])
{
    struct outbox_counts counts;

    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    str_copy(out, 37, counts.epoch);
}

static void
a_new_store_begins_an_epoch_and_keeps_it(void **state)
{
    struct fixture *fixture = *state;
    char first[37];
    char second[37];
    struct stat info;
    char path[FILE_PATH_SIZE];

    assert_true(fixture->condition.created);
    assert_false(fixture->condition.restored);
    epoch_of(fixture, first);
    assert_string_equal(first, fixture->condition.epoch);
    fixture_restart(fixture);
    assert_false(fixture->condition.created);
    assert_false(fixture->condition.restored);
    assert_int_equal(fixture->condition.migrated_from,
                     (int)migrate_step_count);
    epoch_of(fixture, second);
    assert_string_equal(first, second);
    assert_true(file_join(path, sizeof(path), fixture->dir, "kiosk.db"));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void
a_restart_loses_and_repeats_nothing(void **state)
{
    struct fixture *fixture = *state;
    int i;

    fixture_catalogue(fixture, 1);
    for (i = 1; i <= 45; i++) {
        char expected[8];
        struct ticket ticket = fixture_take(fixture, "a");

        str_format(expected, sizeof(expected), "A%03d", i);
        assert_string_equal(ticket.number, expected);
        if (i % 7 == 0) {
            fixture_restart(fixture);
        }
    }
}

static void
a_copy_that_comes_back_is_known(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_counts counts;
    struct ticket ticket;
    char first[37];
    int i;

    fixture_catalogue(fixture, 1);
    for (i = 0; i < 5; i++) {
        fixture_take(fixture, "a");
    }
    assert_int_equal(store_back_up(fixture->store), ERR_OK);
    for (i = 0; i < 3; i++) {
        fixture_take(fixture, "a"); // A006 to A008 are only in this file
    }
    epoch_of(fixture, first);
    fixture_close(fixture);
    fixture_remove(fixture, "kiosk.db-wal");
    fixture_copy(fixture, "backup/kiosk.db", "kiosk.db");
    fixture_open(fixture);
    assert_true(fixture->condition.restored);
    assert_false(fixture->condition.created);
    assert_string_not_equal(first, fixture->condition.epoch);
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 15);
    assert_int_equal(counts.last_seq, 0);
    ticket = fixture_take(fixture, "a");
    assert_string_equal(ticket.number, "A021"); // after the block
    fixture_restart(fixture);
    assert_false(fixture->condition.restored);
    ticket = fixture_take(fixture, "a");
    assert_string_equal(ticket.number, "A022");
}

static void
an_older_file_of_another_run_is_known(void **state)
{
    struct fixture *fixture = *state;
    struct ticket ticket;

    fixture_catalogue(fixture, 1);
    fixture_take(fixture, "a");
    fixture_close(fixture);
    fixture_copy(fixture, "kiosk.db", "old.db");
    fixture_open(fixture);
    fixture_take(fixture, "a");
    fixture_close(fixture);
    fixture_copy(fixture, "old.db", "kiosk.db");
    fixture_open(fixture);
    assert_true(fixture->condition.restored);
    ticket = fixture_take(fixture, "a");
    assert_string_equal(ticket.number, "A021");
}

static void
numbers_the_network_saw_make_a_copy_known(void **state)
{
    struct fixture *fixture = *state;
    size_t count;

    // taken while the store was open: only the marks can tell
    fixture_catalogue(fixture, 1);
    fixture_take(fixture, "a");
    fixture_close(fixture);
    fixture_copy(fixture, "kiosk.db", "old.db");
    fixture_open(fixture);
    fixture_copy(fixture, "kiosk.db", "old.db");
    fixture_copy(fixture, "kiosk.db-wal", "old.db-wal");
    fixture_take(fixture, "b");
    free(fixture_pending(fixture, &count)); // handed over
    assert_int_equal(count, 6);
    fixture_close(fixture);
    fixture_copy(fixture, "old.db", "kiosk.db");
    fixture_copy(fixture, "old.db-wal", "kiosk.db-wal");
    fixture_open(fixture);
    assert_true(fixture->condition.restored);
}

static void
a_lost_database_comes_back_from_its_copy(void **state)
{
    struct fixture *fixture = *state;
    int64_t services;

    fixture_catalogue(fixture, 1);
    fixture_take(fixture, "a");
    assert_int_equal(store_back_up(fixture->store), ERR_OK);
    fixture_close(fixture);
    fixture_remove(fixture, "kiosk.db");
    fixture_open(fixture);
    assert_true(fixture->condition.restored);
    assert_int_equal(catalogue_count(fixture->store, "service", &services),
                     ERR_OK);
    assert_int_equal(services, 2);
}

static void
without_any_file_it_begins_anew_above_the_marks(void **state)
{
    struct fixture *fixture = *state;

    fixture_catalogue(fixture, 1);
    fixture_take(fixture, "a");
    fixture_close(fixture);
    fixture_remove(fixture, "kiosk.db");
    fixture_open(fixture);
    assert_true(fixture->condition.created);
    fixture_catalogue(fixture, 1);
    assert_string_equal(fixture_take(fixture, "a").number, "A021");
}

static long
size_of(struct fixture *fixture, const char *name)
{
    char path[FILE_PATH_SIZE];
    struct stat info;

    assert_true(file_join(path, sizeof(path), fixture->dir, name));
    assert_int_equal(stat(path, &info), 0);
    return (long)info.st_size;
}

static void
a_damaged_database_is_replaced_and_its_events_saved(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_counts counts;
    struct ticket first;
    struct ticket found;
    char old[37];
    char *events;
    size_t count;
    long size;
    int i;

    fixture_catalogue(fixture, 1);
    assert_int_equal(store_back_up(fixture->store), ERR_OK);
    first = fixture_take(fixture, "a");
    for (i = 1; i < 60; i++) {
        fixture_take(fixture, "a");
    }
    epoch_of(fixture, old);
    fixture_close(fixture);
    // the last pages written hold events; the schema is in the first ones
    size = size_of(fixture, "kiosk.db");
    fixture_damage(fixture, "kiosk.db", size - size / 4 / 4096 * 4096,
                   size / 4 / 4096 * 4096);
    fixture_open(fixture);
    assert_true(fixture->condition.restored);
    assert_true(fixture->condition.salvaged);
    assert_string_not_equal(old, fixture->condition.epoch);
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_in_range(counts.pending, 40, 180);
    assert_int_equal(ticket_get(fixture->store, first.id, &found), ERR_OK);
    assert_string_equal(found.number, "A001"); // known again by its event
    assert_string_equal(found.visit, first.visit);
    assert_string_equal(found.day, first.day);
    events = fixture_pending(fixture, &count);
    assert_int_equal(count, counts.pending);
    free(events);
    assert_string_equal(fixture_take(fixture, "a").number, "A061");
    events = fixture_pending(fixture, &count);
    assert_int_equal(count, counts.pending); // the old epoch goes first
    free(events);
    fixture_restart(fixture);
    assert_false(fixture->condition.restored);
}

static void
open_in_steps(struct fixture *fixture, bool *damaged)
{
    struct site site;

    assert_int_equal(store_open_begin(fixture->dir, &fixture->store,
                                      &fixture->condition), ERR_OK);
    // what a first page reads
    assert_int_equal(catalogue_site(fixture->store, "hall", &site), ERR_OK);
    site_clear(&site);
    assert_int_equal(store_open_check(fixture->dir, damaged), ERR_OK);
    assert_int_equal(store_open_finish(fixture->store, *damaged,
                                       &fixture->condition), ERR_OK);
}

static void
a_store_may_be_looked_over_beside_the_first_page(void **state)
{
    struct fixture *fixture = *state;
    char old[37];
    bool damaged;

    fixture_catalogue(fixture, 1);
    fixture_take(fixture, "a");
    epoch_of(fixture, old);
    fixture_close(fixture);
    open_in_steps(fixture, &damaged);
    assert_false(damaged);
    assert_false(fixture->condition.restored);
    assert_string_equal(old, fixture->condition.epoch);
    assert_string_equal(fixture_take(fixture, "a").number, "A002");
}

static void
damage_found_beside_the_first_page_is_repaired(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_counts counts;
    bool damaged;
    long size;
    int i;

    fixture_catalogue(fixture, 1);
    assert_int_equal(store_back_up(fixture->store), ERR_OK);
    for (i = 0; i < 60; i++) {
        fixture_take(fixture, "a");
    }
    fixture_close(fixture);
    size = size_of(fixture, "kiosk.db");
    fixture_damage(fixture, "kiosk.db", size - size / 4 / 4096 * 4096,
                   size / 4 / 4096 * 4096);
    open_in_steps(fixture, &damaged);
    assert_true(damaged);
    assert_true(fixture->condition.restored);
    assert_true(fixture->condition.salvaged);
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_in_range(counts.pending, 40, 180);
    assert_string_equal(fixture_take(fixture, "a").number, "A061");
}

// Whatever is overwritten, the store opens and gives a number nobody has.
static void
any_damage_leaves_a_store_that_works(void **state)
{
    struct fixture *fixture = *state;
    unsigned long random = 12345;
    int round;
    int i;

    fixture_catalogue(fixture, 1);
    assert_int_equal(store_back_up(fixture->store), ERR_OK);
    for (round = 0; round < 12; round++) {
        struct ticket last = {0};
        struct ticket next;
        struct site site;
        long pages;

        for (i = 0; i < 8; i++) {
            last = fixture_take(fixture, "a");
        }
        fixture_close(fixture);
        pages = size_of(fixture, "kiosk.db") / 4096;
        for (i = 0; i < 3; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            fixture_damage(fixture, "kiosk.db",
                           (long)(random >> 33) % pages * 4096
                               + (long)(random >> 20) % 8 * 512, 512);
        }
        fixture_open(fixture);
        (void)catalogue_site(fixture->store, "hall", &site);
        site_clear(&site);
        next = fixture_take(fixture, "a");
        assert_true(strcmp(next.number, last.number) > 0);
        assert_string_equal(next.day, last.day);
    }
}

static void
a_file_that_is_no_database_is_set_aside(void **state)
{
    struct fixture *fixture = *state;
    char path[FILE_PATH_SIZE];

    fixture_catalogue(fixture, 1);
    assert_int_equal(store_back_up(fixture->store), ERR_OK);
    fixture_close(fixture);
    fixture_damage(fixture, "kiosk.db", 0, 4096);
    fixture_open(fixture);
    assert_true(fixture->condition.restored);
    assert_false(fixture->condition.salvaged);
    fixture_take(fixture, "a");
    // and a copy that is damaged too leaves an empty store
    fixture_close(fixture);
    fixture_damage(fixture, "kiosk.db", 0, 4096);
    fixture_damage(fixture, "backup/kiosk.db", 0, 4096);
    fixture_open(fixture);
    assert_true(fixture->condition.restored);
    assert_true(file_join(path, sizeof(path), fixture->dir, "kiosk.db"));
    assert_true(file_exists(path));
}

static void
a_stale_wal_is_not_played_into_a_copy(void **state)
{
    struct fixture *fixture = *state;
    char complaint[128];

    fixture_catalogue(fixture, 1);
    assert_int_equal(store_back_up(fixture->store), ERR_OK);
    fixture_take(fixture, "a");
    fixture_copy(fixture, "kiosk.db-wal", "old-wal");
    fixture_close(fixture);
    fixture_remove(fixture, "kiosk.db");
    fixture_copy(fixture, "old-wal", "kiosk.db-wal");
    fixture_open(fixture);
    assert_int_equal(store_check(fixture->store, complaint,
                                 sizeof(complaint)), ERR_OK);
    assert_string_equal(complaint, "");
    assert_true(fixture->condition.restored);
}

static void
lost_marks_begin_a_new_epoch(void **state)
{
    struct fixture *fixture = *state;
    char old[37];

    epoch_of(fixture, old);
    fixture_close(fixture);
    fixture_remove(fixture, "marks");
    fixture_open(fixture);
    assert_true(fixture->condition.restored);
    assert_string_not_equal(old, fixture->condition.epoch);
}

static void
a_newer_database_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct store_condition condition;
    struct store *store;
    char path[FILE_PATH_SIZE];
    FILE *file;

    fixture_close(fixture);
    // user_version stands in the header at byte 60
    assert_true(file_join(path, sizeof(path), fixture->dir, "kiosk.db"));
    file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, 60, SEEK_SET);
    fwrite("\0\0\0\x63", 1, 4, file);
    fclose(file);
    assert_int_equal(store_open(fixture->dir, &store, &condition),
                     ERR_CONFLICT);
    assert_null(store);
}

static void
a_folder_that_cannot_be_used_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    struct store_condition condition;
    struct store *store;
    char path[FILE_PATH_SIZE];

    assert_true(file_join(path, sizeof(path), fixture->dir, "file"));
    assert_int_equal(file_write(path, 0600, "x", 1), ERR_OK);
    assert_int_not_equal(store_open(path, &store, &condition), ERR_OK);
    assert_null(store);
    store_close(NULL);
}

static void
free_space_and_check_answer(void **state)
{
    struct fixture *fixture = *state;
    char complaint[64];

    assert_true(store_free_mib(fixture->store) >= 0);
    assert_int_equal(store_check(fixture->store, complaint,
                                 sizeof(complaint)), ERR_OK);
    assert_string_equal(complaint, "");
}

static void
two_connections_see_each_other(void **state)
{
    struct fixture *fixture = *state;
    struct store *other;
    struct outbox_counts counts;
    int64_t version;

    assert_int_equal(store_open_again(fixture->dir, &other), ERR_OK);
    fixture_catalogue(fixture, 1);
    version = catalogue_version(other);
    fixture_take(fixture, "a");
    assert_true(catalogue_version(other) > version);
    assert_int_equal(outbox_count(other, &counts), ERR_OK);
    assert_int_equal(counts.pending, 3);
    assert_int_equal(outbox_add(other, "kiosk.started", NULL,
                                "{\"what\":\"boot\"}"), ERR_OK);
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 4);
    store_close(other);
}

static void
a_store_of_schema_1_opens(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_counts counts;
    struct buf sql;
    struct db *db;
    char path[FILE_PATH_SIZE];

    fixture_close(fixture);
    fixture_remove(fixture, "marks");
    fixture_remove(fixture, "kiosk.db");
    buf_init(&sql, 1 << 20);
    assert_int_equal(file_read(SOURCE_DIR "/tests/store/schema-1.sql",
                               1 << 20, &sql), ERR_OK);
    assert_true(file_join(path, sizeof(path), fixture->dir, "kiosk.db"));
    assert_int_equal(db_open(path, DB_BACKGROUND, &db, NULL), ERR_OK);
    assert_int_equal(db_exec(db, buf_text(&sql)), ERR_OK);
    db_close(db);
    buf_clear(&sql);
    fixture_open(fixture);
    assert_int_equal(fixture->condition.migrated_from, 1);
    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    assert_int_equal(counts.pending, 3);
    assert_int_equal(counts.set_aside, 1);
    assert_string_equal(fixture_take(fixture, "a").service, "a");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_store_begins_an_epoch_and_keeps_it),
        TEST(a_restart_loses_and_repeats_nothing),
        TEST(a_copy_that_comes_back_is_known),
        TEST(an_older_file_of_another_run_is_known),
        TEST(numbers_the_network_saw_make_a_copy_known),
        TEST(a_lost_database_comes_back_from_its_copy),
        TEST(without_any_file_it_begins_anew_above_the_marks),
        TEST(a_damaged_database_is_replaced_and_its_events_saved),
        TEST(a_store_may_be_looked_over_beside_the_first_page),
        TEST(damage_found_beside_the_first_page_is_repaired),
        TEST(any_damage_leaves_a_store_that_works),
        TEST(a_file_that_is_no_database_is_set_aside),
        TEST(a_stale_wal_is_not_played_into_a_copy),
        TEST(lost_marks_begin_a_new_epoch),
        TEST(a_newer_database_is_refused),
        TEST(a_folder_that_cannot_be_used_is_an_error),
        TEST(free_space_and_check_answer),
        TEST(two_connections_see_each_other),
        TEST(a_store_of_schema_1_opens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
