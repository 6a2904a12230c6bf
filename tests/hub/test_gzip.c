// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "hub/gzip.h"

static void
test_there_and_back(void **state)
{
    static const size_t sizes[] = {0, 1, 1000, 16384, 16385, 500000};
    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct buf packed;
        struct buf plain;
        char *data = malloc(sizes[i] + 1);
        assert_non_null(data);
        for (size_t j = 0; j < sizes[i]; j++)
            data[j] = (char)(j * 7 % 251);
        buf_init(&packed, 1 << 20);
        buf_init(&plain, 1 << 20);
        assert_int_equal(gzip_deflate(data, sizes[i], &packed), ERR_OK);
        assert_int_equal(gzip_inflate(packed.data, packed.len, &plain), ERR_OK);
        assert_int_equal(plain.len, sizes[i]);
        if (sizes[i] > 0)
            assert_memory_equal(plain.data, data, sizes[i]);
        // cut anywhere, or with something behind it: refused
        if (packed.len < 2000) {
            for (size_t cut = 0; cut < packed.len; cut++) {
                buf_reset(&plain);
                assert_int_equal(gzip_inflate(packed.data, cut, &plain),
                                 ERR_INVALID);
            }
            buf_add_char(&packed, 'x');
            buf_reset(&plain);
            assert_int_equal(gzip_inflate(packed.data, packed.len, &plain),
                             ERR_INVALID);
        }
        buf_clear(&packed);
        buf_clear(&plain);
        free(data);
    }
}

static void
test_bomb(void **state)
{
    struct buf packed;
    struct buf plain;
    size_t size = 32 * 1024 * 1024;
    char *data = calloc(1, size);
    (void)state;
    assert_non_null(data);
    buf_init(&packed, 1 << 20);
    buf_init(&plain, 1 << 20);
    assert_int_equal(gzip_deflate(data, size, &packed), ERR_OK);
    assert_true(packed.len < 200000);
    assert_int_equal(gzip_inflate(packed.data, packed.len, &plain),
                     ERR_CONFLICT);
    assert_true(plain.len <= 1 << 20);
    buf_clear(&packed);
    buf_clear(&plain);
    free(data);
}

static void
test_accepted(void **state)
{
    (void)state;
    assert_true(gzip_accepted("gzip"));
    assert_true(gzip_accepted("deflate, gzip;q=0.5"));
    assert_true(gzip_accepted("GZIP ; q=1"));
    assert_true(gzip_accepted("*"));
    assert_true(gzip_accepted("br , *;q=0.1"));
    assert_false(gzip_accepted(""));
    assert_false(gzip_accepted("identity"));
    assert_false(gzip_accepted("gzip;q=0"));
    assert_false(gzip_accepted("gzip; q=0.000, *"));
    assert_false(gzip_accepted("*;q=0"));
    assert_false(gzip_accepted("x-gzip2, gz"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_bomb),
        cmocka_unit_test(test_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
