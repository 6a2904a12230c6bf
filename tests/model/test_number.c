// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "model/number.h"
#include "util/str.h"

#define TODAY "2026-12-01"

static const char *const good[] = {
    // fictional people of region 890000
    "890000198501010015", "890000199202290023", "890000197006150032",
    "890000200001010043", "890000198812310058", "89000019770707006X",
    "890000199505200072", "890000200111110088", "890000196303030091",
    "890000194801120111", "89000019860417029X", "89000019770707006x",
    // the examples printed in the standard itself
    "11010519491231002X", "440524188001010014",
    // Hong Kong, Macau, Taiwan; a foreigner's card
    "810000198501010010", "820000199002280020", "830000199202290030",
    "990000198203030011",
    // as people group them
    "890000 19850101 0015", "890000-19850101-0015",
};

static void
good_numbers_pass(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        char part[32];

        assert_int_equal(number_check_id(good[i], TODAY), NUMBER_OK);
        // And nothing is complained of on the way there.
        for (size_t len = 1; len <= strlen(good[i]); len++) {
            assert_true(str_format(part, sizeof(part), "%.*s", (int)len,
                                   good[i]));
            assert_int_equal(number_check_id_typed(part, TODAY), NUMBER_OK);
        }
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
        {"  ", NUMBER_EMPTY},
        {"890000199002290029", NUMBER_DATE},   // 29 February 1990
        {"890000199013010029", NUMBER_DATE},   // month 13
        {"890000198501010016", NUMBER_CHECK},
        {"890000209912310013", NUMBER_FUTURE},
        {"890000202611250019", NUMBER_OK},     // last week's newborn
        {"990000198203030012", NUMBER_CHECK},
        {"990000198202300011", NUMBER_DATE},
        {"89000019850101001", NUMBER_LENGTH},
        {"8900001985010100155", NUMBER_LENGTH},
        {"8900001985010X0015", NUMBER_CHARACTER},
        {"89000019850101001A", NUMBER_CHARACTER},
        {"090000198501010015", NUMBER_CHARACTER},
        {"张00001985010100", NUMBER_CHARACTER},
        {"630102650101001", NUMBER_OLD_15},
        {"630102850229001", NUMBER_DATE},
        {"890000198501010", NUMBER_LENGTH},    // 15 of 18 digits
    };

    (void)state;
    assert_int_equal(number_check_id(NULL, TODAY), NUMBER_EMPTY);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(number_check_id(cases[i].text, TODAY),
                         cases[i].problem);
    }
    assert_int_equal(number_check_id("890000209912310013", NULL), NUMBER_OK);
}

// The digit that makes it wrong is the one that is told.
static void
problems_while_typing(void **state)
{
    static const struct {
        const char *text;
        size_t told_at; // characters typed
        enum number_problem problem;
    } cases[] = {
        {"890000199013", 12, NUMBER_DATE},
        {"8900001990023", 13, NUMBER_DATE},
        {"89000019900229", 14, NUMBER_DATE},
        {"89000019900431", 14, NUMBER_DATE},
        {"8900001990004", 12, NUMBER_DATE},
        {"89000019901", 12, NUMBER_OK},
        {"8900001990014", 13, NUMBER_DATE},
        {"89000019900100", 14, NUMBER_DATE},
        {"8900001700", 8, NUMBER_DATE},
        {"8900000", 7, NUMBER_DATE},
        {"8900002027", 10, NUMBER_FUTURE},
        {"89000021", 8, NUMBER_FUTURE},
        {"89000020261202", 14, NUMBER_FUTURE},
        {"890000198501010016", 18, NUMBER_CHECK},
        {"8900001985x", 11, NUMBER_CHARACTER},
        {"8900001985010100155", 19, NUMBER_LENGTH},
        {"630102650101001", 15, NUMBER_OLD_15},
        {"6301026501010012", 16, NUMBER_DATE},
        {"630102651301", 10, NUMBER_DATE},
    };

    (void)state;
    assert_int_equal(number_check_id_typed("", TODAY), NUMBER_OK);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char part[32];
        size_t len = strlen(cases[i].text);

        for (size_t n = 1; n < cases[i].told_at && n <= len; n++) {
            enum number_problem problem;

            assert_true(str_format(part, sizeof(part), "%.*s", (int)n,
                                   cases[i].text));
            problem = number_check_id_typed(part, TODAY);
            if (problem != NUMBER_OLD_15) {
                assert_int_equal(problem, NUMBER_OK);
            }
        }
        assert_int_equal(number_check_id_typed(cases[i].text, TODAY),
                         cases[i].problem);
    }
}

// MOD 11-2 finds each wrong digit and each swap of neighbours.
static void
every_single_slip_is_found(void **state)
{
    const char *right = "890000198501010015";

    (void)state;
    for (size_t i = 0; i < 18; i++) {
        char wrong[19];

        memcpy(wrong, right, sizeof(wrong));
        for (char c = '0'; c <= '9'; c++) {
            wrong[i] = c;
            assert_true((number_check_id(wrong, TODAY) == NUMBER_OK)
                        == (c == right[i]));
        }
        memcpy(wrong, right, sizeof(wrong));
        if (i > 0 && wrong[i] != wrong[i - 1]) {
            wrong[i] = right[i - 1];
            wrong[i - 1] = right[i];
            assert_true(number_check_id(wrong, TODAY) != NUMBER_OK);
        }
    }
}

static void
normal_form(void **state)
{
    char out[NUMBER_ID_SIZE];

    (void)state;
    assert_true(number_normalise_id(" 890000-19770707 006x", out));
    assert_string_equal(out, "89000019770707006X");
    assert_false(number_normalise_id("8900001977070700666", out));
    assert_string_equal(out, "");
    assert_true(number_normalise_id(NULL, out));
    assert_string_equal(out, "");
}

static void
check_digits(void **state)
{
    (void)state;
    assert_int_equal(number_check_digit("11010519491231002"), 'X');
    assert_int_equal(number_check_digit("44052418800101001"), '4');
    assert_int_equal(number_check_digit("4405241880010100"), '\0');
    assert_string_equal(number_problem_name(NUMBER_OLD_15), "old-15");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_numbers_pass),
        cmocka_unit_test(problems_when_submitted),
        cmocka_unit_test(problems_while_typing),
        cmocka_unit_test(every_single_slip_is_found),
        cmocka_unit_test(normal_form),
        cmocka_unit_test(check_digits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
