// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "util/buf.h"
#include "util/str.h"
#include "wire/event.h"

#define EPOCH "5f7f1e2a-0c53-4a3e-9a5b-0d3c2b1a0f9e"
#define OLDER "00000000-0c53-4a3e-9a5b-0d3c2b1a0f9e"
#define BOOT "11111111-2222-4333-8444-555555555555"

static const char text[] =
    "{\"seq\":17,\"type\":\"visit.ended\",\"v\":1,"
    "\"at\":\"2026-12-01T09:02:11.123+08:00\",\"time_quality\":\"hub\","
    "\"boot\":\"" BOOT "\",\"up_ms\":81234,\"subject\":\"" EPOCH "\","
    "\"body\":{\"reason\":\"done\"}}";

static const struct event event = {
    .seq = 17,
    .type = "visit.ended",
    .v = 1,
    .at_ms = 1796086931123,
    .time_quality = CLOCK_HUB,
    .boot = BOOT,
    .up_ms = 81234,
    .subject = EPOCH,
};

static void
writes_the_text_of_the_protocol(void **state)
{
    static const char body[] = "{\"reason\":\"done\"}";
    struct buf out;
    (void)state;
    buf_init(&out, 4096);
    assert_int_equal(event_write(&event, body, strlen(body), &out), ERR_OK);
    assert_string_equal(buf_text(&out), text);
    buf_clear(&out);
}

static void
reads_it_back(void **state)
{
    struct event_parsed parsed;
    struct buf body;
    (void)state;
    assert_int_equal(event_parse(text, strlen(text), &parsed, NULL), ERR_OK);
    assert_true(parsed.seq_known);
    assert_memory_equal(&parsed.event, &event, sizeof(event));
    buf_init(&body, 4096);
    assert_int_equal(event_body_text(&parsed, &body), ERR_OK);
    assert_string_equal(buf_text(&body), "{\"reason\":\"done\"}");
    buf_clear(&body);
    event_parsed_clear(&parsed);
}

// The hash is of the canonical text, whatever order and spacing came.
static void
hashes_the_canonical_form(void **state)
{
    static const char canonical[] =
        "{\"at\":\"2026-12-01T09:02:11.123+08:00\",\"body\":{\"reason\":"
        "\"done\"},\"boot\":\"" BOOT "\",\"seq\":17,\"subject\":\"" EPOCH
        "\",\"time_quality\":\"hub\",\"type\":\"visit.ended\","
        "\"up_ms\":81234,\"v\":1}";
    unsigned char expected[HASH_SIZE];
    struct event_parsed parsed;
    (void)state;
    hash_sha256(canonical, strlen(canonical), expected);
    assert_int_equal(event_parse(text, strlen(text), &parsed, NULL), ERR_OK);
    assert_memory_equal(parsed.hash, expected, HASH_SIZE);
    event_parsed_clear(&parsed);
}

static void
keeps_hash_and_origin_when_reissued(void **state)
{
    struct event_parsed first, second, third;
    struct buf again, once_more;
    (void)state;
    buf_init(&again, 4096);
    buf_init(&once_more, 4096);
    assert_int_equal(event_parse(text, strlen(text), &first, NULL), ERR_OK);
    assert_int_equal(event_reissue(text, strlen(text), OLDER, 3, &again),
                     ERR_OK);
    assert_int_equal(event_parse(again.data, again.len, &second, NULL),
                     ERR_OK);
    assert_int_equal(second.event.seq, 3);
    assert_string_equal(second.event.origin.epoch, OLDER);
    assert_int_equal(second.event.origin.seq, 17);
    assert_memory_equal(first.hash, second.hash, HASH_SIZE);
    assert_int_equal(
        event_reissue(again.data, again.len, EPOCH, 1, &once_more), ERR_OK);
    assert_int_equal(event_parse(once_more.data, once_more.len, &third,
                                 NULL),
                     ERR_OK);
    assert_int_equal(third.event.seq, 1);
    assert_string_equal(third.event.origin.epoch, OLDER);
    assert_int_equal(third.event.origin.seq, 17);
    assert_memory_equal(first.hash, third.hash, HASH_SIZE);
    event_parsed_clear(&first);
    event_parsed_clear(&second);
    event_parsed_clear(&third);
    buf_clear(&again);
    buf_clear(&once_more);
}

