// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "hub/query.h"

#define EPOCH "0f8fad5b-d9cb-469f-a165-70867728950e"

static enum err
parse(const char *text, struct changes_query *out)
{
    const char *field;
    return changes_query_parse(text, out, &field);
}

static void
test_defaults(void **state)
{
    struct changes_query query;
    (void)state;
    assert_int_equal(parse("", &query), ERR_OK);
    assert_true(query.from_start);
    assert_int_equal(query.limit, 200);
    assert_int_equal(query.wait_s, 0);
    assert_false(query.by_kind);
    assert_int_equal(parse("cursor=&kinds=&x=%00&&=&a", &query), ERR_OK);
    assert_true(query.from_start);
    assert_false(query.by_kind);
}

static void
test_all(void **state)
{
    struct changes_query query;
    (void)state;
    assert_int_equal(parse("cursor=" EPOCH ".42&limit=500&wait=99"
                           "&kinds=policy%2Ctopic,foo,site",
                           &query),
                     ERR_OK);
    assert_false(query.from_start);
    assert_string_equal(query.cursor.epoch, EPOCH);
    assert_int_equal(query.cursor.seq, 42);
    assert_int_equal(query.limit, 500);
    assert_int_equal(query.wait_s, 25);
    assert_int_equal(query.kind_count, 3);
    assert_string_equal(query.kinds[1], "topic");
    assert_int_equal(parse("w%61it=3", &query), ERR_OK);
    assert_int_equal(query.wait_s, 3);
}

static void
test_bad(void **state)
{
    static const char *const bad[] = {
        "limit=0",
        "limit=501",
        "limit=",
        "limit=1x",
        "limit=%31%",
        "limit=%3",
        "wait=-1",
        "wait=99999999999999999999",
        "cursor=x",
        "cursor=" EPOCH,
        "cursor=" EPOCH ".",
        "cursor=" EPOCH ".-1",
        "cursor=" EPOCH ".1.",
        "cursor=" EPOCH ".1.x",
        "cursor=" EPOCH ".1 ",
        "cursor=" EPOCH ".99999999999999999999",
        "cursor=" EPOCH ".1%00",
    };
    struct changes_query query;
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(parse(bad[i], &query), ERR_INVALID);
}

static void
test_cursor(void **state)
{
    char text[CHANGE_CURSOR_SIZE];
    struct changes_cursor cursor = {.epoch = EPOCH, .seq = 7, .born = 9};
    struct changes_cursor read;
    (void)state;
    changes_cursor_format(&cursor, text);
    assert_true(changes_cursor_parse(text, &read));
    assert_int_equal(read.seq, 7);
    assert_int_equal(read.born, 9);
    // once it has caught up, where it began is of no more use
    cursor.seq = 9;
    changes_cursor_format(&cursor, text);
    assert_string_equal(text, EPOCH ".9");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_all),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
