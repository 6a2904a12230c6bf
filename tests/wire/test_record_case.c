// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/buf.h"
#include "util/str.h"
#include "wire/record.h"
#include "wire/record_case.h"

#define HASH "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define HEAD "{\"form\":\"f\",\"receipt\":{\"k\":\"r-1\",\"h\":\"" HASH "\"},"
#define TIMES "\"received_at\":\"2026-12-01T09:02:11.000+08:00\"," \
    "\"updated_at\":\"2026-12-01T10:02:11.000+08:00\""

static void
written_and_read_it_is_the_same(void **state)
{
    struct case_file in = {.id = "c1", .form = "f", .receipt_key = "r-1",
                           .receipt_hash = {1, 2, 3},
                           .received_ms = 1796086931000};
    struct case_file out;
    struct fault fault = {0};
    struct buf body;
    (void)state;
    in.message.zh = str_dup("请来窗口");
    for (int i = 0; i < CASE_MAX_STEPS + 3; i++) {
        case_move(&in, i % 2 ? CASE_ASSIGNED : CASE_RECEIVED,
                  1796086931000 + i);
        case_move(&in, in.state, 1796086931000 + i); // no step of its own
    }
    assert_int_equal(in.step_count, CASE_MAX_STEPS);
    assert_int_equal(in.steps[0].at_ms, 1796086931000);
    assert_int_equal(in.steps[CASE_MAX_STEPS - 1].at_ms, in.updated_ms);
    buf_init(&body, 4096);
    assert_int_equal(record_case_write(&in, &body), ERR_OK);
    assert_int_equal(record_case("c1", buf_text(&body), body.len, &out,
                                 &fault), ERR_OK);
    assert_string_equal(out.message.zh, "请来窗口");
    assert_memory_equal(out.receipt_hash, in.receipt_hash, HASH_SIZE);
    assert_int_equal(out.state, in.state);
    assert_int_equal(out.updated_ms, in.updated_ms);
    assert_int_equal(out.step_count, in.step_count);
    assert_memory_equal(out.steps, in.steps, sizeof(in.steps));
    case_clear(&out);
    case_clear(&in);
    case_clear(NULL);
    buf_clear(&body);
}

static void
without_steps_there_is_one(void **state)
{
    static const char body[] = HEAD "\"state\":\"answered\"," TIMES "}";
    struct case_file out;
    struct fault fault = {0};
    (void)state;
    assert_int_equal(record_case("c1", body, strlen(body), &out, &fault),
                     ERR_OK);
    assert_int_equal(out.step_count, 1);
    assert_int_equal(out.steps[0].state, CASE_ANSWERED);
    assert_int_equal(out.steps[0].at_ms, out.updated_ms);
    case_clear(&out);
}

static void
bad_ones_are_refused_by_field(void **state)
{
    static const struct {
        const char *body, *field;
    } bad[] = {
        {"{}", "form"},
        {HEAD "\"state\":\"lost\"," TIMES "}", "state"},
        {HEAD "\"state\":\"closed\"}", "received_at"},
        {"{\"form\":\"f\",\"receipt\":{\"k\":\"r\",\"h\":\"x\"},"
         "\"state\":\"closed\"," TIMES "}", "receipt.h"},
        {HEAD "\"state\":\"closed\",\"message\":\"x\"," TIMES "}",
         "message.zh"},
        {HEAD "\"state\":\"closed\"," TIMES ",\"steps\":[{\"state\":"
         "\"received\",\"at\":\"2026-12-01T09:02:11.000+08:00\"}]}",
         "steps"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct fault fault = {0};
        assert_int_equal(record_check("case", "c1", bad[i].body,
                                      strlen(bad[i].body), &fault),
                         ERR_INVALID);
        assert_string_equal(fault.field, bad[i].field);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_and_read_it_is_the_same),
        cmocka_unit_test(without_steps_there_is_one),
        cmocka_unit_test(bad_ones_are_refused_by_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
