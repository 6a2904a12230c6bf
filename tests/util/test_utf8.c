// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "util/utf8.h"

static void
reads_one_to_four_bytes(void **state)
{
    static const char text[] = "a\xC3\xA9张𫖯";
    static const uint32_t codes[] = {'a', 0xE9, 0x5F20, 0x2B5AF};
    const char *cursor = text, *end = text + strlen(text);
    uint32_t code;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        char bytes[4];
        const char *start = cursor;
        size_t len;

        assert_true(utf8_next(&cursor, end, &code));
        assert_int_equal(code, codes[i]);
        len = utf8_put(code, bytes);
        assert_int_equal(len, (size_t)(cursor - start));
        assert_memory_equal(bytes, start, len);
    }
    assert_false(utf8_next(&cursor, end, &code));
    assert_int_equal(utf8_count(text), 4);
    assert_int_equal(utf8_previous(text, strlen(text)), 6);
    assert_int_equal(utf8_previous(text, 1), 0);
    assert_int_equal(utf8_previous(text, 0), 0);
}

// Unicode, table 3-7: everything outside is malformed.
static void
refuses_malformed_bytes(void **state)
{
    static const char *const bad[] = {
        "\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xE0\x9F\xBF",
        "\xF0\x80\x80\xAF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
        "\xE5\xBC", "\xF0\xAB\x96", "\xC3", "\xE5\x41\x41",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        const char *cursor = bad[i], *end = bad[i] + strlen(bad[i]);
        uint32_t code;

        assert_false(utf8_valid(bad[i], strlen(bad[i])));
        assert_true(utf8_next(&cursor, end, &code));
        assert_int_equal(code, UTF8_REPLACEMENT);
        assert_ptr_equal(cursor, bad[i] + 1);
    }
    assert_false(utf8_valid("a\0b", 3));
    assert_true(utf8_valid("", 0));
    assert_true(utf8_valid("张·明\xF4\x8F\xBF\xBF", 12));
}

static void
writes_scalars_only(void **state)
{
    char bytes[4];

    (void)state;
    assert_int_equal(utf8_put(0xD800, bytes), 0);
    assert_int_equal(utf8_put(0x110000, bytes), 0);
    assert_int_equal(utf8_put(0x10FFFF, bytes), 4);
    assert_memory_equal(bytes, "\xF4\x8F\xBF\xBF", 4);
    assert_int_equal(utf8_put(0x7FF, bytes), 2);
    assert_memory_equal(bytes, "\xDF\xBF", 2);
}

static void
knows_what_nobody_sees(void **state)
{
    static const uint32_t hidden[] = {0, '\n', 0x7F, 0x9F, 0x61C, 0x200B,
                                      0x202E, 0x2066, 0xFEFF, 0xE0020};
    static const uint32_t seen[] = {' ', 'a', 0xA0, 0x2014, 0x2026, 0x3000,
                                    0x5F20, 0x1F600, 0x627};

    (void)state;
    for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
        assert_true(utf8_hidden(hidden[i]));
    }
    for (size_t i = 0; i < sizeof(seen) / sizeof(seen[0]); i++) {
        assert_false(utf8_hidden(seen[i]));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_one_to_four_bytes),
        cmocka_unit_test(refuses_malformed_bytes),
        cmocka_unit_test(knows_what_nobody_sees),
        cmocka_unit_test(writes_scalars_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
