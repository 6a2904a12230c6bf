// SPDX-License-Identifier: Apache-2.0
#include "model/jsonlogic.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

// [rule, data, result] as the reference in JavaScript answers.
static const char *const cases[] = {
    // conversions
    "[{\"==\":[null,0]},null,false]", "[{\"==\":[[1],1]},null,true]",
    "[{\"==\":[\"\",0]},null,true]", "[{\"==\":[true,\"1\"]},null,true]",
    "[{\"==\":[\" 0x10 \",16]},null,true]", "[{\"+\":[\"3.5kg\",1]},null,4.5]",
    "[{\"-\":[\"3.5kg\",1]},null,null]", "[{\"-\":[null]},null,0]",
    "[{\"cat\":[1e21,\" \",0.1,\" \",1e-7,\" \",-5,\" \",123456789012]},"
    "null,\"1e+21 0.1 1e-7 -5 123456789012\"]",
    "[{\"cat\":[null,true,[1,[2,null]],{\"a\":1,\"b\":2}]},null,"
    "\"true1,2,[object Object]\"]",
    "[{\"<\":[\"10\",\"9\"]},null,true]", "[{\"<\":[\"10\",9]},null,false]",
    "[{\"<\":[null,1]},null,true]", "[{\"<\":[{\"var\":\"x\"},1]},null,true]",
    "[{\"%\":[-7,3]},null,-1]", "[{\"/\":[1,0]},null,null]",
    "[{\"max\":[]},null,null]", "[{\"max\":[\"3\",2]},null,3]",
    "[{\"*\":[\"7\"]},null,\"7\"]",
    // negative zero
    "[{\"<\":[{\"/\":[1,{\"*\":[-1,0]}]},0]},null,true]",
    "[{\"<\":[{\"/\":[1,{\"*\":[-1,0,1]}]},0]},null,false]",
    "[{\"<\":[{\"/\":[1,{\"min\":[0,-0.0]}]},0]},null,true]",
    "[{\"<\":[{\"/\":[1,{\"max\":[-0.0,0]}]},0]},null,false]",
    "[{\"cat\":[-0.0]},null,\"0\"]",
    // an end that is a text is joined to the length
    "[{\"substr\":[\"abc\",0,\"-1\"]},null,\"\"]",
    "[{\"substr\":[\"abc\",0,\"2\"]},null,\"ab\"]",
    // a list made anew is itself, and nothing else
    "[{\"reduce\":[[1],{\"===\":[{\"var\":\"accumulator\"},"
    "{\"var\":\"accumulator\"}]},{\"map\":[null,1]}]},null,true]",
    "[{\"===\":[{\"map\":[null,1]},{\"map\":[null,1]}]},null,false]",
    // rounded once
    "[{\"===\":[{\"-\":[\"0x20000000000003\",0]},9007199254740996]},null,"
    "true]",
    // the first item decides, what is wrong behind it does not matter
    "[{\"some\":[[1,2],{\"if\":[{\"==\":[{\"var\":\"\"},1]},true,"
    "{\"fly\":1}]}]},null,true]",
    // texts count in UTF-16 units
    "[{\"substr\":[\"a\\ud83d\\ude00b\",3]},null,\"b\"]",
    "[{\"var\":\"t.length\"},{\"t\":\"\\ud83d\\ude00b\"},3]",
    "[{\"substr\":[\"人才公寓\",0,-2]},null,\"人才\"]",
    "[{\"<\":[\"\\ud83d\\ude00\",\"\\uff5e\"]},null,true]",
    // data
    "[{\"var\":\"a.1.b\"},{\"a\":[0,{\"b\":7}]},7]",
    "[{\"var\":\"a.length\"},{\"a\":[1,2,3]},3]",
    "[{\"var\":[\"x.y\",9]},{\"x\":null},9]",
    "[{\"in\":[{\"var\":\"d\"},[\"a\",\"b\"]]},{\"d\":\"b\"},true]",
    "[{\"in\":[1,\"213\"]},null,true]", "[{\"in\":[\"\",\"\"]},null,false]",
    "[{\"reduce\":[{\"var\":\"l\"},{\"+\":[{\"var\":\"current\"},"
    "{\"var\":\"accumulator\"}]},0]},{\"l\":[1,2,3]},6]",
    "[{\"missing_some\":[1,[\"a\",\"b\"]]},{\"a\":\"x\"},[]]",
    "[{\"all\":[{\"var\":\"l\"},{\">\":[{\"var\":\"\"},0]}]},{\"l\":[1,2]},true]",
};

static void
check_case(const json_t *list)
{
    json_t *out = NULL;
    const char *why = NULL;

    enum err err = jsonlogic_apply(json_array_get(list, 0),
                                   json_array_get(list, 1), &out, &why);
    if (err || !json_equal(out, json_array_get(list, 2))) {
        char *asked = json_dumps(list, 0);
        char *got = json_dumps(out, JSON_ENCODE_ANY);
        print_message("%s: %s %s\n", asked, got ? got : "-",
                      why ? why : "");
        free(asked);
        free(got);
        fail();
    }
    json_decref(out);
}

