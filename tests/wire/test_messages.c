// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "util/buf.h"
#include "util/str.h"
#include "wire/bundle.h"
#include "wire/enrol.h"
#include "wire/heartbeat.h"
#include "wire/order.h"
#include "wire/problem.h"

#define EPOCH "5f7f1e2a-0c53-4a3e-9a5b-0d3c2b1a0f9e"
#define PIN "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define TIME "2026-12-01T09:02:11.123+08:00"
#define TIME_MS 1796086931123

static void
enrolment_goes_there_and_back(void **state)
{
    static const struct enrol_invite invite = {
        "https://hub.example:8443", "c0de", {PIN}, 1};
    static const struct enrol_request request = {
        "c0de", {7}, "desk", "1.0.0"};
    static const struct enrol_reply reply = {
        .kiosk_id = "hall-1",
        .sign = 1,
        .site = "hall",
        .hub_id = "hub",
        .hub_key = {1},
        .pins = {PIN},
        .pin_count = 1,
        .seal_key = {"s1", {2}},
        .directory_keys = {{"d1", {3}}, {"d2", {4}}},
        .directory_key_count = 2,
        .hub_time_ms = TIME_MS,
    };
    struct enrol_invite invite_out;
    struct enrol_request request_out;
    struct enrol_reply reply_out;
    struct buf out;
    (void)state;
    buf_init(&out, 65536);
    assert_int_equal(enrol_invite_write(&invite, &out), ERR_OK);
    assert_string_equal(buf_text(&out),
                        "{\"v\":1,\"hub\":\"https://hub.example:8443\","
                        "\"code\":\"c0de\",\"pins\":[\"" PIN "\"]}");
    assert_int_equal(
        enrol_invite_parse(out.data, out.len, &invite_out, NULL), ERR_OK);
    assert_memory_equal(&invite_out, &invite, sizeof(invite));
    buf_reset(&out);
    assert_int_equal(enrol_request_write(&request, &out), ERR_OK);
    assert_int_equal(
        enrol_request_parse(out.data, out.len, &request_out, NULL), ERR_OK);
    assert_memory_equal(&request_out, &request, sizeof(request));
    buf_reset(&out);
    assert_int_equal(enrol_reply_write(&reply, &out), ERR_OK);
    assert_int_equal(enrol_reply_parse(out.data, out.len, &reply_out, NULL),
                     ERR_OK);
    assert_memory_equal(&reply_out, &reply, sizeof(reply));
    buf_clear(&out);
}

static void
enrolment_is_checked(void **state)
{
    static const char key[] =
        "{\"code\":\"x\",\"public_key\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
        "GBkaGxwdHh8=\"}";
    static const char sign[] =
        "{\"kiosk_id\":\"a\",\"sign\":10,\"site\":\"b\"}";
    static const char pin[] =
        "{\"v\":1,\"hub\":\"h\",\"code\":\"c\",\"pins\":[\"md5//x\"]}";
    struct enrol_request request;
    struct enrol_reply reply;
    struct enrol_invite invite;
    struct fault fault = {0};
    (void)state;
    assert_int_equal(enrol_request_parse(key, strlen(key), &request, &fault),
                     ERR_INVALID);
    assert_string_equal(fault.field, "public_key");
    fault = (struct fault){0};
    assert_int_equal(enrol_reply_parse(sign, strlen(sign), &reply, &fault),
                     ERR_INVALID);
    assert_string_equal(fault.field, "sign");
    fault = (struct fault){0};
    assert_int_equal(enrol_invite_parse(pin, strlen(pin), &invite, &fault),
                     ERR_INVALID);
    assert_string_equal(fault.field, "pins[0]");
}