#define TAIL                                                                 \
    "\"at\":\"2026-12-01T09:02:11+08:00\",\"time_quality\":\"rtc\","         \
    "\"boot\":\"" BOOT "\",\"up_ms\":1,\"subject\":\"07\""

static void
says_what_is_wrong(void **state)
{
    static const struct {
        const char *text;
        const char *code;
        const char *field;
        int64_t seq; // 0: not to be known
    } table[] = {
        {"[]", "missing", "seq", 0},
        {"7", "bad_json", "", 0},
        {"{\"seq\":\"1\"}", "bad_type", "seq", 0},
        {"{\"seq\":0}", "bad_value", "seq", 0},
        {"{\"seq\":5}", "missing", "type", 5},
        {"{\"seq\":5,\"type\":\"a b\"}", "bad_value", "type", 5},
        {"{\"seq\":5,\"type\":\"a\",\"v\":0}", "bad_value", "v", 5},
        {"{\"seq\":5,\"type\":\"a\",\"v\":1,\"at\":\"x\"}", "bad_value",
         "at", 5},
        {"{\"seq\":5,\"type\":\"a\",\"v\":1," TAIL "}", "missing", "body",
         5},
        {"{\"seq\":5,\"type\":\"a\",\"v\":1," TAIL ",\"body\":[]}",
         "bad_type", "body", 5},
        {"{\"seq\":5,\"type\":\"a\",\"v\":1," TAIL
         ",\"body\":{\"x\":1.5}}",
         "bad_value", "", 5},
        {"{\"seq\":5,\"type\":\"a\",\"v\":1," TAIL
         ",\"body\":{\"\xe5\xbc\xa0\":1}}",
         "bad_value", "", 5},
        {"{\"seq\":5,\"type\":\"a\",\"v\":1," TAIL
         ",\"body\":{},\"origin\":{\"epoch\":\"x\",\"seq\":1}}",
         "bad_value", "origin.epoch", 5},
        {"{\"seq\":5,\"type\":\"a\",\"v\":1," TAIL
         ",\"body\":{\"n\":99999999999999999999}}",
         "bad_json", "", 5},
        {"{\"seq\":5,\"a\":1,\"a\":2}", "bad_json", "", 5},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct event_parsed parsed;
        struct fault fault = {0};
        assert_int_equal(event_parse(table[i].text, strlen(table[i].text),
                                     &parsed, &fault),
                         ERR_INVALID);
        assert_string_equal(fault.code, table[i].code);
        assert_string_equal(fault.field, table[i].field);
        assert_int_equal(parsed.seq_known, table[i].seq > 0);
        if (table[i].seq)
            assert_int_equal(parsed.event.seq, table[i].seq);
        event_parsed_clear(&parsed);
    }
}

static void
takes_unknown_types_and_fields(void **state)
{
    static const char later[] =
        "{\"seq\":5,\"type\":\"Robot-waved\",\"v\":300000,\"extra\":[null]," TAIL
        ",\"body\":{\"a\":{\"b\":[1]}}}";
    struct event_parsed parsed;
    (void)state;
    assert_int_equal(event_parse(later, strlen(later), &parsed, NULL),
                     ERR_OK);
    assert_int_equal(parsed.event.v, 300000);
    event_parsed_clear(&parsed);
}

static void
will_not_write_what_would_not_be_read(void **state)
{
    static const char *const bodies[] = {"[]", "{\"a\":1.5}", "{", "{}}"};
    struct event bad = event;
    struct buf out;
    (void)state;
    buf_init(&out, 4096);
    for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
        assert_int_equal(
            event_write(&event, bodies[i], strlen(bodies[i]), &out),
            ERR_INVALID);
        buf_reset(&out);
    }
    str_copy(bad.subject, sizeof(bad.subject), "no spaces");
    assert_int_equal(event_write(&bad, "{}", 2, &out), ERR_INVALID);
    buf_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_the_text_of_the_protocol),
        cmocka_unit_test(reads_it_back),
        cmocka_unit_test(hashes_the_canonical_form),
        cmocka_unit_test(keeps_hash_and_origin_when_reissued),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(takes_unknown_types_and_fields),
        cmocka_unit_test(will_not_write_what_would_not_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
