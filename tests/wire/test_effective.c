// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "util/buf.h"
#include "util/timestamp.h"
#include "wire/effective.h"
#include "wire/record.h"

#define T1 "2026-12-01T00:00:00+08:00"
#define T2 "2027-01-01T00:00:00.000+08:00"

static int64_t
at(const char *text)
{
    int64_t ms;
    assert_true(timestamp_parse(text, &ms));
    return ms;
}

static struct effective
read_good(const char *body)
{
    struct effective out;
    assert_int_equal(effective_read(body, strlen(body), &out, NULL), ERR_OK);
    return out;
}

static void
refuses(const char *body, const char *field)
{
    struct effective out;
    struct fault fault = {0};
    assert_int_equal(effective_read(body, strlen(body), &out, &fault),
                     ERR_INVALID);
    assert_string_equal(fault.field, field);
}

static void
reads_times(void **state)
{
    (void)state;
    struct effective times = read_good("{}");
    assert_true(times.from == 0 && times.to == 0 && times.next == 0);
    assert_true(effective_at(&times, 0));
    times = read_good("{\"effective_from\":\"" T1 "\",\"effective_to\":null,"
                      "\"next\":{\"effective_from\":\"" T2 "\"}}");
    assert_true(times.from == at(T1));
    assert_true(times.next == at(T2));
    assert_false(effective_at(&times, at(T1) - 1));
    assert_true(effective_at(&times, at(T1)));
    times = read_good("{\"effective_to\":\"" T1 "\"}");
    assert_true(effective_at(&times, at(T1) - 1));
    assert_false(effective_at(&times, at(T1)));
}

static void
refuses_what_cannot_be_meant(void **state)
{
    (void)state;
    refuses("{\"effective_from\":\"2026-12-01\"}", "effective_from");
    refuses("{\"effective_from\":1}", "effective_from");
    refuses("{\"effective_from\":\"" T2 "\",\"effective_to\":\"" T1 "\"}",
            "effective_to");
    refuses("{\"next\":[]}", "next");
    refuses("{\"next\":{}}", "next.effective_from");
    refuses("{\"effective_from\":\"" T2 "\","
            "\"next\":{\"effective_from\":\"" T1 "\"}}",
            "next.effective_from");
    refuses("{\"next\":{\"effective_from\":\"" T1 "\","
            "\"next\":{\"effective_from\":\"" T2 "\"}}}", "next.next");
}

static void
the_next_body_is_checked_whole(void **state)
{
    static const char good[] =
        "{\"name\":{\"zh\":\"住房\"},\"next\":{\"effective_from\":\"" T1
        "\",\"name\":{\"zh\":\"居住\"}}}";
    static const char bad[] =
        "{\"name\":{\"zh\":\"住房\"},\"next\":{\"effective_from\":\"" T1
        "\",\"name\":{\"en\":\"Housing\"}}}";
    struct fault fault = {0};
    (void)state;
    assert_int_equal(record_check("topic", "t", good, strlen(good), &fault),
                     ERR_OK);
    assert_int_equal(record_check("topic", "t", bad, strlen(bad), &fault),
                     ERR_INVALID);
    assert_string_equal(fault.field, "next.name.zh");
    assert_string_equal(fault.code, "missing");
}

static void
changes_a_body(void **state)
{
    static const char body[] = "{\"b\":1,\"a\":{\"zh\":\"一\"}}";
    const int64_t from = at(T2), none = 0;
    struct effective_change change = {.from = &from, .next = "{\"c\":2}"};
    struct buf out, next, back;
    (void)state;
    buf_init(&out, 4096);
    buf_init(&next, 4096);
    buf_init(&back, 4096);
    assert_int_equal(effective_set(body, strlen(body), &change, &out),
                     ERR_OK);
    assert_string_equal(buf_text(&out),
                        "{\"a\":{\"zh\":\"一\"},\"b\":1,\"effective_from\":"
                        "\"" T2 "\",\"next\":{\"c\":2}}");
    assert_int_equal(effective_next(buf_text(&out), out.len, &next), ERR_OK);
    assert_string_equal(buf_text(&next), "{\"c\":2}");
    change = (struct effective_change){.from = &none, .to = &none,
                                       .next = ""};
    assert_int_equal(effective_set(buf_text(&out), out.len, &change, &back),
                     ERR_OK);
    assert_string_equal(buf_text(&back), "{\"a\":{\"zh\":\"一\"},\"b\":1}");
    assert_int_equal(effective_next(buf_text(&back), back.len, &next),
                     ERR_NOT_FOUND);
    assert_int_equal(effective_set("[1]", 3, &change, &back), ERR_INVALID);
    buf_clear(&out);
    buf_clear(&next);
    buf_clear(&back);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_times),
        cmocka_unit_test(refuses_what_cannot_be_meant),
        cmocka_unit_test(the_next_body_is_checked_whole),
        cmocka_unit_test(changes_a_body),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