static void
heartbeats_go_there_and_back(void **state)
{
    struct heartbeat in = {
        .n = 8,
        .at_ms = TIME_MS,
        .version = "1.0.0",
        .cursor_age_s = 3,
        .pending = 2,
        .oldest_at_ms = TIME_MS,
        .last_seq = 41,
        .epoch = EPOCH,
        .time_quality = CLOCK_RTC,
        .clock_offset_ms = -12,
        .printer = "none",
        .free_disk_kib = 1,
        .rss_kib = -1,
        .frame_p99_us = 9000,
        .restarts = 1,
        .restart_reason = "power",
    };
    struct heartbeat_call call;
    struct buf newest, earlier, body;
    (void)state;
    buf_init(&newest, 4096);
    buf_init(&earlier, 4096);
    buf_init(&body, 8192);
    assert_int_equal(heartbeat_write(&in, &newest), ERR_OK);
    in.n = 7;
    buf_add_char(&earlier, '[');
    assert_int_equal(heartbeat_write(&in, &earlier), ERR_OK);
    buf_add_char(&earlier, ']');
    assert_int_equal(
        heartbeat_call_write(newest.data, earlier.data, &body), ERR_OK);
    assert_int_equal(heartbeat_call_parse(body.data, body.len, &call, NULL),
                     ERR_OK);
    assert_int_equal(call.newest.n, 8);
    assert_int_equal(call.count, 1);
    assert_memory_equal(&call.earlier[0], &in, sizeof(in));
    heartbeat_call_clear(&call);
    buf_reset(&body);
    assert_int_equal(heartbeat_call_write(newest.data, NULL, &body), ERR_OK);
    assert_string_equal(buf_text(&body), buf_text(&newest));
    buf_clear(&newest);
    buf_clear(&earlier);
    buf_clear(&body);
}

static void
a_heartbeat_needs_little(void **state)
{
    static const char little[] = "{\"n\":1,\"rss_kib\":\"much\","
                                 "\"outbox\":[],\"time_quality\":\"x\"}";
    static const char late[] = "{\"n\":2,\"earlier\":[{\"n\":1}]}";
    struct heartbeat_call call;
    (void)state;
    assert_int_equal(
        heartbeat_call_parse(little, strlen(little), &call, NULL), ERR_OK);
    assert_int_equal(call.newest.rss_kib, -1);
    assert_int_equal(call.newest.pending, -1);
    heartbeat_call_clear(&call);
    assert_int_equal(heartbeat_call_parse("{}", 2, &call, NULL),
                     ERR_INVALID);
    heartbeat_call_clear(&call);
    assert_int_equal(heartbeat_call_parse(late, strlen(late), &call, NULL),
                     ERR_INVALID);
    heartbeat_call_clear(&call);
}

static void
only_the_hub_gives_orders(void **state)
{
    unsigned char key[32], secret[64], other[32], other_secret[64];
    struct order order = {"hall-1", ORDER_WIPE, TIME, {0}};
    (void)state;
    sign_keypair(key, secret);
    sign_keypair(other, other_secret);
    assert_int_equal(order_sign(&order, secret), ERR_OK);
    assert_true(order_verify(&order, "hall-1", key));
    assert_false(order_verify(&order, "hall-2", key));
    assert_false(order_verify(&order, "hall-1", other));
    order.action = ORDER_LOCK;
    assert_false(order_verify(&order, "hall-1", key));
    str_copy(order.at, sizeof(order.at), "x\nhall");
    assert_int_equal(order_sign(&order, secret), ERR_INVALID);
}

static void
problems_go_there_and_back(void **state)
{
    struct problem in = {
        .code = "revoked",
        .status = 410,
        .title = "Revoked",
        .detail = "d",
        .zh = "已停用",
        .en = "out of use",
        .hub_time_ms = TIME_MS,
        .has_order = true,
        .order = {"hall-1", ORDER_LOCK, TIME, {9}},
    };
    struct problem back;
    struct buf out;
    (void)state;
    buf_init(&out, 4096);
    assert_int_equal(problem_write(&in, &out), ERR_OK);
    assert_true(str_starts(out.data,
                           "{\"type\":\"urn:talent:revoked\",\"title\":"
                           "\"Revoked\",\"status\":410,\"detail\":\"d\","
                           "\"message\":{\"zh\":\"已停用\","));
    assert_int_equal(problem_parse(out.data, out.len, &back), ERR_OK);
    assert_memory_equal(&back, &in, sizeof(in));
    buf_clear(&out);
}

