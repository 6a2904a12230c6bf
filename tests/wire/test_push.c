// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "util/buf.h"
#include "wire/push.h"

#define EPOCH "5f7f1e2a-0c53-4a3e-9a5b-0d3c2b1a0f9e"

static void
splits_what_it_joins(void **state)
{
    static const char events[] = "{\"seq\":1},{\"seq\": 2 }";
    struct push_call call;
    struct buf body;
    (void)state;
    buf_init(&body, PUSH_MAX_BYTES);
    assert_int_equal(push_call_write(EPOCH, events, strlen(events), &body),
                     ERR_OK);
    assert_string_equal(buf_text(&body),
                        "{\"epoch\":\"" EPOCH "\",\"events\":[{\"seq\":1},"
                        "{\"seq\": 2 }]}");
    assert_int_equal(push_call_parse(body.data, body.len, &call, NULL),
                     ERR_OK);
    assert_string_equal(call.epoch, EPOCH);
    assert_int_equal(call.count, 2);
    assert_int_equal(call.items[1].len, 11);
    assert_memory_equal(call.items[1].text, "{\"seq\": 2 }", 11);
    push_call_clear(&call);
    buf_clear(&body);
}

static void
lets_a_bad_event_stand_alone(void **state)
{
    static const char body[] =
        "{\"x\":{},\"events\":[1.5,{\"a\":1,\"a\":2},\"\\u0000\",1e999],"
        "\"epoch\":\"" EPOCH "\"}";
    struct push_call call;
    (void)state;
    assert_int_equal(push_call_parse(body, strlen(body), &call, NULL),
                     ERR_OK);
    assert_int_equal(call.count, 4);
    push_call_clear(&call);
}

static void
refuses_other_envelopes(void **state)
{
    static const char *const bad[] = {
        "",
        "[]",
        "null",
        "<html>",
        "{\"epoch\":\"" EPOCH "\"}",
        "{\"events\":[]}",
        "{\"epoch\":\"x\",\"events\":[]}",
        "{\"epoch\":7,\"events\":[]}",
        "{\"epoch\":\"" EPOCH "\",\"events\":{}}",
        "{\"epoch\":\"" EPOCH "\",\"events\":[}",
        "{\"epoch\":\"" EPOCH "\",\"events\":[]",
        "{\"epoch\":\"" EPOCH "\",\"events\":[\"\xff\"]}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct push_call call;
        struct fault fault = {0};
        assert_int_equal(push_call_parse(bad[i], strlen(bad[i]), &call,
                                         &fault),
                         ERR_INVALID);
        assert_string_equal(fault.code, "bad-envelope");
        push_call_clear(&call);
    }
}

static void
bounds_a_call(void **state)
{
    struct push_call call;
    struct fault fault = {0};
    struct buf body;
    (void)state;
    buf_init(&body, 2 * PUSH_MAX_BYTES);
    buf_add_str(&body, "{\"epoch\":\"" EPOCH "\",\"events\":[0");
    for (int i = 1; i < PUSH_MAX_EVENTS; i++)
        buf_add_str(&body, ",0");
    size_t full = body.len;
    buf_add_str(&body, "]}");
    assert_int_equal(push_call_parse(body.data, body.len, &call, &fault),
                     ERR_OK);
    assert_int_equal(call.count, PUSH_MAX_EVENTS);
    push_call_clear(&call);
    body.len = full;
    buf_add_str(&body, ",0]}");
    assert_int_equal(push_call_parse(body.data, body.len, &call, &fault),
                     ERR_INVALID);
    assert_string_equal(fault.code, "too-large");
    push_call_clear(&call);
    while (body.len <= PUSH_MAX_BYTES)
        buf_add_char(&body, ' ');
    fault = (struct fault){0};
    assert_int_equal(push_call_parse(body.data, body.len, &call, &fault),
                     ERR_INVALID);
    assert_string_equal(fault.code, "too-large");
    push_call_clear(&call);
    buf_clear(&body);
}

