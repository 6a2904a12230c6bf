// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "model/receipt.h"
#include "model/scanned.h"

static void
check(const char *text, enum scanned_kind kind, const char *id)
{
    struct scanned scanned;

    scanned_read(text, &scanned);
    assert_int_equal(scanned.kind, kind);
    assert_string_equal(scanned.id, id);
}

static void
policies_are_named_by_address(void **state)
{
    (void)state;
    check("https://hub.example/p/flexible-intro", SCANNED_POLICY,
          "flexible-intro");
    check("HTTP://127.0.0.1:8443/p/a.b_c:d?lang=en#how", SCANNED_POLICY,
          "a.b_c:d");
    check("https://hub.example/talent/p/x\r\n", SCANNED_POLICY, "x");
    check("https://hub.example/p/", SCANNED_UNKNOWN, "");
    check("https://hub.example/p/a/b", SCANNED_UNKNOWN, "");
    check("https://hub.example/p/a%20b", SCANNED_UNKNOWN, "");
    check("https://hub.example/q/x", SCANNED_UNKNOWN, "");
    check("https://hub.example/xp/x", SCANNED_UNKNOWN, "");
    check("https://hub.example?/p/x", SCANNED_UNKNOWN, "");
    check("https:///p/x", SCANNED_UNKNOWN, "");
    check("ftp://hub.example/p/x", SCANNED_UNKNOWN, "");
    check("javascript:/p/x", SCANNED_UNKNOWN, "");
}

static void
policies_are_named_by_the_last_line(void **state)
{
    (void)state;
    check("安家费\n谁可以：博士\n/p/settling-allowance-phd", SCANNED_POLICY,
          "settling-allowance-phd");
    check("安家费\n/p/x \r\n\n", SCANNED_POLICY, "x");
    check("/p/x", SCANNED_POLICY, "x");
    check("/p/x\nmore", SCANNED_UNKNOWN, "");
    check("/talent/p/x", SCANNED_UNKNOWN, "");
    check("see /p/x", SCANNED_UNKNOWN, "");
    check("/p", SCANNED_UNKNOWN, "");
    check("/", SCANNED_UNKNOWN, "");
}

static void
receipts_are_ten_right_digits(void **state)
{
    char receipt[RECEIPT_SIZE], shown[RECEIPT_SHOWN_SIZE];
    char code[RECEIPT_CODE_SIZE];

    (void)state;
    receipt_make(receipt);
    receipt_show(receipt, shown);
    check(receipt, SCANNED_RECEIPT, receipt);
    check(shown, SCANNED_RECEIPT, receipt);
    receipt_code(receipt, code);
    check(code, SCANNED_RECEIPT, receipt);
    receipt[9] = receipt[9] == '9' ? '0' : (char)(receipt[9] + 1);
    check(receipt, SCANNED_UNKNOWN, "");
    check("12345678901234567890", SCANNED_UNKNOWN, "");
}

static void
the_rest_is_a_card_or_unknown(void **state)
{
    static char longest[SCANNED_MAX + 8];

    (void)state;
    check("v4.public.eyJzdWIi", SCANNED_CARD, "");
    check("v4.local.x", SCANNED_UNKNOWN, "");
    check("", SCANNED_UNKNOWN, "");
    check("\n", SCANNED_UNKNOWN, "");
    memset(longest, '\n', SCANNED_MAX);
    memcpy(longest + SCANNED_MAX - 4, "/p/x", 4);
    check(longest, SCANNED_POLICY, "x");
    longest[SCANNED_MAX] = 'y';
    check(longest, SCANNED_UNKNOWN, "");
}

static void
what_is_written_is_read(void **state)
{
    char text[128];

    (void)state;
    assert_true(scanned_policy_address("https://hub.example/", "a", text,
                                       sizeof(text)));
    assert_string_equal(text, "https://hub.example/p/a");
    check(text, SCANNED_POLICY, "a");
    assert_true(scanned_policy_address("https://hub.example:8443/talent", "a",
                                       text, sizeof(text)));
    assert_string_equal(text, "https://hub.example:8443/talent/p/a");
    assert_true(scanned_policy_line("a", text, sizeof(text)));
    check(text, SCANNED_POLICY, "a");
    assert_false(scanned_policy_address("hub.example", "a", text,
                                        sizeof(text)));
    assert_false(scanned_policy_address("https://hub.example/?a=", "a", text,
                                        sizeof(text)));
    assert_false(scanned_policy_address("https://hub.example", "a b", text,
                                        sizeof(text)));
    assert_false(scanned_policy_address("https://hub.example", "abc", text,
                                        12));
    assert_false(scanned_policy_line("a/b", text, sizeof(text)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(policies_are_named_by_address),
        cmocka_unit_test(policies_are_named_by_the_last_line),
        cmocka_unit_test(receipts_are_ten_right_digits),
        cmocka_unit_test(the_rest_is_a_card_or_unknown),
        cmocka_unit_test(what_is_written_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