static void
problems_are_read_leniently(void **state)
{
    static const char odd[] = "{\"type\":\"about:blank\",\"status\":\"x\","
                              "\"order\":{\"kiosk_id\":7}}";
    struct problem problem;
    (void)state;
    assert_int_equal(problem_parse(odd, strlen(odd), &problem), ERR_OK);
    assert_string_equal(problem.code, "");
    assert_false(problem.has_order);
    assert_int_equal(problem_parse("<html>", 6, &problem), ERR_INVALID);
    assert_int_equal(problem_parse("[]", 2, &problem), ERR_INVALID);
}

static void
write_bundle(const unsigned char *secret, struct buf *out)
{
    struct bundle bundle;
    struct bundle_header header = {"hall-1", TIME_MS, 2};
    assert_int_equal(bundle_begin(&bundle, &header, out), ERR_OK);
    assert_int_equal(bundle_end(&bundle, secret, out), ERR_BUG);
    assert_int_equal(bundle_add(&bundle, "{\"a\":1}", 7, out), ERR_OK);
    assert_int_equal(bundle_add(&bundle, "{\"b\":2}", 7, out), ERR_OK);
    assert_int_equal(bundle_add(&bundle, "{\"c\":3}", 7, out), ERR_BUG);
    assert_int_equal(bundle_end(&bundle, secret, out), ERR_OK);
}

static enum err
read_bundle(const char *text, const unsigned char *key)
{
    struct bundle bundle;
    enum err err = ERR_OK;
    const char *end = strchr(text, '\n');
    if (!end || bundle_open(&bundle, text, (size_t)(end - text), NULL))
        return ERR_INVALID;
    while (!err && end) {
        text = end + 1;
        end = strchr(text, '\n');
        bool last = !end || !end[1];
        size_t len = end ? (size_t)(end - text) : strlen(text);
        if (last)
            return bundle_close(&bundle, text, len, key, NULL);
        err = bundle_call(&bundle, text, len, NULL);
    }
    return err ? err : ERR_INVALID;
}

static void
a_bundle_is_whole_or_refused(void **state)
{
    unsigned char key[32], secret[64];
    struct buf out;
    (void)state;
    sign_keypair(key, secret);
    buf_init(&out, 4096);
    write_bundle(secret, &out);
    assert_int_equal(read_bundle(out.data, key), ERR_OK);
    for (size_t i = 0; i + 1 < out.len; i++) {
        char kept = out.data[i];
        out.data[i] = kept == 'x' ? 'y' : 'x';
        assert_int_equal(read_bundle(out.data, key), ERR_INVALID);
        out.data[i] = '\0';
        assert_int_equal(read_bundle(out.data, key), ERR_INVALID);
        out.data[i] = kept;
    }
    buf_clear(&out);
}

static void
hub_time_goes_there_and_back(void **state)
{
    int64_t ms;
    struct buf out;
    (void)state;
    buf_init(&out, 128);
    assert_int_equal(hub_time_write(TIME_MS, &out), ERR_OK);
    assert_string_equal(buf_text(&out), "{\"hub_time\":\"" TIME "\"}");
    assert_int_equal(hub_time_parse(out.data, out.len, &ms), ERR_OK);
    assert_int_equal(ms, TIME_MS);
    assert_int_equal(hub_time_parse("{\"hub_time\":1}", 14, &ms),
                     ERR_INVALID);
    buf_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enrolment_goes_there_and_back),
        cmocka_unit_test(enrolment_is_checked),
        cmocka_unit_test(heartbeats_go_there_and_back),
        cmocka_unit_test(a_heartbeat_needs_little),
        cmocka_unit_test(only_the_hub_gives_orders),
        cmocka_unit_test(problems_go_there_and_back),
        cmocka_unit_test(problems_are_read_leniently),
        cmocka_unit_test(a_bundle_is_whole_or_refused),
        cmocka_unit_test(hub_time_goes_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