static void
results(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        json_t *list = json_loads(cases[i], 0, NULL);
        assert_non_null(list);
        check_case(list);
        json_decref(list);
    }
}

static void
official_suite(void **state)
{
    const char *path = SOURCE_DIR "/tests/model/vectors/"
                                  "jsonlogic-tests.json";
    json_t *suite = json_load_file(path, 0, NULL);
    size_t ran = 0;

    (void)state;
    for (size_t i = 0; i < json_array_size(suite); i++) {
        const json_t *item = json_array_get(suite, i);
        if (json_is_array(item)) {
            check_case(item);
            ran++;
        }
    }
    assert_int_equal(ran, 277);
    json_decref(suite);
}

// {"!":{"!":…}} so many times.
static json_t *
nested(int depth)
{
    json_t *rule = json_true();
    for (int i = 0; i < depth; i++) {
        rule = json_pack("{so}", "!", rule);
    }
    return rule;
}

static void
bounds(void **state)
{
    json_t *out = NULL;
    const char *why, *what;

    (void)state;
    json_t *rule = nested(30);
    assert_int_equal(jsonlogic_apply(rule, NULL, &out, &why), ERR_OK);
    assert_true(json_is_true(out));
    json_decref(out);
    json_decref(rule);
    rule = nested(10000);
    assert_int_equal(jsonlogic_apply(rule, NULL, &out, &why), ERR_INVALID);
    assert_null(out);
    assert_string_equal(why, "nested too deep");
    assert_int_equal(jsonlogic_check(rule, &why, &what), ERR_INVALID);
    json_decref(rule);
}

static void
doubling_ends(void **state)
{
    // A list that holds itself twice, forty times over.
    json_t *out = NULL;
    const char *why;
    json_t *rule = json_loads(
        "{\"reduce\":[{\"var\":\"l\"},[{\"var\":\"accumulator\"},"
        "{\"var\":\"accumulator\"}],1]}", 0, NULL);
    json_t *data = json_pack("{s:[]}", "l");

    (void)state;
    for (int i = 0; i < 40; i++) {
        json_array_append_new(json_object_get(data, "l"), json_integer(i));
    }
    assert_int_equal(jsonlogic_apply(rule, data, &out, &why), ERR_INVALID);
    json_decref(rule);
    json_decref(data);
}

// Evaluating is given up, whatever the size of what is made or read.
static void
gives_up(const char *rule_text, json_t *data, const char *reason)
{
    json_t *out = NULL;
    const char *why = NULL;
    json_t *rule = json_loads(rule_text, 0, NULL);

    assert_non_null(rule);
    assert_non_null(data);
    assert_int_equal(jsonlogic_apply(rule, data, &out, &why), ERR_INVALID);
    assert_null(out);
    assert_string_equal(why, reason);
    json_decref(rule);
    json_decref(data);
}

static json_t *
long_data(size_t bytes, int items)
{
    char *text = malloc(bytes);
    json_t *list = json_array();

    assert_non_null(text);
    memset(text, 'a', bytes);
    for (int i = 0; i < items; i++) {
        json_array_append_new(list, json_integer(i));
    }
    json_t *data = json_pack("{s:o, s:[o, o]}", "l", list, "t",
                             json_stringn(text, bytes), json_object());
    free(text);
    return data;
}

static void
blowing_up_ends(void **state)
{
    (void)state;
    // A text that doubles forty times.
    gives_up("{\"reduce\":[{\"var\":\"l\"},{\"cat\":[{\"var\":"
             "\"accumulator\"},{\"var\":\"accumulator\"}]},\"ab\"]}",
             long_data(1, 40), "the rule makes too large values");
    // A list that doubles forty times.
    gives_up("{\"reduce\":[{\"var\":\"l\"},{\"merge\":[{\"var\":"
             "\"accumulator\"},{\"var\":\"accumulator\"}]},[1]]}",
             long_data(1, 40), "the rule makes too large values");
    // One long text, written a hundred times over.
    json_t *data = long_data(100000, 100);
    json_t *rule = json_pack("{s:[{s:s},O]}", "map", "var", "l",
                             json_array_get(json_object_get(data, "t"), 0));
    char *text = json_dumps(rule, 0);
    gives_up(text, data, "the rule makes too large values");
    free(text);
    json_decref(rule);
}

static void
long_texts_take_steps(void **state)
{
    json_t *data = long_data(4000, 0);
    json_t *list = json_array();

    (void)state;
    for (int i = 0; i < 5000; i++) {
        json_array_append(list, json_array_get(json_object_get(data, "t"),
                                               0));
    }
    json_object_set_new(data, "l", list);
    gives_up("{\"filter\":[{\"var\":\"l\"},{\"in\":[\"b\",{\"var\":\"\"}]}]}",
             data, "the rule takes too many steps");
}

