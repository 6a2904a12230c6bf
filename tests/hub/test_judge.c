// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <string.h>

#include "scene.h"
#include "util/str.h"

/* Held, rejected and superseding events, tickets and dates of PROTOCOL
 * "Events up", on a real store. */

static void
test_ticket_moves(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 1, "ticket.issued", "t1", ISSUED, "");
    scene_add(scene, 2, "ticket.slip", "t1", "{\"slip\":\"printed\"}", "");
    scene_add(scene, 3, "ticket.called", "t1", MOVED, "");
    scene_push(scene, EPOCH_1);
    scene_expect_ticket(scene, "t1", "\"state\":\"called\",\"window\":\"w1\"");
    scene_expect_ticket(scene, "t1",
                        "\"called_at\":\"2026-12-01T09:00:03.000+08:00\"");
    scene_add(scene, 4, "ticket.missed", "t1", MOVED, "");
    scene_add(scene, 5, "ticket.requeued", "t1", MOVED, "");
    scene_push(scene, EPOCH_1);
    scene_expect_ticket(scene, "t1", "\"state\":\"waiting\",\"window\":null");
    scene_add(scene, 6, "ticket.called", "t1", MOVED, "");
    scene_add(scene, 7, "ticket.served", "t1", MOVED, "");
    scene_add(scene, 8, "ticket.cancelled", "t1", MOVED, "");
    scene_push(scene, EPOCH_1);
    // a terminal state stands; the other one stays in the history
    scene_expect(scene, 2, VERDICT_OK, "");
    scene_expect_ticket(scene, "t1", "\"state\":\"served\"");
}

static void
test_held_until_issued(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 3, "ticket.called", "t1", MOVED, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_HELD, "waiting");
    scene_add(scene, 3, "ticket.called", "t1", MOVED, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_HELD, "waiting");
    scene_add(scene, 2, "ticket.issued", "t1", ISSUED, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_OK, "");
    scene_expect_ticket(scene, "t1", "\"state\":\"called\"");
    scene_add(scene, 3, "ticket.called", "t1", MOVED, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_DUPLICATE, "");
    // a held one counts as final
    scene_add(scene, 1, "visit.ended", "v1", "{\"reason\":\"done\"}", "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_HELD, "waiting");
    assert_int_equal(scene->out.reply.durable_seq, 3);
}

static void
test_unknown_is_held(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 1, "robot.waved", "r1", "{}", "");
    buf_add_str(&scene->events,
                ",{\"seq\":2,\"type\":\"visit.checked_in\",\"v\":2,"
                "\"at\":\"2026-12-01T09:00:00+08:00\","
                "\"time_quality\":\"hub\",\"boot\":\"" BOOT_1
                "\",\"up_ms\":0,\"subject\":\"v1\",\"body\":{}}");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_HELD, "unknown_type");
    scene_expect(scene, 1, VERDICT_HELD, "unknown_version");
    assert_int_equal(scene->out.reply.durable_seq, 2);
}

static void
test_newer_program_knows_it(void **state)
{
    struct scene *scene = *state;
    char path[128];
    bool changed = true;
    sqlite3 *db;
    scene_add(scene, 1, "ticket.called", "t1", MOVED, "");
    scene_add(scene, 2, "robot.waved", "r1", "{}", "");
    scene_push(scene, EPOCH_1);
    assert_int_equal(hub_ingest_replay(scene->store, &changed), ERR_OK);
    assert_false(changed);
    // as an older program would have left it
    str_format(path, sizeof(path), "%s/hub.db", scene->fixture.dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "UPDATE event SET raw = replace(raw, 'ticket.called',"
                     " 'ticket.issued'), code = 'unknown_type'"
                     " WHERE seq = 1;"
                     "UPDATE event SET raw = replace(raw, '" MOVED "', '" ISSUED
                     "') WHERE seq = 1",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(hub_ingest_replay(scene->store, &changed), ERR_OK);
    assert_true(changed);
    scene_expect_ticket(scene, "t1", "\"state\":\"waiting\"");
}

static void
test_rejected_alone(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_add(scene, 2, "visit.checked_in", "v2", "{\"identity\":\"magic\"}",
              "");
    scene_add(scene, 3, "visit.checked_in", "v3", CHECKED_IN, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_OK, "");
    assert_int_equal(scene->out.reply.verdicts[1].status, VERDICT_REJECTED);
    const struct fault *fault = scene->out.reply.verdicts[1].fault;
    assert_string_equal(fault->field, "body.service");
    assert_string_not_equal(fault->code, "");
    assert_string_not_equal(fault->zh, "");
    assert_string_not_equal(fault->en, "");
    scene_expect(scene, 2, VERDICT_OK, "");
    assert_int_equal(scene->out.reply.durable_seq, 3);
}

static void
test_after_rejected(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 1, "ticket.issued", "t1", "{\"number\":\"?\"}", "");
    scene_add(scene, 2, "ticket.called", "t1", MOVED, "");
    scene_add(scene, 3, "ticket.issued", "t2", ISSUED, "");
    scene_push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.verdicts[0].status, VERDICT_REJECTED);
    scene_expect(scene, 1, VERDICT_HELD, "after_rejected");
    scene_expect(scene, 2, VERDICT_OK, "");
    // what staff did with it is told at once
    scene_add(scene, 4, "record.exported", "t1",
              "{\"epoch\":\"" EPOCH_1 "\",\"seq\":1,\"reason\":null}", "");
    scene_add(scene, 5, "ticket.served", "t1", MOVED, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_OK, "");
    scene_expect(scene, 1, VERDICT_HELD, "after_rejected");
    scene_add(scene, 6, "ticket.issued", "t1", ISSUED,
              ",\"supersedes\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":1}");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_OK, "");
    scene_expect_ticket(scene, "t1", "\"state\":\"served\"");
    scene_add(scene, 2, "ticket.called", "t1", MOVED, "");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_DUPLICATE, "");
}

