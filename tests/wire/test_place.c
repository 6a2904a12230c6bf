// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "util/buf.h"
#include "wire/place.h"

/* Where something stands in a file that somebody wrote by hand. */

static const char record[] =
    "\n"
    "{\n"
    "  \"kind\": \"policy\", \"id\": \"x\",\n"
    "  \"body\": {\n"
    "    \"id\": 1,\n"
    "    \"title\": {\n"
    "      \"zh\": \"a \\\"b\\\": {\"\n"
    "    },\n"
    "    \"f\\u0061cts\": [\n"
    "      {\"label\": 1},\n"
    "      {\"label\": 2,\n"
    "       \"value\": 3}\n"
    "    ]\n"
    "  }\n"
    "}\n";

static void
finds_the_line_of_a_field(void **state)
{
    static const struct {
        const char *path;
        int64_t line;
    } cases[] = {
        {"", 2}, {"kind", 3}, {"body", 4}, {"body.title.zh", 7},
        {"body.facts[0]", 10}, {"body.facts[1].value", 12},
        {"nothing", 2}, {"body.nothing.at.all", 4}, {"body.title.en", 6},
        {"body.facts[2].label", 9}, {"body.facts.label", 9},
        {"body[0]", 4}, {"body.facts[1", 9}, {"body.facts[]", 9},
        {"body.facts[-1]", 9}, {"body.facts[99999999999]", 9}, {"..", 2},
        {"[0]", 2}, {"body..title", 4}, {"[", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct place place = place_field(record, strlen(record),
                                         cases[i].path);
        if (place.line != cases[i].line)
            fail_msg("%s: line %d", cases[i].path, (int)place.line);
        assert_int_equal(place.column, 0);
    }
}

static void
counts_from_the_body_of_a_record(void **state)
{
    size_t len = strlen(record);
    (void)state;
    assert_int_equal(place_body_field(record, len, "id").line, 3);
    assert_int_equal(place_body_field(record, len, "title.zh").line, 7);
    assert_int_equal(place_body_field(record, len, "facts[1].value").line,
                     12);
    assert_int_equal(place_body_field(record, len, "missing").line, 4);
    assert_int_equal(place_body_field(record, len, "").line, 4);
    assert_int_equal(place_body_field("{}", 2, "title").line, 1);
}

static void
finds_where_syntax_breaks(void **state)
{
    static const struct {
        const char *text;
        int64_t line, column;
    } cases[] = {
        {"{\"a\": 1}", 0, 0}, {"5", 0, 0}, {"{\"a\": \n", 2, 0},
        {"{\n\"a\" 1}", 2, 5}, {"{\n\"人\": 1,\n}", 3, 1},
        {"{\"人人\" 1}", 1, 7}, {"", 1, 0}, {"{} {}", 1, 4},
        {"{\"a\":1,\n \"a\":2}", 2, 0}, {"[\n[[[[", 2, 3},
        {"{\"a\":\n\"\xff\"}", 2, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct place place = place_syntax(cases[i].text,
                                          strlen(cases[i].text), 3);
        // Of 0 in the table only the line is of interest.
        if (place.line != cases[i].line
            || (cases[i].column && place.column != cases[i].column)
            || (place.line > 0) != (place.column > 0))
            fail_msg("%s: line %d, column %d", cases[i].text,
                     (int)place.line, (int)place.column);
    }
}

/** Every cut of a record, and every byte changed: no fault of memory. */
static void
takes_any_text(void **state)
{
    (void)state;
    for (size_t len = 0; len < strlen(record); len++) {
        char *text = malloc(len + 1); // its end is watched
        memcpy(text, record, len);
        place_field(text, len, "body.facts[1].value");
        place_syntax(text, len, 4);
        if (len > 0)
            text[len / 2] = "{}[]\",:\\\xff"[len % 9];
        place_body_field(text, len, "title.zh");
        place_syntax(text, len, 4);
        free(text);
    }
}

static void
says_what_is_known(void **state)
{
    struct buf out;
    const struct place none = {0}, line = {3, 0}, both = {4, 7};
    (void)state;
    buf_init(&out, 256);
    place_add(&none, &out);
    place_add(&line, &out);
    place_add(&both, &out);
    assert_string_equal(buf_text(&out), "line 3: line 4, column 7: ");
    buf_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_line_of_a_field),
        cmocka_unit_test(counts_from_the_body_of_a_record),
        cmocka_unit_test(finds_where_syntax_breaks),
        cmocka_unit_test(takes_any_text),
        cmocka_unit_test(says_what_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
