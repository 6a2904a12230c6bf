// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "util/id.h"

static void
uuids_are_version_4_and_differ(void **state)
{
    char last[UUID_SIZE] = "";

    (void)state;
    for (int i = 0; i < 100; i++) {
        char uuid[UUID_SIZE];

        id_uuid(uuid);
        assert_true(id_uuid_valid(uuid));
        assert_int_equal(uuid[14], '4');
        assert_non_null(strchr("89ab", uuid[19]));
        assert_string_not_equal(uuid, last);
        memcpy(last, uuid, sizeof(last));
    }
}

static void
uuid_form_is_exact(void **state)
{
    static const char *const bad[] = {
        "", "3f1c0d2e-0000-4000-8000-00000000000",
        "3f1c0d2e-0000-4000-8000-0000000000000",
        "3F1C0D2E-0000-4000-8000-000000000000",
        "3f1c0d2e00000-4000-8000-000000000000",
        "3f1c0d2e-0000-4000-8000-00000000000g",
    };

    (void)state;
    assert_true(id_uuid_valid("3f1c0d2e-0000-4000-8000-000000000000"));
    assert_false(id_uuid_valid(NULL));
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(id_uuid_valid(bad[i]));
    }
}

static void
record_ids(void **state)
{
    char longest[66];

    (void)state;
    memset(longest, 'a', 65);
    longest[65] = '\0';
    assert_false(id_valid(longest));
    longest[64] = '\0';
    assert_true(id_valid(longest));
    assert_true(id_valid("ticket:A1012_b.c-d"));
    assert_false(id_valid(""));
    assert_false(id_valid(NULL));
    assert_false(id_valid("a b"));
    assert_false(id_valid("a/b"));
    assert_false(id_valid("\xE5\xBC\xA0"));
}

static void
random_bytes_fill(void **state)
{
    unsigned char a[32] = {0}, b[32] = {0};

    (void)state;
    id_random(a, sizeof(a));
    id_random(b, sizeof(b));
    assert_memory_not_equal(a, b, sizeof(a));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uuids_are_version_4_and_differ),
        cmocka_unit_test(uuid_form_is_exact),
        cmocka_unit_test(record_ids),
        cmocka_unit_test(random_bytes_fill),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