static void
carries_verdicts(void **state)
{
    struct fault why = {"bad_value", "body.day", "日期不对", "bad day"};
    struct verdict verdicts[] = {
        {.seq = 1, .index = -1, .status = VERDICT_OK},
        {.seq = 2,
         .index = -1,
         .status = VERDICT_HELD,
         .code = "unknown_type"},
        {.index = 2,
         .status = VERDICT_REJECTED,
         .code = "bad_value",
         .fault = &why},
        {.seq = 4, .index = -1, .status = VERDICT_RETRY, .after_ms = 500},
    };
    struct push_reply reply = {
        .verdicts = verdicts,
        .count = 4,
        .durable_seq = 2,
        .hub_time_ms = 1796086931123,
        .slow_ms = 5,
        .max_batch = 100,
    };
    struct push_reply back;
    struct buf out;
    (void)state;
    buf_init(&out, 65536);
    assert_int_equal(push_reply_write(&reply, &out), ERR_OK);
    assert_string_equal(
        buf_text(&out),
        "{\"results\":[{\"seq\":1,\"status\":\"ok\"},"
        "{\"seq\":2,\"status\":\"held\",\"code\":\"unknown_type\"},"
        "{\"index\":2,\"status\":\"rejected\",\"code\":\"bad_value\","
        "\"field\":\"body.day\",\"message\":{\"zh\":\"日期不对\","
        "\"en\":\"bad day\"}},"
        "{\"seq\":4,\"status\":\"retry\",\"after_ms\":500}],"
        "\"durable_seq\":2,\"hub_time\":\"2026-12-01T09:02:11.123+08:00\","
        "\"slow_ms\":5,\"max_batch\":100}");
    assert_int_equal(push_reply_parse(out.data, out.len, &back, NULL),
                     ERR_OK);
    assert_int_equal(back.count, 4);
    assert_memory_equal(back.verdicts[2].fault, &why, sizeof(why));
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(back.verdicts[i].seq, verdicts[i].seq);
        assert_int_equal(back.verdicts[i].index, verdicts[i].index);
        assert_int_equal(back.verdicts[i].status, verdicts[i].status);
        assert_int_equal(back.verdicts[i].after_ms, verdicts[i].after_ms);
        assert_string_equal(back.verdicts[i].code, verdicts[i].code);
    }
    assert_int_equal(back.durable_seq, 2);
    assert_int_equal(back.hub_time_ms, reply.hub_time_ms);
    assert_int_equal(back.max_batch, 100);
    push_reply_clear(&back);
    buf_clear(&out);
}

static void
distrusts_a_reply(void **state)
{
#define REST ",\"durable_seq\":0,\"hub_time\":\"2026-12-01T00:00:00Z\"}"
    static const char *const bad[] = {
        "",
        "<html>",
        "{}",
        "{\"results\":[]}",
        "{\"results\":{}" REST,
        "{\"results\":[{\"status\":\"ok\"}]" REST,
        "{\"results\":[{\"seq\":1,\"status\":\"fine\"}]" REST,
        "{\"results\":[{\"seq\":-1,\"status\":\"ok\"}]" REST,
        "{\"results\":[{\"seq\":1,\"status\":\"retry\",\"after_ms\":-5}]"
        REST,
        "{\"results\":[],\"durable_seq\":-1,"
        "\"hub_time\":\"2026-12-01T00:00:00Z\"}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct push_reply reply;
        if (!push_reply_parse(bad[i], strlen(bad[i]), &reply, NULL))
            fail_msg("taken: %s", bad[i]);
        push_reply_clear(&reply);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_what_it_joins),
        cmocka_unit_test(lets_a_bad_event_stand_alone),
        cmocka_unit_test(refuses_other_envelopes),
        cmocka_unit_test(bounds_a_call),
        cmocka_unit_test(carries_verdicts),
        cmocka_unit_test(distrusts_a_reply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
