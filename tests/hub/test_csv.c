// SPDX-License-Identifier: Apache-2.0
#include "hub/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/** Reads one record and compares its fields. */
static void
expect(struct csv *csv, size_t count, const char *const *fields)
{
    assert_int_equal(csv_next(csv), ERR_OK);
    assert_int_equal(csv->count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(csv->fields[i].text, fields[i]);
}

#define EXPECT(csv, ...) \
    do { \
        const char *const fields[] = {__VA_ARGS__}; \
        expect(csv, sizeof(fields) / sizeof(fields[0]), fields); \
    } while (0)

static void
begin(struct csv *csv, const char *text)
{
    csv_init(csv, text, strlen(text));
}

static void
reads_plain_and_quoted(void **state)
{
    (void)state;
    struct csv csv;
    begin(&csv, "a,b,c\r\n\"x, y\",\"say \"\"hi\"\"\",\r\n,,\n\n\nlast");
    EXPECT(&csv, "a", "b", "c");
    EXPECT(&csv, "x, y", "say \"hi\"", "");
    EXPECT(&csv, "", "", "");
    EXPECT(&csv, "last");
    assert_int_equal(csv_next(&csv), ERR_NOT_FOUND);
    csv_clear(&csv);
}

static void
counts_lines_inside_quotes(void **state)
{
    (void)state;
    struct csv csv;
    begin(&csv, "\xEF\xBB\xBFone,\"two\r\nlines\"\r\nnext,\"\n\n\",z\rend");
    EXPECT(&csv, "one", "two\r\nlines");
    assert_int_equal(csv.fields[1].line, 1);
    EXPECT(&csv, "next", "\n\n", "z");
    assert_int_equal(csv.fields[0].line, 3);
    assert_int_equal(csv.fields[2].line, 5);
    EXPECT(&csv, "end");
    assert_int_equal(csv.fields[0].line, 6);
    csv_clear(&csv);
}

static void
tells_where_quoting_breaks(void **state)
{
    (void)state;
    struct csv csv;
    begin(&csv, "a,\"b\"c,d\ne,f\"g\nh,\"never\ni,j\n");
    assert_int_equal(csv_next(&csv), ERR_INVALID);
    assert_int_equal(csv.line, 1);
    assert_int_equal(csv.column, 2);
    assert_int_equal(csv_next(&csv), ERR_INVALID);
    assert_int_equal(csv.line, 2);
    assert_int_equal(csv.column, 2);
    // An open quote costs its own line and no other.
    assert_int_equal(csv_next(&csv), ERR_INVALID);
    assert_int_equal(csv.line, 3);
    EXPECT(&csv, "i", "j");
    assert_int_equal(csv_next(&csv), ERR_NOT_FOUND);
    csv_clear(&csv);
}

static void
bounds_records(void **state)
{
    (void)state;
    struct csv *csv = malloc(sizeof(*csv));
    char *text = malloc(2 * CSV_MAX_RECORD + 4);
    assert_non_null(csv);
    assert_non_null(text);
    memset(text, 'x', 2 * CSV_MAX_RECORD);
    strncpy(text + 2 * CSV_MAX_RECORD, "\na\n", 4);
    begin(csv, text);
    assert_int_equal(csv_next(csv), ERR_INVALID);
    EXPECT(csv, "a");
    // Exactly full, then one more empty field.
    memset(text, 'x', CSV_MAX_RECORD - 1);
    strncpy(text + CSV_MAX_RECORD - 1, ",\n", 3);
    begin(csv, text);
    assert_int_equal(csv_next(csv), ERR_INVALID);
    assert_int_equal(csv->column, 2);
    memset(text, ',', CSV_MAX_FIELDS);
    text[CSV_MAX_FIELDS] = '\0';
    begin(csv, text);
    assert_int_equal(csv_next(csv), ERR_INVALID);
    csv_clear(csv);
    free(csv);
    free(text);
}

static void
tells_encodings_apart(void **state)
{
    (void)state;
    int64_t line;
    const char utf8[] = "a\n\xE6\xB5\x8B\n";
    assert_int_equal(csv_encoding(utf8, strlen(utf8), &line), CSV_UTF8);
    const char gbk[] = "id_number,name\n1,\xB2\xE2\xCA\xD4\xBC\xD7\n";
    assert_int_equal(csv_encoding(gbk, strlen(gbk), &line), CSV_GB18030);
    assert_int_equal(line, 2);
    const char four[] = "\x81\x30\x81\x30,a\n";
    assert_int_equal(csv_encoding(four, strlen(four), &line), CSV_GB18030);
    const char utf16[] = "\xFF\xFE" "a\0";
    assert_int_equal(csv_encoding(utf16, 4, &line), CSV_UTF16);
    const char other[] = "a\n\nb\xFF\n";
    assert_int_equal(csv_encoding(other, strlen(other), &line), CSV_BINARY);
    assert_int_equal(line, 3);
    assert_int_equal(csv_encoding("", 0, &line), CSV_UTF8);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_plain_and_quoted),
        cmocka_unit_test(counts_lines_inside_quotes),
        cmocka_unit_test(tells_where_quoting_breaks),
        cmocka_unit_test(bounds_records),
        cmocka_unit_test(tells_encodings_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
