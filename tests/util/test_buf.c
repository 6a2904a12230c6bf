// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "util/buf.h"

static void
always_terminated(void **state)
{
    struct buf buf;

    (void)state;
    buf_init(&buf, 100);
    assert_string_equal(buf_text(&buf), "");
    assert_true(buf_add(&buf, "", 0));
    assert_true(buf_add_str(&buf, "tic"));
    assert_true(buf_add_char(&buf, 'k'));
    assert_true(buf_addf(&buf, "et %d", 12));
    assert_string_equal(buf.data, "ticket 12");
    assert_int_equal(buf.len, 9);
    buf_clear(&buf);
}

static void
maximum_is_exact_and_sticky(void **state)
{
    struct buf buf;

    (void)state;
    buf_init(&buf, 4);
    assert_true(buf_add_str(&buf, "1234"));
    assert_false(buf_add_char(&buf, '5'));
    assert_true(buf.failed);
    // A later piece that would fit must not paper over the gap.
    assert_false(buf_add(&buf, "", 0));
    assert_string_equal(buf_text(&buf), "1234");
    assert_null(buf_take(&buf));
    buf_reset(&buf);
    assert_false(buf.failed);
    assert_true(buf_addf(&buf, "%s", "abcd"));
    assert_false(buf_addf(&buf, "%s", "e"));
    buf_clear(&buf);
    assert_int_equal(buf.max, 4);
    assert_true(buf_add_str(&buf, "x"));
    buf_clear(&buf);
}

static void
grows_to_many_bytes(void **state)
{
    struct buf buf;
    char expected[3001];

    (void)state;
    buf_init(&buf, 3000);
    for (int i = 0; i < 300; i++) {
        assert_true(buf_add_str(&buf, "0123456789"));
        memcpy(expected + i * 10, "0123456789", 10);
    }
    expected[3000] = '\0';
    assert_string_equal(buf_text(&buf), expected);
    assert_true(buf.size <= 3001);
    buf_clear(&buf);
}

static void
take_hands_over(void **state)
{
    struct buf buf;
    char *text;

    (void)state;
    buf_init(&buf, 10);
    text = buf_take(&buf);
    assert_string_equal(text, "");
    free(text);
    assert_true(buf_add_str(&buf, "mine"));
    text = buf_take(&buf);
    assert_string_equal(text, "mine");
    assert_null(buf.data);
    assert_int_equal(buf.len, 0);
    free(text);
}

static void
reset_wipes(void **state)
{
    struct buf buf;
    char zeros[32] = {0};

    (void)state;
    buf_init(&buf, 32);
    assert_true(buf_add_str(&buf, "890000198501010015"));
    buf_reset(&buf);
    assert_int_equal(buf.len, 0);
    assert_memory_equal(buf.data, zeros, 18);
    buf_clear(&buf);
    buf_clear(NULL);
    buf = (struct buf){0};
    buf_clear(&buf);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(always_terminated),
        cmocka_unit_test(maximum_is_exact_and_sticky),
        cmocka_unit_test(grows_to_many_bytes),
        cmocka_unit_test(take_hands_over),
        cmocka_unit_test(reset_wipes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
