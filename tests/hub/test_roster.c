// SPDX-License-Identifier: Apache-2.0
#include "hub/roster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TODAY "2026-11-24"
#define HEADER "id_number,phone,name,grade,programmes,entitlements,valid_to\n"

static enum err
parse(const char *text, struct roster *out)
{
    return roster_parse(text, strlen(text), TODAY, out);
}

/** Parses lines that must give exactly one fault, and says which. */
static void
one_fault(const char *text, int64_t line, int column, const char *part)
{
    struct roster roster;
    assert_int_equal(parse(text, &roster), ERR_INVALID);
    assert_int_equal(roster.fault_count, 1);
    assert_int_equal(roster.faults[0].line, line);
    assert_int_equal(roster.faults[0].column, column);
    assert_non_null(strstr(roster.faults[0].reason, part));
    roster_clear(&roster);
}

static void
reads_people(void **state)
{
    (void)state;
    struct roster roster;
    assert_int_equal(
        parse("\xEF\xBB\xBF" HEADER
              "89000019770707006x,154 0000-0001,样例·扎西,high_level,"
              " nj_300 ; doctoral_corps;,green_channel,2027-06-30\r\n"
              ",15400000002,\"SAMPLE, VISITOR\",,,,\n",
              &roster),
        ERR_OK);
    assert_int_equal(roster.count, 2);
    const struct roster_person *first = &roster.people[0];
    assert_string_equal(first->id_number, "89000019770707006X");
    assert_string_equal(first->phone, "15400000001");
    assert_string_equal(first->name, "样例·扎西");
    assert_string_equal(first->programmes, "nj_300;doctoral_corps");
    assert_string_equal(first->entitlements, "green_channel");
    assert_string_equal(first->valid_to, "2027-06-30");
    assert_string_equal(roster.people[1].name, "SAMPLE, VISITOR");
    assert_string_equal(roster.people[1].id_number, "");
    assert_int_equal(roster.people[1].line, 3);
    roster_clear(&roster);
    assert_null(roster.people);
}

static void
takes_columns_in_any_order(void **state)
{
    (void)state;
    struct roster roster;
    assert_int_equal(
        parse("name,valid_to,id_number,grade,entitlements,phone,programmes\n"
              "测试甲,,890000198501010015,high_level,,,\n", &roster),
        ERR_OK);
    assert_string_equal(roster.people[0].name, "测试甲");
    assert_string_equal(roster.people[0].id_number, "890000198501010015");
    roster_clear(&roster);
}

static void
names_each_fault(void **state)
{
    (void)state;
    one_fault(HEADER "890000198501010016,,测试甲,,,,\n", 2, 1,
              "check digit");
    one_fault(HEADER "890000199002290029,,测试甲,,,,\n", 2, 1,
              "does not exist");
    one_fault(HEADER "890000209912310013,,测试甲,,,,\n", 2, 1, "future");
    one_fault(HEADER "890000850101001,,测试甲,,,,\n", 2, 1, "15-digit");
    one_fault(HEADER "8.9E+17,,测试甲,,,,\n", 2, 1, "");
    one_fault(HEADER ",12,测试甲,,,,\n", 2, 2, "phone");
    one_fault(HEADER "890000198501010015,,,,,,\n", 2, 3, "required");
    one_fault(HEADER "890000198501010015,,\"甲\n乙\",,,,\n", 2, 3,
              "line breaks");
    one_fault(HEADER "890000198501010015,,测试甲,high level,,,\n", 2, 4,
              "code");
    one_fault(HEADER "890000198501010015,,测试甲,,a b;c,,\n", 2, 5, "codes");
    one_fault(HEADER "890000198501010015,,测试甲,,,,2027-02-30\n", 2, 7,
              "2027-06-30");
    one_fault(HEADER ",,测试甲,,,,\n", 2, 0, "required");
    one_fault(HEADER "890000198501010015,,测试甲\n", 2, 0, "fewer");
    one_fault(HEADER "890000198501010015,,测试甲,,,,,\n", 2, 0, "more");
    one_fault(HEADER "\n890000198501010015,\"x,测试甲,,,,,\n", 3, 2,
              "never closed");
}

static void
names_every_fault_and_keeps_the_good(void **state)
{
    (void)state;
    struct roster roster;
    assert_int_equal(
        parse(HEADER "890000198501010016,12,,,,,\n"
                     "890000198501010015,,测试甲,,,,\n"
                     "890000199202290023,,演示乙,,,,31.12.2027\n", &roster),
        ERR_INVALID);
    assert_int_equal(roster.fault_count, 4);
    assert_false(roster.unusable);
    assert_int_equal(roster.count, 1);
    assert_int_equal(roster.bad_people, 2);
    assert_string_equal(roster.people[0].name, "测试甲");
    assert_string_equal(roster.faults[2].name, "name");
    roster_clear(&roster);
}

static void
finds_duplicates(void **state)
{
    (void)state;
    struct roster roster;
    assert_int_equal(
        parse(HEADER "890000198501010015,15400000001,测试甲,,,,\n"
                     "890000199202290023,15400000001,演示乙,,,,\n"
                     "8900 0019 8501 0100 15,,测试丙,,,,\n"
                     "890000197006150032,,样例·扎西,,,,\n", &roster),
        ERR_INVALID);
    assert_int_equal(roster.fault_count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(roster.faults[i].other, 2);
    assert_int_equal(roster.count, 2);
    assert_string_equal(roster.people[0].name, "测试甲");
    assert_string_equal(roster.people[1].name, "样例·扎西");
    assert_int_equal(roster.bad_people, 2);
    roster_clear(&roster);
}

static void
refuses_other_files(void **state)
{
    (void)state;
    static const char *const files[] = {
        "",
        "id_number,name\n1,2\n",
        HEADER "890000198501010015,,\xB2\xE2\xCA\xD4\xBC\xD7,,,,\n",
        "\xFF\xFEi\0d",
        "{\"kind\":\"talent\"}",
        "id_number,phone,name,name,programmes,entitlements,valid_to\n",
    };
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct roster roster;
        assert_int_equal(parse(files[i], &roster), ERR_INVALID);
        assert_true(roster.unusable);
        assert_int_equal(roster.count, 0);
        assert_true(roster.fault_count > 0);
        roster_clear(&roster);
    }
}

/** A file with more faults than are kept says how many there are. */
static void
bounds_faults(void **state)
{
    (void)state;
    static const char line[] = ",,,,,,\n";
    size_t lines = ROSTER_MAX_FAULTS + 500;
    size_t len = strlen(HEADER) + lines * strlen(line);
    char *text = malloc(len + 1);
    assert_non_null(text);
    memcpy(text, HEADER, strlen(HEADER));
    for (size_t i = 0; i < lines; i++)
        memcpy(text + strlen(HEADER) + i * strlen(line), line,
               sizeof(line));
    struct roster roster;
    assert_int_equal(roster_parse(text, len, TODAY, &roster), ERR_INVALID);
    assert_int_equal(roster.fault_count, lines);
    assert_int_equal(roster.bad_people, lines);
    roster_clear(&roster);
    roster_clear(&roster);
    roster_clear(NULL);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_people),
        cmocka_unit_test(takes_columns_in_any_order),
        cmocka_unit_test(names_each_fault),
        cmocka_unit_test(names_every_fault_and_keeps_the_good),
        cmocka_unit_test(finds_duplicates),
        cmocka_unit_test(refuses_other_files),
        cmocka_unit_test(bounds_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
