// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "util/buf.h"
#include "wire/change.h"
#include "wire/record.h"

static const struct change changes[] = {
    {.kind = "policy",
     .id = "a.b-c",
     .rev = 12,
     .op = CHANGE_PUT,
     .body = "{\"n\" :1.5}",
     .body_len = 10},
    {.kind = "hologram", .id = "x", .rev = 1, .op = CHANGE_DEL},
};

static void
carries_a_page(void **state)
{
    struct check checks[] = {{.kind = "policy", .count = 1}, {.kind = "site"}};
    struct change_page page = {
        .cursor = "epoch.7",
        .more = true,
        .checks = checks,
        .check_count = 2,
        .hub_time_ms = 1796086931123,
        .slow_ms = 9,
    };
    struct change_page back;
    struct buf out;
    (void)state;
    check_toggle(&checks[0], "a.b-c", 12);
    buf_init(&out, CHANGE_MAX_BYTES);
    assert_int_equal(change_page_begin(&out), ERR_OK);
    assert_int_equal(change_page_add(&out, &changes[0]), ERR_OK);
    assert_int_equal(change_page_add(&out, &changes[1]), ERR_OK);
    assert_int_equal(change_page_end(&out, &page), ERR_OK);
    assert_string_equal(
        buf_text(&out),
        "{\"changes\":[{\"kind\":\"policy\",\"id\":\"a.b-c\",\"rev\":12,"
        "\"op\":\"put\",\"body\":{\"n\" :1.5}},"
        "{\"kind\":\"hologram\",\"id\":\"x\",\"rev\":1,\"op\":\"del\"}],"
        "\"cursor\":\"epoch.7\",\"more\":true,\"checks\":[{\"kind\":"
        "\"policy\",\"count\":1,\"hash\":\"6263389de0e3312b06d2f4487c6fb3a"
        "fb761469b6aff25a56d4f8b8fee0e3da2\"},{\"kind\":\"site\",\"count\":0,"
        "\"hash\":\"00000000000000000000000000000000000000000000000000000000"
        "00000000\"}],\"hub_time\":\"2026-12-01T09:02:11.123+08:00\","
        "\"slow_ms\":9}");
    assert_int_equal(change_page_parse(out.data, out.len, &back, NULL),
                     ERR_OK);
    assert_int_equal(back.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(back.changes[i].kind, changes[i].kind);
        assert_string_equal(back.changes[i].id, changes[i].id);
        assert_int_equal(back.changes[i].rev, changes[i].rev);
        assert_int_equal(back.changes[i].op, changes[i].op);
        assert_int_equal(back.changes[i].body_len, changes[i].body_len);
    }
    // a body is the very text that was sent
    assert_memory_equal(back.changes[0].body, changes[0].body, 10);
    assert_string_equal(back.cursor, "epoch.7");
    assert_true(back.more);
    assert_int_equal(back.check_count, 2);
    assert_memory_equal(back.checks[0].hash, checks[0].hash, HASH_SIZE);
    change_page_clear(&back);
    buf_clear(&out);
}

#define REST ",\"cursor\":\"c\",\"hub_time\":\"2026-12-01T00:00:00Z\"}"
#define ONE(head, body) "{\"changes\":[{" head "," body "}]" REST
#define HEAD "\"kind\":\"a\",\"id\":\"b\",\"rev\":1,\"op\":\"put\""