static void
steps_are_shared(void **state)
{
    int steps = 10;
    json_t *out = NULL;
    const char *why;
    json_t *rule = json_loads("{\"+\":[1,2,3]}", 0, NULL);

    (void)state;
    assert_int_equal(jsonlogic_apply_within(rule, NULL, &steps, &out, &why),
                     ERR_OK);
    assert_int_equal(steps, 2);
    json_decref(out);
    assert_int_equal(jsonlogic_apply_within(rule, NULL, &steps, &out, &why),
                     ERR_INVALID);
    assert_int_equal(steps, 0);
    assert_string_equal(why, "the rule takes too many steps");
    json_decref(rule);
}

static void
numbers(void **state)
{
    static const struct {
        double number;
        const char *text;
    } written[] = {
        {0, "0"}, {-0.0, "0"}, {1, "1"}, {-1.5, "-1.5"}, {0.1, "0.1"},
        {1e21, "1e+21"}, {1e20, "100000000000000000000"}, {1e-6, "0.000001"},
        {1e-7, "1e-7"}, {5e-324, "5e-324"},
        {-1.7976931348623157e308, "-1.7976931348623157e+308"},
        {HUGE_VAL, "Infinity"}, {-HUGE_VAL, "-Infinity"}, {NAN, "NaN"},
    };
    char text[JSONLOGIC_NUMBER_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
        jsonlogic_number(written[i].number, text);
        assert_string_equal(text, written[i].text);
    }
}

// The differences that jsonlogic.h lists, as far as a rule shows them; what
// a reader refuses already is in tests/wire/test_rule.c.
static void
looking(void **state)
{
    static const struct {
        const char *rule, *what;
    } bad[] = {
        {"{\"log\":1}", "log"},
        {"{\"var\":\"a.trim\"}", "var"},
        {"{\"var\":\"a.length.toFixed\"}", "var"},
        {"{\"filter\":[{\"var\":\"a\"},{\"var\":\"search\"}]}", "var"},
        {"{\"missing\":{\"merge\":[\"a\",\"b\"]}}", "missing"},
        {"{\"missing_some\":[1,{\"var\":\"a\"}]}", "missing_some"},
        {"{\"==\":[{\"substr\":[{\"var\":\"a\"},1]},\"\\ud83d\\ude00\"]}",
         ""},
        {"{\"==\":[{\"var\":\"a.0\"},\"\\ud83d\\ude00\"]}", ""},
        {"{\"constructor\":1}", "constructor"},
        {"{\"if\":[true,{\"==\":[1]}]}", "=="},
        {"{\"var\":{\"cat\":[\"a\"]}}", "var"},
        {"{\"var\":\"a.constructor\"}", "var"},
        {"{\"missing\":[\"a\",\"__proto__\"]}", "missing"},
        {"{\"*\":[]}", "*"},
        {"{\"a\":1,\"b\":2}", ""},
    };
    const char *why, *what;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        json_t *rule = json_loads(bad[i].rule, 0, NULL);
        assert_int_equal(jsonlogic_check(rule, &why, &what), ERR_INVALID);
        assert_non_null(why);
        assert_string_equal(what, bad[i].what);
        json_decref(rule);
    }
    json_t *good = json_loads(
        "{\"and\":[{\"==\":[{\"var\":\"degree\"},\"phd\"]},"
        "{\"in\":[{\"var\":\"channel\"},[\"campus\",\"other\"]]}]}", 0, NULL);
    assert_int_equal(jsonlogic_check(good, &why, &what), ERR_OK);
    json_decref(good);
    // An answer may be called so, and a character may stand there.
    good = json_loads("{\"and\":[{\"var\":\"search\"},{\"==\":[{\"var\":"
                      "\"a\"},\"\\ud83d\\ude00\"]}]}", 0, NULL);
    assert_int_equal(jsonlogic_check(good, &why, &what), ERR_OK);
    json_decref(good);
}

static void
no_half_characters(void **state)
{
    json_t *out = NULL;
    const char *why;
    json_t *rule = json_loads("{\"substr\":[\"\\ud83d\\ude00b\",1]}", 0,
                              NULL);

    (void)state;
    assert_non_null(rule);
    assert_int_equal(jsonlogic_apply(rule, NULL, &out, &why), ERR_INVALID);
    json_decref(rule);
}

static void
unknown_operator(void **state)
{
    json_t *out = NULL;
    const char *why;
    json_t *rule = json_loads("{\"fly\":[1]}", 0, NULL);

    (void)state;
    assert_int_equal(jsonlogic_apply(rule, NULL, &out, &why), ERR_INVALID);
    assert_string_equal(why, "unknown operator");
    json_decref(rule);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results),
        cmocka_unit_test(official_suite),
        cmocka_unit_test(bounds),
        cmocka_unit_test(doubling_ends),
        cmocka_unit_test(blowing_up_ends),
        cmocka_unit_test(long_texts_take_steps),
        cmocka_unit_test(steps_are_shared),
        cmocka_unit_test(numbers),
        cmocka_unit_test(looking),
        cmocka_unit_test(no_half_characters),
        cmocka_unit_test(unknown_operator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
