// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "util/buf.h"
#include "wire/json.h"
#include "wire/writer.h"

static void
refuses_what_is_not_strict_json(void **state)
{
    static const char *const bad[] = {
        "",
        "{",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1e999}",
        "{\"a\":99999999999999999999}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\xc0\xaf\"}",
        "{\"a\":\"\xed\xa0\x80\"}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":\"\n\"}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct fault fault = {0};
        struct json_t *json;
        assert_int_equal(json_parse(bad[i], strlen(bad[i]), &json, &fault),
                         ERR_INVALID);
        assert_string_equal(fault.code, "bad_json");
        assert_null(json);
    }
}

static void
writes_the_canonical_form(void **state)
{
    // The second is the sorting example of RFC 8785 section 3.2.3.
    static const char *const table[][2] = {
        {"{ \"b\" : [ 1 , -2 , true, false, null ], \"a\" : { } }",
         "{\"a\":{},\"b\":[1,-2,true,false,null]}"},
        {"{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
         "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
         "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\","
         "\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With "
         "Diaeresis\"}",
         "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\""
         ",\"\xc3\xb6\":\"Latin Small Letter O With Diaeresis\","
         "\"\xe2\x82\xac\":\"Euro Sign\","
         "\"\xf0\x9f\x98\x80\":\"Emoji: Grinning Face\","
         "\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}"},
        {"[\"\\u0008\\u0009\\u000a\\u000b\\u000c\\u000d\\u001f\\\"\\\\\\/"
         "\\u007f\\u00e9\"]",
         "[\"\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\x7f\xc3\xa9\"]"},
        {"[9007199254740991,-9007199254740991,-0]",
         "[9007199254740991,-9007199254740991,0]"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct json_t *json;
        struct buf out;
        buf_init(&out, 4096);
        assert_int_equal(json_parse(table[i][0], strlen(table[i][0]), &json,
                                    NULL),
                         ERR_OK);
        assert_int_equal(json_canonical(json, &out), ERR_OK);
        assert_string_equal(buf_text(&out), table[i][1]);
        buf_clear(&out);
        json_free(json);
    }
}

static void
has_no_canonical_form_for_other_numbers(void **state)
{
    static const char *const bad[] = {"[1.5]", "[1.0]", "[1e2]",
                                      "[9007199254740992]",
                                      "[-9223372036854775808]"};
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct json_t *json;
        struct buf out;
        buf_init(&out, 4096);
        assert_int_equal(json_parse(bad[i], strlen(bad[i]), &json, NULL),
                         ERR_OK);
        assert_int_equal(json_canonical(json, &out), ERR_INVALID);
        buf_clear(&out);
        json_free(json);
    }
}

static void
names_the_place_of_the_first_fault(void **state)
{
    static const char text[] = "{\"hours\":[{},{\"from\":\"8\"}],\"n\":\"x\"}";
    struct fault fault = {0};
    struct json_t *json;
    const char *value;
    int64_t number;
    (void)state;
    assert_int_equal(json_parse(text, strlen(text), &json, &fault), ERR_OK);
    struct json_node root = json_root(json, &fault);
    struct json_node hours = json_at(&root, "hours");
    struct json_node row = json_item(&hours, 1);
    struct json_node to = json_at(&row, "to");
    struct json_node n = json_at(&root, "n");
    assert_int_equal(json_text(&to, 9, &value), ERR_INVALID);
    assert_int_equal(json_int(&n, 0, 9, &number), ERR_INVALID);
    assert_string_equal(fault.code, "missing");
    assert_string_equal(fault.field, "hours[1].to");
    assert_true(fault.zh[0] && fault.en[0]);
    json_free(json);
}

static void
bounds_what_it_hands_out(void **state)
{
    static const char text[] = "{\"t\":\"abcd\",\"c\":\"a\\u0001\",\"n\":7,"
                               "\"r\":7.5}";
    struct json_t *json;
    const char *value;
    int64_t number;
    (void)state;
    assert_int_equal(json_parse(text, strlen(text), &json, NULL), ERR_OK);
    struct json_node root = json_root(json, NULL);
    struct json_node t = json_at(&root, "t"), c = json_at(&root, "c");
    struct json_node n = json_at(&root, "n"), r = json_at(&root, "r");
    assert_int_equal(json_text(&t, 4, &value), ERR_OK);
    assert_string_equal(value, "abcd");
    assert_int_equal(json_text(&t, 3, &value), ERR_INVALID);
    assert_int_equal(json_text(&c, 9, &value), ERR_INVALID);
    assert_int_equal(json_int(&n, 0, 6, &number), ERR_INVALID);
    assert_int_equal(json_int(&n, 7, 7, &number), ERR_OK);
    assert_int_equal(json_int(&r, 0, 9, &number), ERR_INVALID);
    json_free(json);
}

static void
writer_makes_what_it_was_told(void **state)
{
    struct writer writer;
    struct buf out;
    (void)state;
    buf_init(&out, 4096);
    writer_init(&writer, &out);
    writer_object(&writer, NULL);
    writer_text(&writer, "a\"", "张\n");
    writer_array(&writer, "b");
    writer_int(&writer, NULL, INT64_MIN);
    writer_object(&writer, NULL);
    writer_end(&writer);
    writer_bool(&writer, NULL, true);
    writer_text(&writer, NULL, NULL);
    writer_end(&writer);
    writer_time(&writer, "t", 1796086931123);
    writer_end(&writer);
    assert_true(writer_done(&writer));
    assert_string_equal(buf_text(&out),
                        "{\"a\\\"\":\"张\\n\",\"b\":[-9223372036854775808,"
                        "{},true,null],"
                        "\"t\":\"2026-12-01T09:02:11.123+08:00\"}");
    buf_clear(&out);
}

static void
writer_remembers_failure(void **state)
{
    struct writer writer;
    struct buf out;
    (void)state;
    buf_init(&out, 4096);
    writer_init(&writer, &out);
    writer_object(&writer, NULL);
    assert_false(writer_done(&writer));
    writer_text(&writer, "bad", "\xff");
    writer_end(&writer);
    assert_false(writer_done(&writer));
    buf_clear(&out);
    buf_init(&out, 8);
    writer_init(&writer, &out);
    writer_array(&writer, NULL);
    writer_text(&writer, NULL, "longer than eight");
    writer_end(&writer);
    assert_false(writer_done(&writer));
    buf_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_is_not_strict_json),
        cmocka_unit_test(writes_the_canonical_form),
        cmocka_unit_test(has_no_canonical_form_for_other_numbers),
        cmocka_unit_test(names_the_place_of_the_first_fault),
        cmocka_unit_test(bounds_what_it_hands_out),
        cmocka_unit_test(writer_makes_what_it_was_told),
        cmocka_unit_test(writer_remembers_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
