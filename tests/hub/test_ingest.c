// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "scene.h"
#include "util/clock.h"
#include "util/str.h"

/* Identity, forks and origins of PROTOCOL "Events up", on a real store. */

static void
test_ok_then_duplicate(void **state)
{
    struct scene *scene = *state;
    for (int round = 0; round < 3; round++) {
        scene_add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
        scene_add(scene, 2, "ticket.issued", "t1", ISSUED, "");
        scene_push(scene, EPOCH_1);
        enum verdict_status status =
            round == 0 ? VERDICT_OK : VERDICT_DUPLICATE;
        scene_expect(scene, 0, status, "");
        scene_expect(scene, 1, status, "");
        assert_int_equal(scene->out.reply.durable_seq, 2);
        assert_int_equal(scene->out.changed, round == 0);
    }
    scene_expect_ticket(scene, "t1", "\"state\":\"waiting\"");
    scene_expect_ticket(scene, "t1", "\"number\":\"A001\"");
}

static void
test_same_event_twice_in_one_call(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_OK, "");
    scene_expect(scene, 1, VERDICT_DUPLICATE, "");
}

static void
test_gap_keeps_durable_back(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 1, "kiosk.started", "hall-1", "{\"what\":\"boot\"}", "");
    scene_add(scene, 3, "kiosk.started", "hall-1", "{\"what\":\"boot\"}", "");
    scene_add(scene, 4, "kiosk.started", "hall-1", "{\"what\":\"boot\"}", "");
    scene_push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.durable_seq, 1);
    scene_add(scene, 2, "kiosk.started", "hall-1", "{\"what\":\"boot\"}", "");
    scene_push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.durable_seq, 4);
    // each epoch counts for itself; an unknown one has nothing
    scene_push(scene, EPOCH_2);
    assert_int_equal(scene->out.reply.durable_seq, 0);
    scene_push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.durable_seq, 4);
}

static void
test_malformed_by_seq_or_index(void **state)
{
    struct scene *scene = *state;
    buf_add_str(&scene->events, "{\"seq\":1,\"type\":5,\"subject\":\"t9\"},"
                                "{\"type\":\"visit.ended\"},17,\"x\",null");
    scene_add(scene, 2, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_add(scene, 3, "ticket.called", "t9", MOVED, "");
    scene_push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.count, 7);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(scene->out.reply.verdicts[i].status, VERDICT_REJECTED);
    assert_int_equal(scene->out.reply.verdicts[0].seq, 1);
    assert_int_equal(scene->out.reply.verdicts[1].seq, 0);
    assert_int_equal(scene->out.reply.verdicts[1].index, 1);
    assert_int_equal(scene->out.reply.verdicts[4].index, 4);
    scene_expect(scene, 5, VERDICT_OK, "");
    scene_expect(scene, 6, VERDICT_HELD, "after_rejected");
    assert_int_equal(scene->out.reply.durable_seq, 3);
    // a readable one may still come in the place of one that was none
    scene_add(scene, 1, "ticket.issued", "t9", ISSUED, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_OK, "");
    scene_expect_ticket(scene, "t9", "\"state\":\"called\"");
}

static enum err
count_alarm(const struct hub_alarm *alarm, void *userdata)
{
    size_t *count = userdata;
    assert_string_equal(alarm->code, "fork");
    assert_string_equal(alarm->kiosk, "hall-1");
    (*count)++;
    return ERR_OK;
}

static void
test_fork_freezes(void **state)
{
    struct scene *scene = *state;
    struct hub_kiosk kiosk;
    size_t alarms = 0;
    scene_add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_add(scene, 2, "visit.checked_in", "v2", CHECKED_IN, "");
    scene_push(scene, EPOCH_1);
    scene_add(scene, 2, "visit.checked_in", "v3", CHECKED_IN, "");
    scene_add(scene, 3, "visit.checked_in", "v4", CHECKED_IN, "");
    scene_add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_REJECTED, "fork");
    scene_expect(scene, 1, VERDICT_RETRY, "epoch_frozen");
    scene_expect(scene, 2, VERDICT_DUPLICATE, "");
    assert_int_equal(scene->out.reply.durable_seq, 2);
    scene_add(scene, 3, "visit.checked_in", "v4", CHECKED_IN, "");
    scene_push(scene, EPOCH_1);
    assert_true(scene->out.frozen);
    assert_int_equal(scene->out.reply.count, 0);
    struct hub_store *store = scene->store;
    assert_int_equal(store->ops->alarm_each(store, count_alarm, &alarms),
                     ERR_OK);
    assert_int_equal(alarms, 1);
    assert_int_equal(store->ops->kiosk_get(store, "hall-1", &kiosk), ERR_OK);
    assert_true(kiosk.frozen);
    // enrolled again it is well; the epoch stays as it is
    kiosk.enrolled_at = clock_now_ms() + 1;
    assert_int_equal(store->ops->kiosk_put(store, &kiosk), ERR_OK);
    assert_int_equal(store->ops->kiosk_get(store, "hall-1", &kiosk), ERR_OK);
    assert_false(kiosk.frozen);
    scene_add(scene, 3, "visit.checked_in", "v4", CHECKED_IN, "");
    scene_push(scene, EPOCH_1);
    assert_true(scene->out.frozen);
    // other epochs go on
    scene_add(scene, 1, "visit.checked_in", "v5", CHECKED_IN, "");
    scene_push(scene, EPOCH_2);
    scene_expect(scene, 0, VERDICT_OK, "");
}

