// SPDX-License-Identifier: Apache-2.0
#include "store/migrate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "store/db.h"
#include "util/file.h"
#include "util/str.h"

static const char *const steps[] = {
    "CREATE TABLE a(x); INSERT INTO a VALUES(1);",
    "CREATE TABLE b(y); INSERT INTO b SELECT x + 1 FROM a;",
    "INSERT INTO b VALUES(9); INSERT INTO nowhere VALUES(1);",
};

static struct db *
open_db(struct fixture *fixture)
{
    char path[FILE_PATH_SIZE];
    struct db *db;

    assert_true(file_join(path, sizeof(path), fixture->dir, "other.db"));
    assert_int_equal(db_open(path, DB_BACKGROUND, &db, NULL), ERR_OK);
    return db;
}

static enum err
run(struct fixture *fixture, struct db *db, size_t count, int *from)
{
    char copies[FILE_PATH_SIZE];
    const struct migrate_plan plan = {
        .steps = steps, .count = count, .copy_dir = copies};

    assert_true(file_join(copies, sizeof(copies), fixture->dir, "copies"));
    return migrate_run(db, &plan, from);
}

static void
steps_follow_each_other_after_a_copy(void **state)
{
    struct fixture *fixture = *state;
    struct db *db = open_db(fixture);
    char path[FILE_PATH_SIZE];
    int64_t value;
    int from;

    assert_true(file_join(path, sizeof(path), fixture->dir,
                          "copies/before-1.db"));
    assert_int_equal(run(fixture, db, 1, &from), ERR_OK);
    assert_int_equal(from, 0);
    assert_false(file_exists(path)); // nothing to copy yet
    assert_int_equal(run(fixture, db, 2, &from), ERR_OK);
    assert_int_equal(from, 1);
    assert_true(file_exists(path));
    assert_int_equal(db_int(db, "SELECT y FROM b", &value), ERR_OK);
    assert_int_equal(value, 2);
    assert_int_equal(db_int(db, "PRAGMA user_version", &value), ERR_OK);
    assert_int_equal(value, 2);
    assert_int_equal(run(fixture, db, 2, &from), ERR_OK);
    assert_int_equal(from, 2);
    db_close(db);
}

static void
a_step_that_fails_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct db *db = open_db(fixture);
    int64_t value;
    int from;

    assert_int_equal(run(fixture, db, 2, &from), ERR_OK);
    assert_int_not_equal(run(fixture, db, 3, &from), ERR_OK);
    assert_int_equal(db_int(db, "SELECT count(*) FROM b", &value), ERR_OK);
    assert_int_equal(value, 1);
    assert_int_equal(db_int(db, "PRAGMA user_version", &value), ERR_OK);
    assert_int_equal(value, 2);
    db_close(db);
}

static void
a_newer_version_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct db *db = open_db(fixture);
    int from;

    assert_int_equal(run(fixture, db, 2, &from), ERR_OK);
    assert_int_equal(run(fixture, db, 1, &from), ERR_CONFLICT);
    assert_int_equal(from, 2);
    db_close(db);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(steps_follow_each_other_after_a_copy),
        TEST(a_step_that_fails_changes_nothing),
        TEST(a_newer_version_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