static void
test_superseding_rejected_too(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 1, "ticket.issued", "t1", "{}", "");
    scene_add(scene, 2, "ticket.issued", "t1", "{}",
              ",\"supersedes\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":1}");
    scene_add(scene, 3, "ticket.called", "t1", MOVED, "");
    scene_push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.verdicts[1].status, VERDICT_REJECTED);
    scene_expect(scene, 2, VERDICT_HELD, "after_rejected");
    scene_add(scene, 4, "ticket.issued", "t1", ISSUED,
              ",\"supersedes\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":2}");
    scene_push(scene, EPOCH_1);
    scene_expect(scene, 0, VERDICT_OK, "");
    scene_expect_ticket(scene, "t1", "\"state\":\"called\"");
}

static void
test_rejected_sent_again(void **state)
{
    struct scene *scene = *state;
    for (int round = 0; round < 2; round++) {
        scene_add(scene, 1, "visit.checked_in", "v1", "{}", "");
        scene_push(scene, EPOCH_1);
        assert_int_equal(scene->out.reply.verdicts[0].status, VERDICT_REJECTED);
        assert_int_equal(scene->out.reply.durable_seq, 1);
    }
}

static void
test_foreign_subject(void **state)
{
    struct scene *scene = *state;
    scene_add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_add(scene, 2, "ticket.issued", "t1", ISSUED, "");
    scene_push(scene, EPOCH_1);
    str_copy(scene->kiosk.id, sizeof(scene->kiosk.id), "hall-2");
    scene_add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    scene_add(scene, 2, "ticket.called", "t1", MOVED, "");
    scene_push(scene, EPOCH_2);
    scene_expect(scene, 0, VERDICT_REJECTED, "foreign_subject");
    scene_expect(scene, 1, VERDICT_HELD, "waiting");
    scene_expect_ticket(scene, "t1", "\"state\":\"waiting\"");
}

/** One event of `boot` at a clock that is 1970 until the hub corrects it. */
static void
add_dated(struct scene *scene, int64_t seq, const char *subject, const char *at,
          const char *quality, int64_t up_ms)
{
    buf_addf(&scene->events,
             "%s{\"seq\":%lld,\"type\":\"ticket.issued\",\"v\":1,"
             "\"at\":\"%s\",\"time_quality\":\"%s\",\"boot\":\"" BOOT_2
             "\",\"up_ms\":%lld,\"subject\":\"%s\",\"body\":" ISSUED "}",
             scene->events.len > 0 ? "," : "", (long long)seq, at, quality,
             (long long)up_ms, subject);
}

static void
test_one_shift_a_boot(void **state)
{
    struct scene *scene = *state;
    add_dated(scene, 1, "t1", "2020-01-01T00:00:10+08:00", "unknown", 10000);
    add_dated(scene, 2, "t2", "2020-01-01T00:00:20+08:00", "rtc", 20000);
    scene_push(scene, EPOCH_1);
    scene_expect_ticket(scene, "t1",
                        "\"issued_at\":\"2020-01-01T00:00:10.000+08:00\"");
    add_dated(scene, 3, "t3", "2026-12-01T09:00:30+08:00", "hub", 30000);
    scene_push(scene, EPOCH_1);
    assert_true(scene->out.changed);
    scene_expect_ticket(scene, "t1",
                        "\"issued_at\":\"2026-12-01T09:00:10.000+08:00\"");
    scene_expect_ticket(scene, "t2",
                        "\"issued_at\":\"2026-12-01T09:00:20.000+08:00\"");
    scene_expect_ticket(scene, "t3",
                        "\"issued_at\":\"2026-12-01T09:00:30.000+08:00\"");
    // one that comes late gets the same shift at once
    add_dated(scene, 4, "t4", "2020-01-01T00:00:25+08:00", "rtc", 25000);
    scene_push(scene, EPOCH_1);
    scene_expect_ticket(scene, "t4",
                        "\"issued_at\":\"2026-12-01T09:00:25.000+08:00\"");
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_ticket_moves),
        TEST(test_held_until_issued),
        TEST(test_unknown_is_held),
        TEST(test_newer_program_knows_it),
        TEST(test_rejected_alone),
        TEST(test_after_rejected),
        TEST(test_superseding_rejected_too),
        TEST(test_rejected_sent_again),
        TEST(test_foreign_subject),
        TEST(test_one_shift_a_boot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
