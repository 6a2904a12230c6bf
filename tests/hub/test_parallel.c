// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "client.h"
#include "hub/store.h"
#include "util/buf.h"
#include "util/id.h"
#include "util/str.h"
#include "util/thread.h"

/* Several kiosks at once, with others waiting, and a hub that is killed. */

#define KIOSKS 4
#define CALLS 8
#define TICKETS 20 // of a call

struct pusher {
    struct fixture *fixture;
    struct signer kiosk;
    struct thread thread;
    char epoch[UUID_SIZE];
    int number;
    int good; // calls that were answered as they should
};

static void
ticket_add(struct buf *out, const struct pusher *pusher, int call, int i)
{
    int seq = call * TICKETS + i + 1;
    buf_addf(out,
             "%s{\"seq\":%d,\"type\":\"ticket.issued\",\"v\":1,"
             "\"at\":\"2026-12-01T09:00:00.000+08:00\","
             "\"time_quality\":\"hub\",\"boot\":\"%s\",\"up_ms\":%d,"
             "\"subject\":\"t%d-%d\",\"body\":{\"visit\":\"v%d\","
             "\"number\":\"A%d%03d\",\"service\":\"consult\","
             "\"class\":\"normal\",\"day\":\"2026-12-01\"}}",
             i > 0 ? "," : "", seq, pusher->epoch, seq, pusher->number, seq,
             seq, pusher->number, seq);
}

static void
push_one(struct pusher *pusher, int call, const char *status)
{
    struct buf body;
    struct answer answer;
    char first[64];
    buf_init(&body, 256 * 1024);
    buf_addf(&body, "{\"epoch\":\"%s\",\"events\":[", pusher->epoch);
    for (int i = 0; i < TICKETS; i++)
        ticket_add(&body, pusher, call, i);
    buf_add_str(&body, "]}");
    ask_send(pusher->fixture,
             &(struct ask){.method = "POST",
                           .target = "/v1/events",
                           .body = body.data,
                           .body_len = body.len,
                           .signer = &pusher->kiosk},
             &answer);
    str_format(first, sizeof(first), "{\"seq\":%d,\"status\":\"%s\"}",
               call * TICKETS + 1, status);
    if (answer.status == 200 && answer_has(&answer, first) &&
        answer_int(&answer, "durable_seq") >= (call + 1) * TICKETS)
        pusher->good++;
    answer_clear(&answer);
    buf_clear(&body);
}

static void
push_all(void *userdata)
{
    struct pusher *pusher = userdata;
    struct answer answer;
    for (int call = 0; call < CALLS; call++) {
        push_one(pusher, call, "ok");
        ask_send(pusher->fixture,
                 &(struct ask){.method = "GET",
                               .target = "/v1/changes?wait=5",
                               .signer = &pusher->kiosk},
                 &answer);
        pusher->good += answer.status == 200;
        answer_clear(&answer);
    }
}

static enum err
count_one(const struct hub_record *record, void *userdata)
{
    size_t *count = userdata;
    (void)record;
    (*count)++;
    return ERR_OK;
}

static void
test_all_at_once(void **state)
{
    static struct pusher pushers[KIOSKS];
    struct fixture fixture;
    struct hub_store *store;
    size_t count = 0;
    (void)state;
    fixture_make(&fixture);
    fixture.config.threads = 3;
    fixture_start(&fixture);
    for (int i = 0; i < KIOSKS; i++) {
        memset(&pushers[i], 0, sizeof(pushers[i]));
        pushers[i].fixture = &fixture;
        pushers[i].number = i + 1;
        id_uuid(pushers[i].epoch);
        signer_enrol(&fixture, "hall", &pushers[i].kiosk);
    }
    for (int i = 0; i < KIOSKS; i++)
        assert_int_equal(
            thread_start(&pushers[i].thread, "push", push_all, &pushers[i]),
            ERR_OK);
    for (int i = 0; i < KIOSKS; i++) {
        thread_join(&pushers[i].thread);
        assert_int_equal(pushers[i].good, 2 * CALLS);
    }
    assert_int_equal(hub_store_open(fixture.spec, &store), ERR_OK);
    assert_int_equal(
        store->ops->record_each(store, "ticket", "hall", count_one, &count),
        ERR_OK);
    assert_int_equal(count, KIOSKS * CALLS * TICKETS);
    hub_store_close(store);
    fixture_remove(&fixture);
}

static void
test_killed_after_each_call(void **state)
{
    struct fixture fixture;
    struct pusher pusher = {.fixture = &fixture, .number = 1};
    (void)state;
    fixture_make(&fixture);
    fixture_start(&fixture);
    id_uuid(pusher.epoch);
    signer_enrol(&fixture, "hall", &pusher.kiosk);
    for (int call = 0; call < 5; call++) {
        push_one(&pusher, call, "ok");
        // what was answered is there, whatever becomes of the process
        fixture_kill(&fixture);
        fixture_start(&fixture);
        push_one(&pusher, call, "duplicate");
    }
    assert_int_equal(pusher.good, 10);
    fixture_remove(&fixture);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_at_once),
        cmocka_unit_test(test_killed_after_each_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