static void
test_origin(void **state)
{
    struct scene *scene = *state;
    static const char origin[] =
        ",\"origin\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":7}";
    scene_add(scene, 7, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_push(scene, EPOCH_1);
    // the same record in a new epoch: it differs in seq and origin alone
    buf_addf(&scene->events,
             "{\"seq\":1,\"type\":\"visit.checked_in\",\"v\":1,"
             "\"at\":\"2026-12-01T09:00:07.000+08:00\","
             "\"time_quality\":\"hub\",\"boot\":\"" BOOT_1
             "\",\"up_ms\":7000,\"subject\":\"v1\"%s,\"body\":" CHECKED_IN "}",
             origin);
    scene_push(scene, EPOCH_2);
    scene_expect(scene, 0, VERDICT_DUPLICATE, "");
    assert_int_equal(scene->out.reply.durable_seq, 1);
    // an origin that the hub does not hold is a new event
    scene_add(scene, 2, "visit.checked_in", "v2", CHECKED_IN,
              ",\"origin\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":8}");
    scene_push(scene, EPOCH_2);
    scene_expect(scene, 0, VERDICT_OK, "");
    // one that it holds with other contents as well: both are kept
    scene_add(scene, 3, "visit.checked_in", "v3", CHECKED_IN, origin);
    scene_push(scene, EPOCH_2);
    scene_expect(scene, 0, VERDICT_OK, "");
}

static void
test_origin_reissued_twice(void **state)
{
    struct scene *scene = *state;
    static const char form[] =
        "{\"seq\":%d,\"type\":\"visit.checked_in\",\"v\":1,"
        "\"at\":\"2026-12-01T09:00:00.000+08:00\",\"time_quality\":\"hub\","
        "\"boot\":\"" BOOT_1 "\",\"up_ms\":0,\"subject\":\"v1\","
        "\"origin\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":9},"
        "\"body\":" CHECKED_IN "}";
    buf_addf(&scene->events, form, 1);
    scene_push(scene, EPOCH_2);
    scene_expect(scene, 0, VERDICT_OK, "");
    buf_addf(&scene->events, form, 4);
    scene_push(scene, "33333333-0000-4000-8000-000000000003");
    scene_expect(scene, 0, VERDICT_DUPLICATE, "");
}

static enum err
find_visit(const struct hub_visit_row *row, void *userdata)
{
    size_t *count = userdata;
    (*count)++;
    assert_string_equal(row->kiosk, "hall-1");
    assert_string_equal(row->visit, "v1");
    assert_string_equal(row->ticket, "t1");
    assert_string_equal(row->number, "A001");
    assert_string_equal(row->service, "consult");
    assert_string_equal(row->state, "waiting");
    assert_true(row->issued_at > 0);
    assert_true(row->received_at > 0);
    return ERR_OK;
}

static void
test_visits_once(void **state)
{
    struct scene *scene = *state;
    size_t count = 0;
    struct hub_store *store = scene->store;
    // a ticket does not wait for its visit
    scene_add(scene, 2, "ticket.issued", "t1", ISSUED, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_OK, "");
    assert_int_equal(store->ops->visit_each(store, find_visit, &count), ERR_OK);
    assert_int_equal(count, 1);
    scene_add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_push(scene, EPOCH_1);
    scene_push(scene, EPOCH_1);
    count = 0;
    assert_int_equal(store->ops->visit_each(store, find_visit, &count), ERR_OK);
    assert_int_equal(count, 1);
}

static void
test_whole_call(void **state)
{
    struct scene *scene = *state;
    struct hub_ingest out;
    struct fault fault = {0};
    assert_int_equal(
        hub_ingest(scene->store, &scene->kiosk, "{}", 2, &out, &fault),
        ERR_INVALID);
    assert_string_equal(fault.code, "bad-envelope");
    hub_ingest_clear(&out);
    for (int i = 0; i <= PUSH_MAX_EVENTS; i++)
        buf_addf(&scene->events, "%s{}", i > 0 ? "," : "");
    assert_int_equal(scene_push_to(scene, EPOCH_1), ERR_INVALID);
    assert_string_equal(scene->fault.code, "too-large");
}

static void
test_reopen_keeps_all(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 1, "ticket.called", "t1", MOVED, "");
    scene_add(scene, 2, "ticket.issued", "t2", "{}", "");
    scene_push(scene, EPOCH_1);
    hub_store_close(scene->store);
    assert_int_equal(hub_store_open(scene->fixture.spec, &scene->store),
                     ERR_OK);
    scene_add(scene, 1, "ticket.called", "t1", MOVED, "");
    scene_add(scene, 3, "ticket.called", "t2", MOVED, "");
    scene_add(scene, 4, "ticket.issued", "t1", ISSUED, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_HELD, "waiting");
    scene_expect(scene, 1, VERDICT_HELD, "after_rejected");
    scene_expect(scene, 2, VERDICT_OK, "");
    assert_int_equal(scene->out.reply.durable_seq, 4);
    scene_expect_ticket(scene, "t1", "\"state\":\"called\"");
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_ok_then_duplicate),
        TEST(test_same_event_twice_in_one_call),
        TEST(test_gap_keeps_durable_back),
        TEST(test_malformed_by_seq_or_index),
        TEST(test_fork_freezes),
        TEST(test_origin),
        TEST(test_origin_reissued_twice),
        TEST(test_visits_once),
        TEST(test_whole_call),
        TEST(test_reopen_keeps_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
