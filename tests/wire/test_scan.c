// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "wire/scan.h"

static bool
accepts(const char *text)
{
    return scan_document((struct scan_span){text, strlen(text)}, 64);
}

static void
knows_the_grammar(void **state)
{
    static const char *const good[] = {
        " {} ", "[]", "0", "-0.5e+10", "\"\\u12aF\\n\"", "true",
        "[1, {\"a\" : [ ] } , null]", "\"\xe5\xbc\xa0\"", "1e400",
        "{\"a\":1,\"a\":2}", "99999999999999999999999999"};
    static const char *const bad[] = {
        "", " ", "{", "}", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "01",
        "-", "1.", ".5", "1e", "+1", "tru", "nulll", "\"", "\"\\x\"",
        "\"\\u12g4\"", "\"\t\"", "[1 2]", "{\"a\":1 \"b\":2}", "[}", "{]",
        "1 1", "\"\xff\"", "\"\xc0\x80\"", "[\"\\", "\"\\u12"};
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
        if (!accepts(good[i]))
            fail_msg("refused: %s", good[i]);
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        if (accepts(bad[i]))
            fail_msg("accepted: %s", bad[i]);
}

static void
counts_depth(void **state)
{
    struct scan_span two = {"[[1]]", 5};
    (void)state;
    assert_true(scan_document(two, 2));
    assert_false(scan_document(two, 1));
    size_t deep = SCAN_MAX_DEPTH + 1;
    char *text = malloc(2 * deep);
    memset(text, '[', deep);
    memset(text + deep, ']', deep);
    assert_false(scan_document((struct scan_span){text, 2 * deep}, SIZE_MAX));
    assert_true(scan_document((struct scan_span){text + 1, 2 * deep - 2},
                              SIZE_MAX));
    free(text);
}

static void
walks_one_level(void **state)
{
    static const char text[] =
        " { \"a\" : [1,{}] , \"\\u0062\":\"x\" } ";
    struct scan scan;
    struct scan_span key, value;
    char out[4];
    (void)state;
    assert_true(
        scan_enter(&scan, (struct scan_span){text, strlen(text)}, '{'));
    assert_int_equal(scan_next(&scan, &key, &value), SCAN_ITEM);
    assert_true(scan_key_is(key, "a"));
    assert_int_equal(value.len, 6);
    assert_memory_equal(value.text, "[1,{}]", 6);
    assert_int_equal(scan_next(&scan, &key, &value), SCAN_ITEM);
    assert_true(scan_key_is(key, "b"));
    assert_true(scan_text(value, out, sizeof(out)));
    assert_string_equal(out, "x");
    assert_false(scan_text(value, out, 1));
    assert_int_equal(scan_next(&scan, &key, &value), SCAN_END);
}

static void
stops_at_a_broken_item(void **state)
{
    static const char *const bad[] = {"[1,", "[1 2]", "[1}", "[,1]", "[1]x"};
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct scan scan;
        struct scan_span value;
        enum scan_step step;
        assert_true(scan_enter(
            &scan, (struct scan_span){bad[i], strlen(bad[i])}, '['));
        while ((step = scan_next(&scan, NULL, &value)) == SCAN_ITEM)
            ;
        assert_int_equal(step, SCAN_BAD);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_grammar),
        cmocka_unit_test(counts_depth),
        cmocka_unit_test(walks_one_level),
        cmocka_unit_test(stops_at_a_broken_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
