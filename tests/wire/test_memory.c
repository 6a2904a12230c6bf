// SPDX-License-Identifier: Apache-2.0

/*
 * Every allocation fails once. What is good must then be told from what is
 * bad: a lack of memory is never a fault of the sender's, and nothing leaks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "model/service.h"
#include "model/site.h"
#include "util/buf.h"
#include "wire/body.h"
#include "wire/change.h"
#include "wire/enrol.h"
#include "wire/event.h"
#include "wire/heartbeat.h"
#include "wire/push.h"
#include "wire/record.h"

void *
__real_malloc(size_t size);
void *
__real_calloc(size_t count, size_t size);
void *
__real_realloc(void *data, size_t size);
void *
__wrap_malloc(size_t size);
void *
__wrap_calloc(size_t count, size_t size);
void *
__wrap_realloc(void *data, size_t size);

// Allocations left until one fails; below zero none does. One for the whole
// program because malloc is.
static long countdown = -1;

static bool
strikes(void)
{
    return countdown >= 0 && countdown-- == 0;
}

void *
__wrap_malloc(size_t size)
{
    return strikes() ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
    return strikes() ? NULL : __real_calloc(count, size);
}

void *
__wrap_realloc(void *data, size_t size)
{
    return strikes() ? NULL : __real_realloc(data, size);
}

typedef enum err
step(void);

// Let the first, second, third … allocation fail until all are there.
static void
torture(step *run)
{
    enum err err = ERR_NO_MEMORY;
    for (long n = 0; n < 10000 && err; n++) {
        countdown = n;
        err = run();
        countdown = -1;
        if (err && err != ERR_NO_MEMORY)
            fail_msg("allocation %ld: error %d", n, (int)err);
    }
    assert_int_equal(err, ERR_OK);
}

#define UUID "5f7f1e2a-0c53-4a3e-9a5b-0d3c2b1a0f9e"

static const char event_text[] =
    "{\"seq\":17,\"type\":\"visit.ended\",\"v\":1,"
    "\"at\":\"2026-12-01T09:02:11.123+08:00\",\"time_quality\":\"hub\","
    "\"boot\":\"" UUID "\",\"up_ms\":81234,\"subject\":\"" UUID "\","
    "\"body\":{\"reason\":\"done\"}}";

static enum err
read_event(void)
{
    struct event_parsed parsed;
    struct buf out;
    buf_init(&out, 4096);
    enum err err = event_parse(event_text, strlen(event_text), &parsed, NULL);
    if (!err)
        err = body_check("visit.ended", parsed.body, NULL);
    if (!err)
        err = event_write(&parsed.event, "{\"reason\":\"done\"}", 17, &out);
    event_parsed_clear(&parsed);
    buf_clear(&out);
    return err;
}

static enum err
reissue_event(void)
{
    struct buf out;
    buf_init(&out, 4096);
    enum err err =
        event_reissue(event_text, strlen(event_text), UUID, 1, &out);
    buf_clear(&out);
    return err;
}

static enum err
read_reply(void)
{
    static const char text[] =
        "{\"results\":[{\"seq\":1,\"status\":\"ok\"},{\"seq\":2,\"status\":"
        "\"rejected\",\"code\":\"x\",\"message\":{\"zh\":\"a\"}}],"
        "\"durable_seq\":1,\"hub_time\":\"2026-12-01T09:02:11Z\"}";
    struct push_reply reply;
    struct buf out;
    buf_init(&out, 4096);
    enum err err = push_reply_parse(text, strlen(text), &reply, NULL);
    if (!err)
        err = push_reply_write(&reply, &out);
    push_reply_clear(&reply);
    buf_clear(&out);
    return err;
}

static enum err
read_page(void)
{
    static const char text[] =
        "{\"changes\":[{\"kind\":\"a\",\"id\":\"b\",\"rev\":1,\"op\":"
        "\"put\",\"body\":{\"x\":[1]}}],\"cursor\":\"c\",\"checks\":["
        "{\"kind\":\"a\",\"count\":0,\"hash\":\"000000000000000000000000000"
        "0000000000000000000000000000000000000\"}],"
        "\"hub_time\":\"2026-12-01T09:02:11Z\"}";
    struct change_page page;
    enum err err = change_page_parse(text, strlen(text), &page, NULL);
    change_page_clear(&page);
    return err;
}

static enum err
read_records(void)
{
    static const char site[] =
        "{\"name\":{\"zh\":\"大厅\",\"en\":\"Hall\"},\"profile\":\"hall\","
        "\"hours\":[{\"days\":[1],\"from\":\"08:30\",\"to\":\"12:00\"}],"
        "\"holidays\":[\"2026-10-01\",\"2026-10-02\"],\"windows\":[{\"id\":"
        "\"w1\",\"name\":{\"zh\":\"一\"}}],\"phone\":\"0971\",\"source\":"
        "{\"document\":{\"zh\":\"d\"},\"place\":{\"zh\":\"p\"}}}";
    static const char service[] =
        "{\"letter\":\"B\",\"name\":{\"zh\":\"x\"},\"materials\":[{\"name\":"
        "{\"zh\":\"m\"},\"note\":{\"zh\":\"n\"}}],\"policy\":\"p\","
        "\"class\":\"normal\",\"sites\":[\"hall\",\"b\"],\"icon\":\"i\"}";
    struct site out_site = {0};
    struct service out_service = {0};
    enum err err =
        record_site("hall", site, strlen(site), &out_site, NULL);
    if (!err)
        err = record_service("s", service, strlen(service), &out_service,
                             NULL);
    site_clear(&out_site);
    service_clear(&out_service);
    return err;
}

static enum err
read_call(void)
{
    static const char text[] =
        "{\"epoch\":\"" UUID "\",\"events\":[{},{\"a\":1}]}";
    static const char beat[] =
        "{\"n\":2,\"earlier\":[{\"n\":1,\"at\":\"2026-12-01T09:02:11Z\"}]}";
    struct push_call call;
    struct heartbeat_call heartbeat = {0};
    enum err err = push_call_parse(text, strlen(text), &call, NULL);
    if (!err)
        err = heartbeat_call_parse(beat, strlen(beat), &heartbeat, NULL);
    push_call_clear(&call);
    heartbeat_call_clear(&heartbeat);
    return err;
}

static void
events_survive(void **state)
{
    (void)state;
    torture(read_event);
    torture(reissue_event);
}

static void
messages_survive(void **state)
{
    (void)state;
    torture(read_reply);
    torture(read_page);
    torture(read_call);
}

static void
records_survive(void **state)
{
    (void)state;
    torture(read_records);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_survive),
        cmocka_unit_test(messages_survive),
        cmocka_unit_test(records_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