static void
distrusts_a_page(void **state)
{
    static const char *const bad[] = {
        "",
        "[]",
        "<html></html>",
        "{\"changes\":[]}",
        "{\"cursor\":\"c\",\"hub_time\":\"2026-12-01T00:00:00Z\"}",
        "{\"changes\":{}" REST,
        "{\"changes\":[1]" REST,
        ONE(HEAD, "\"x\":1"),
        ONE(HEAD, "\"body\":null"),
        ONE(HEAD, "\"body\":[]"),
        ONE("\"kind\":\"A\",\"id\":\"b\",\"rev\":1,\"op\":\"put\"",
            "\"body\":{}"),
        ONE("\"kind\":\"a\",\"id\":\"b c\",\"rev\":1,\"op\":\"put\"",
            "\"body\":{}"),
        ONE("\"kind\":\"a\",\"id\":\"b\",\"rev\":0,\"op\":\"put\"",
            "\"body\":{}"),
        ONE("\"kind\":\"a\",\"id\":\"b\",\"rev\":1,\"op\":\"pat\"",
            "\"body\":{}"),
        ONE(HEAD, "\"body\":{}") " x",
        "{\"changes\":[],\"more\":1" REST,
        "{\"changes\":[],\"checks\":[{\"kind\":\"a\",\"count\":1,"
        "\"hash\":\"00\"}]" REST,
    };
    static const char good[] = ONE(HEAD, "\"body\":{}");
    struct change_page page;
    (void)state;
    assert_int_equal(change_page_parse(good, strlen(good), &page, NULL),
                     ERR_OK);
    change_page_clear(&page);
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct fault fault = {0};
        if (!change_page_parse(bad[i], strlen(bad[i]), &page, &fault))
            fail_msg("taken: %s", bad[i]);
        assert_true(fault_any(&fault));
        change_page_clear(&page);
    }
}

// What record_check refuses does not hold up the page that it stands in.
static void
leaves_bodies_to_their_readers(void **state)
{
    struct change_page page;
    struct fault fault = {0};
    struct buf text;
    (void)state;
    buf_init(&text, CHANGE_MAX_BYTES);
    buf_add_str(&text, "{\"changes\":[{" HEAD ",\"body\":{\"a\":");
    for (int i = 0; i < 500; i++)
        buf_add_char(&text, '[');
    for (int i = 0; i < 500; i++)
        buf_add_char(&text, ']');
    buf_add_str(&text, "}},{" HEAD ",\"body\":{\"a\":\"");
    for (int i = 0; i < CHANGE_MAX_RECORD; i++)
        buf_add_char(&text, 'a');
    buf_add_str(&text, "\"}},{" HEAD ",\"body\":{}}]" REST);
    assert_int_equal(change_page_parse(text.data, text.len, &page, &fault),
                     ERR_OK);
    assert_int_equal(page.count, 3);
    for (size_t i = 0; i < 2; i++) {
        const struct change *change = &page.changes[i];
        fault = (struct fault){0};
        assert_int_equal(record_check("policy", "id", change->body,
                                      change->body_len, &fault),
                         ERR_INVALID);
        assert_string_equal(fault.code, i ? "too_long" : "bad_json");
    }
    assert_int_equal(page.changes[2].body_len, 2);
    change_page_clear(&page);
    buf_clear(&text);
}

static void
stops_at_a_full_page(void **state)
{
    size_t len = 200 * 1024;
    char *body = malloc(len);
    struct change change = changes[0];
    struct buf out;
    size_t count = 0;
    (void)state;
    memset(body, ' ', len);
    body[0] = '{';
    body[len - 1] = '}';
    change.body = body;
    change.body_len = len;
    buf_init(&out, CHANGE_MAX_BYTES);
    assert_int_equal(change_page_begin(&out), ERR_OK);
    while (change_page_add(&out, &change) == ERR_OK)
        count++;
    assert_int_equal(count, 5);
    assert_false(out.failed);
    buf_clear(&out);
    free(body);
}

static void
a_hash_forgets_what_is_taken_out(void **state)
{
    struct check a = {.kind = "site"}, b = {.kind = "site"};
    unsigned char zero[HASH_SIZE] = {0};
    (void)state;
    check_toggle(&a, "x", 1);
    check_toggle(&a, "y", 2);
    check_toggle(&b, "y", 2);
    assert_memory_not_equal(a.hash, b.hash, HASH_SIZE);
    check_toggle(&a, "x", 1);
    assert_memory_equal(a.hash, b.hash, HASH_SIZE);
    check_toggle(&a, "y", 2);
    assert_memory_equal(a.hash, zero, HASH_SIZE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carries_a_page),
        cmocka_unit_test(distrusts_a_page),
        cmocka_unit_test(leaves_bodies_to_their_readers),
        cmocka_unit_test(stops_at_a_full_page),
        cmocka_unit_test(a_hash_forgets_what_is_taken_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
