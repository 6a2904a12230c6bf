// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "util/str.h"

static void
copy_cuts_between_characters(void **state)
{
    char out[6];

    (void)state;
    assert_true(str_copy(out, sizeof(out), "abcde"));
    assert_string_equal(out, "abcde");
    assert_false(str_copy(out, sizeof(out), "abcdef"));
    assert_string_equal(out, "abcde");
    assert_false(str_copy(out, sizeof(out), "张明"));
    assert_string_equal(out, "张");
    assert_false(str_copy(out, 4, "a𫖯"));
    assert_string_equal(out, "a");
    assert_true(str_copy(out, sizeof(out), NULL));
    assert_string_equal(out, "");
    assert_false(str_copy(out, 1, "x"));
    assert_string_equal(out, "");
}

static void
format_reports_truncation(void **state)
{
    char out[5];

    (void)state;
    assert_true(str_format(out, sizeof(out), "%c%03d", 'A', 12));
    assert_string_equal(out, "A012");
    assert_false(str_format(out, sizeof(out), "%s", "A1012"));
}

static void
copies_on_the_heap(void **state)
{
    char *copy = str_dup("text");

    (void)state;
    assert_string_equal(copy, "text");
    free(copy);
    assert_null(str_dup(NULL));
    copy = str_dup_len("text", 2);
    assert_string_equal(copy, "te");
    secret_free(copy);
    secret_free(NULL);
}

static void
comparing(void **state)
{
    (void)state;
    assert_true(str_equal(NULL, NULL));
    assert_false(str_equal(NULL, ""));
    assert_false(str_equal("a", NULL));
    assert_true(str_equal("a", "a"));
    assert_false(str_equal("a", "A"));
    assert_true(str_equal_nocase("Gzip", "gzip"));
    assert_false(str_equal_nocase("gzip", NULL));
    assert_true(str_starts("visit.ended", "visit."));
    assert_false(str_starts("vis", "visit."));
    assert_false(str_starts(NULL, "visit."));
    assert_true(str_ends("a.csv", ".csv"));
    assert_false(str_ends("csv", ".csv"));
    assert_false(str_ends(NULL, ""));
}

static void
trimming(void **state)
{
    char text[] = " \t a b\r\n";
    char blank[] = "  ";

    (void)state;
    assert_string_equal(str_trim(text), "a b");
    assert_string_equal(str_trim(blank), "");
}

static void
whole_numbers(void **state)
{
    static const char *const bad[] = {"", "-", "+", " 1", "1 ", "1a", "0x1",
                                      "1.0", "9223372036854775808"};
    int64_t out = 7;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(str_parse_int(bad[i], INT64_MIN, INT64_MAX, &out));
    }
    assert_false(str_parse_int(NULL, 0, 1, &out));
    assert_false(str_parse_int("101", 0, 100, &out));
    assert_false(str_parse_int("-1", 0, 100, &out));
    assert_int_equal(out, 7);
    assert_true(str_parse_int("+42", 0, 100, &out));
    assert_int_equal(out, 42);
    assert_true(str_parse_int("-9223372036854775808", INT64_MIN, 0, &out));
    assert_true(out == INT64_MIN);
    assert_true(str_parse_int("9223372036854775807", 0, INT64_MAX, &out));
    assert_true(out == INT64_MAX);
}

static void
wiping(void **state)
{
    char pin[8] = "390716";
    char zeros[8] = {0};

    (void)state;
    secret_wipe(pin, sizeof(pin));
    assert_memory_equal(pin, zeros, sizeof(pin));
    secret_wipe(NULL, 8);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copy_cuts_between_characters),
        cmocka_unit_test(format_reports_truncation),
        cmocka_unit_test(copies_on_the_heap),
        cmocka_unit_test(comparing),
        cmocka_unit_test(trimming),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(wiping),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
