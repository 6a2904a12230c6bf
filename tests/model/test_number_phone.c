// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "model/number.h"
#include "util/str.h"

static void
one_phone_has_one_text(void **state)
{
    static const char *const mobile[] = {
        "15400000001", "154 0000 0001", "154-0000-0001", "+8615400000001",
        "+86 154 0000 0001", "0086 154 0000 0001", "8615400000001",
        "(+86)15400000001",
    };
    static const char *const landline[] = {
        "09710000123", "0971-0000123", "(0971) 0000123", "+86 971 0000123",
        "+8609710000123",
    };
    char out[NUMBER_PHONE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof(mobile) / sizeof(mobile[0]); i++) {
        assert_true(number_normalise_phone(mobile[i], out));
        assert_string_equal(out, "15400000001");
        assert_int_equal(number_check_phone(mobile[i]), NUMBER_OK);
    }
    for (size_t i = 0; i < sizeof(landline) / sizeof(landline[0]); i++) {
        assert_true(number_normalise_phone(landline[i], out));
        assert_string_equal(out, "09710000123");
    }
    assert_true(number_normalise_phone("0755-00001234", out));
    assert_string_equal(out, "075500001234");
    assert_true(number_normalise_phone("010-00001234", out));
    assert_string_equal(out, "01000001234");
}

// No judgement of carriers: each pair behind the 1 is a number.
static void
every_carrier(void **state)
{
    (void)state;
    for (int i = 0; i <= 99; i++) {
        char phone[12];

        assert_true(str_format(phone, sizeof(phone), "1%02d00000001", i));
        assert_int_equal(number_check_phone(phone), NUMBER_OK);
    }
}

static void
problems_when_submitted(void **state)
{
    static const struct {
        const char *text;
        enum number_problem problem;
    } cases[] = {
        {"", NUMBER_EMPTY},
        {" - ", NUMBER_EMPTY},
        {"1540000000", NUMBER_LENGTH},
        {"154000000011", NUMBER_LENGTH},
        {"0971000012", NUMBER_LENGTH},
        {"0971000012345", NUMBER_LENGTH},
        {"010-0000123", NUMBER_LENGTH},
        {"+86", NUMBER_LENGTH},
        {"0", NUMBER_LENGTH},
        {"25400000001", NUMBER_CHARACTER},
        {"1540000000a", NUMBER_CHARACTER},
        {"154+0000001", NUMBER_CHARACTER},
        {"+1 202 5550123", NUMBER_CHARACTER},
        {"00331234567", NUMBER_CHARACTER},
        {"12345678901234567890123", NUMBER_LENGTH},
    };
    char out[NUMBER_PHONE_SIZE];

    (void)state;
    assert_int_equal(number_check_phone(NULL), NUMBER_EMPTY);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(number_check_phone(cases[i].text),
                         cases[i].problem);
        assert_false(number_normalise_phone(cases[i].text, out));
        assert_string_equal(out, "");
    }
}

static void
problems_while_typing(void **state)
{
    static const char *const good[] = {"15400000001", "+8615400000001",
                                       "008615400000001", "8615400000001",
                                       "075500001234", "0971-0000123"};

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        for (size_t len = 0; len <= strlen(good[i]); len++) {
            char part[32];

            assert_true(str_format(part, sizeof(part), "%.*s", (int)len,
                                   good[i]));
            assert_int_equal(number_check_phone_typed(part), NUMBER_OK);
        }
    }
    assert_int_equal(number_check_phone_typed("2"), NUMBER_CHARACTER);
    assert_int_equal(number_check_phone_typed("1a"), NUMBER_CHARACTER);
    assert_int_equal(number_check_phone_typed("154000000011"),
                     NUMBER_LENGTH);
    assert_int_equal(number_check_phone_typed("0755000012345"),
                     NUMBER_LENGTH);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_phone_has_one_text),
        cmocka_unit_test(every_carrier),
        cmocka_unit_test(problems_when_submitted),
        cmocka_unit_test(problems_while_typing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
