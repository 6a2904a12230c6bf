// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <string.h>

#include "client.h"
#include "hub/ingest.h"
#include "hub/store.h"
#include "util/buf.h"
#include "util/str.h"

/* Verdicts of PROTOCOL "Events up", on a real store. */

#define EPOCH_1 "11111111-0000-4000-8000-000000000001"
#define EPOCH_2 "22222222-0000-4000-8000-000000000002"
#define BOOT_1 "b0000000-0000-4000-8000-000000000001"
#define BOOT_2 "b0000000-0000-4000-8000-000000000002"
#define CHECKED_IN                                                            \
    "{\"service\":\"consult\",\"identity\":\"guest\",\"talent\":null,"        \
    "\"programme\":null,\"role\":null,\"employer_type\":null,"                \
    "\"field\":null,\"consent_rev\":1}"
#define ISSUED                                                                \
    "{\"visit\":\"v1\",\"number\":\"A001\",\"service\":\"consult\","          \
    "\"class\":\"normal\",\"day\":\"2026-12-01\"}"
#define MOVED "{\"window\":\"w1\",\"by\":\"staff\"}"

struct scene {
    struct fixture fixture;
    struct hub_store *store;
    struct hub_kiosk kiosk;
    struct buf events; // of the call that is being written
    struct hub_ingest out;
    struct fault fault;
};

static int
setup(void **state)
{
    static struct scene scene;
    memset(&scene, 0, sizeof(scene));
    fixture_make(&scene.fixture);
    assert_int_equal(hub_store_open(scene.fixture.spec, &scene.store),
                     ERR_OK);
    str_copy(scene.kiosk.id, sizeof(scene.kiosk.id), "hall-1");
    str_copy(scene.kiosk.site, sizeof(scene.kiosk.site), "hall");
    scene.kiosk.sign = 1;
    memset(scene.kiosk.key, 7, sizeof(scene.kiosk.key));
    assert_int_equal(scene.store->ops->kiosk_put(scene.store, &scene.kiosk),
                     ERR_OK);
    buf_init(&scene.events, 1024 * 1024);
    *state = &scene;
    return 0;
}

static int
teardown(void **state)
{
    struct scene *scene = *state;
    hub_ingest_clear(&scene->out);
    buf_clear(&scene->events);
    hub_store_close(scene->store);
    fixture_remove(&scene->fixture);
    return 0;
}

/** Adds one event; `extra` are more members, beginning with a comma. */
static void
add(struct scene *scene, int64_t seq, const char *type, const char *subject,
    const char *body, const char *extra)
{
    buf_addf(&scene->events,
             "%s{\"seq\":%lld,\"type\":\"%s\",\"v\":1,"
             "\"at\":\"2026-12-01T09:00:%02lld.000+08:00\","
             "\"time_quality\":\"hub\",\"boot\":\"" BOOT_1
             "\",\"up_ms\":%lld,\"subject\":\"%s\"%s,\"body\":%s}",
             scene->events.len > 0 ? "," : "", (long long)seq, type,
             (long long)(seq % 60), (long long)(seq % 60) * 1000, subject,
             extra, body);
}

static enum err
push_to(struct scene *scene, const char *epoch)
{
    struct buf call;
    buf_init(&call, 2 * 1024 * 1024);
    buf_addf(&call, "{\"epoch\":\"%s\",\"events\":[%s]}", epoch,
             buf_text(&scene->events));
    hub_ingest_clear(&scene->out);
    memset(&scene->fault, 0, sizeof(scene->fault));
    enum err err = hub_ingest(scene->store, &scene->kiosk, call.data,
                              call.len, &scene->out, &scene->fault);
    buf_clear(&call);
    buf_reset(&scene->events);
    return err;
}

static void
push(struct scene *scene, const char *epoch)
{
    assert_int_equal(push_to(scene, epoch), ERR_OK);
}

static void
expect(const struct scene *scene, size_t index, enum verdict_status status,
       const char *code)
{
    assert_true(index < scene->out.reply.count);
    const struct verdict *verdict = &scene->out.reply.verdicts[index];
    assert_int_equal(verdict->status, status);
    assert_string_equal(verdict->fault.code, code);
}

static void
expect_ticket(const struct scene *scene, const char *id, const char *text)
{
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    assert_int_equal(
        scene->store->ops->record_get(scene->store, "ticket", id, &body),
        ERR_OK);
    assert_non_null(strstr(buf_text(&body), text));
    buf_clear(&body);
}

static void
test_ok_then_duplicate(void **state)
{
    struct scene *scene = *state;
    for (int round = 0; round < 3; round++) {
        add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
        add(scene, 2, "ticket.issued", "t1", ISSUED, "");
        push(scene, EPOCH_1);
        enum verdict_status status =
            round == 0 ? VERDICT_OK : VERDICT_DUPLICATE;
        expect(scene, 0, status, "");
        expect(scene, 1, status, "");
        assert_int_equal(scene->out.reply.durable_seq, 2);
        assert_int_equal(scene->out.changed, round == 0);
    }
    expect_ticket(scene, "t1", "\"state\":\"waiting\"");
    expect_ticket(scene, "t1", "\"number\":\"A001\"");
}

static void
test_same_event_twice_in_one_call(void **state)
{
    struct scene *scene = *state;
    add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_OK, "");
    expect(scene, 1, VERDICT_DUPLICATE, "");
}

static void
test_ticket_moves(void **state)
{
    struct scene *scene = *state;
    add(scene, 1, "ticket.issued", "t1", ISSUED, "");
    add(scene, 2, "ticket.slip", "t1", "{\"slip\":\"printed\"}", "");
    add(scene, 3, "ticket.called", "t1", MOVED, "");
    push(scene, EPOCH_1);
    expect_ticket(scene, "t1", "\"state\":\"called\",\"window\":\"w1\"");
    expect_ticket(scene, "t1",
                  "\"called_at\":\"2026-12-01T09:00:03.000+08:00\"");
    add(scene, 4, "ticket.missed", "t1", MOVED, "");
    add(scene, 5, "ticket.requeued", "t1", MOVED, "");
    push(scene, EPOCH_1);
    expect_ticket(scene, "t1", "\"state\":\"waiting\",\"window\":null");
    add(scene, 6, "ticket.called", "t1", MOVED, "");
    add(scene, 7, "ticket.served", "t1", MOVED, "");
    add(scene, 8, "ticket.cancelled", "t1", MOVED, "");
    push(scene, EPOCH_1);
    // a terminal state stands; the other one stays in the history
    expect(scene, 2, VERDICT_OK, "");
    expect_ticket(scene, "t1", "\"state\":\"served\"");
}

static void
test_gap_keeps_durable_back(void **state)
{
    struct scene *scene = *state;
    add(scene, 1, "kiosk.started", "hall-1", "{\"what\":\"boot\"}", "");
    add(scene, 3, "kiosk.started", "hall-1", "{\"what\":\"boot\"}", "");
    add(scene, 4, "kiosk.started", "hall-1", "{\"what\":\"boot\"}", "");
    push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.durable_seq, 1);
    add(scene, 2, "kiosk.started", "hall-1", "{\"what\":\"boot\"}", "");
    push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.durable_seq, 4);
    // each epoch counts for itself; an unknown one has nothing
    push(scene, EPOCH_2);
    assert_int_equal(scene->out.reply.durable_seq, 0);
    push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.durable_seq, 4);
}

static void
test_held_until_issued(void **state)
{
    struct scene *scene = *state;
    add(scene, 3, "ticket.called", "t1", MOVED, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_HELD, "waiting");
    add(scene, 3, "ticket.called", "t1", MOVED, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_HELD, "waiting");
    add(scene, 2, "ticket.issued", "t1", ISSUED, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_OK, "");
    expect_ticket(scene, "t1", "\"state\":\"called\"");
    add(scene, 3, "ticket.called", "t1", MOVED, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_DUPLICATE, "");
    // a held one counts as final
    add(scene, 1, "visit.ended", "v1", "{\"reason\":\"done\"}", "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_HELD, "waiting");
    assert_int_equal(scene->out.reply.durable_seq, 3);
}

static void
test_unknown_is_held(void **state)
{
    struct scene *scene = *state;
    add(scene, 1, "robot.waved", "r1", "{}", "");
    buf_add_str(&scene->events,
                ",{\"seq\":2,\"type\":\"visit.checked_in\",\"v\":2,"
                "\"at\":\"2026-12-01T09:00:00+08:00\","
                "\"time_quality\":\"hub\",\"boot\":\"" BOOT_1
                "\",\"up_ms\":0,\"subject\":\"v1\",\"body\":{}}");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_HELD, "unknown_type");
    expect(scene, 1, VERDICT_HELD, "unknown_version");
    assert_int_equal(scene->out.reply.durable_seq, 2);
}

static void
test_newer_program_knows_it(void **state)
{
    struct scene *scene = *state;
    char path[128];
    bool changed = true;
    sqlite3 *db;
    add(scene, 1, "ticket.called", "t1", MOVED, "");
    add(scene, 2, "robot.waved", "r1", "{}", "");
    push(scene, EPOCH_1);
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
                     "UPDATE event SET raw = replace(raw, '" MOVED "', '"
                     ISSUED "') WHERE seq = 1",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(hub_ingest_replay(scene->store, &changed), ERR_OK);
    assert_true(changed);
    expect_ticket(scene, "t1", "\"state\":\"waiting\"");
}

static void
test_rejected_alone(void **state)
{
    struct scene *scene = *state;
    add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    add(scene, 2, "visit.checked_in", "v2", "{\"identity\":\"magic\"}", "");
    add(scene, 3, "visit.checked_in", "v3", CHECKED_IN, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_OK, "");
    assert_int_equal(scene->out.reply.verdicts[1].status, VERDICT_REJECTED);
    const struct fault *fault = &scene->out.reply.verdicts[1].fault;
    assert_string_equal(fault->field, "body.service");
    assert_string_not_equal(fault->code, "");
    assert_string_not_equal(fault->zh, "");
    assert_string_not_equal(fault->en, "");
    expect(scene, 2, VERDICT_OK, "");
    assert_int_equal(scene->out.reply.durable_seq, 3);
}

static void
test_after_rejected(void **state)
{
    struct scene *scene = *state;
    add(scene, 1, "ticket.issued", "t1", "{\"number\":\"?\"}", "");
    add(scene, 2, "ticket.called", "t1", MOVED, "");
    add(scene, 3, "ticket.issued", "t2", ISSUED, "");
    push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.verdicts[0].status, VERDICT_REJECTED);
    expect(scene, 1, VERDICT_HELD, "after_rejected");
    expect(scene, 2, VERDICT_OK, "");
    // what staff did with it is told at once
    add(scene, 4, "record.exported", "t1",
        "{\"epoch\":\"" EPOCH_1 "\",\"seq\":1,\"reason\":null}", "");
    add(scene, 5, "ticket.served", "t1", MOVED, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_OK, "");
    expect(scene, 1, VERDICT_HELD, "after_rejected");
    add(scene, 6, "ticket.issued", "t1", ISSUED,
        ",\"supersedes\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":1}");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_OK, "");
    expect_ticket(scene, "t1", "\"state\":\"served\"");
    add(scene, 2, "ticket.called", "t1", MOVED, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_DUPLICATE, "");
}

static void
test_superseding_rejected_too(void **state)
{
    struct scene *scene = *state;
    add(scene, 1, "ticket.issued", "t1", "{}", "");
    add(scene, 2, "ticket.issued", "t1", "{}",
        ",\"supersedes\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":1}");
    add(scene, 3, "ticket.called", "t1", MOVED, "");
    push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.verdicts[1].status, VERDICT_REJECTED);
    expect(scene, 2, VERDICT_HELD, "after_rejected");
    add(scene, 4, "ticket.issued", "t1", ISSUED,
        ",\"supersedes\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":2}");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_OK, "");
    expect_ticket(scene, "t1", "\"state\":\"called\"");
}

static void
test_rejected_sent_again(void **state)
{
    struct scene *scene = *state;
    for (int round = 0; round < 2; round++) {
        add(scene, 1, "visit.checked_in", "v1", "{}", "");
        push(scene, EPOCH_1);
        assert_int_equal(scene->out.reply.verdicts[0].status,
                         VERDICT_REJECTED);
        assert_int_equal(scene->out.reply.durable_seq, 1);
    }
}

static void
test_malformed_by_seq_or_index(void **state)
{
    struct scene *scene = *state;
    buf_add_str(&scene->events,
                "{\"seq\":1,\"type\":5,\"subject\":\"t9\"},"
                "{\"type\":\"visit.ended\"},17,\"x\",null");
    add(scene, 2, "visit.checked_in", "v1", CHECKED_IN, "");
    add(scene, 3, "ticket.called", "t9", MOVED, "");
    push(scene, EPOCH_1);
    assert_int_equal(scene->out.reply.count, 7);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(scene->out.reply.verdicts[i].status,
                         VERDICT_REJECTED);
    assert_int_equal(scene->out.reply.verdicts[0].seq, 1);
    assert_int_equal(scene->out.reply.verdicts[1].seq, 0);
    assert_int_equal(scene->out.reply.verdicts[1].index, 1);
    assert_int_equal(scene->out.reply.verdicts[4].index, 4);
    expect(scene, 5, VERDICT_OK, "");
    expect(scene, 6, VERDICT_HELD, "after_rejected");
    assert_int_equal(scene->out.reply.durable_seq, 3);
    // a readable one may still come in the place of one that was none
    add(scene, 1, "ticket.issued", "t9", ISSUED, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_OK, "");
    expect_ticket(scene, "t9", "\"state\":\"called\"");
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
    add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    add(scene, 2, "visit.checked_in", "v2", CHECKED_IN, "");
    push(scene, EPOCH_1);
    add(scene, 2, "visit.checked_in", "v3", CHECKED_IN, "");
    add(scene, 3, "visit.checked_in", "v4", CHECKED_IN, "");
    add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_REJECTED, "fork");
    expect(scene, 1, VERDICT_RETRY, "epoch_frozen");
    expect(scene, 2, VERDICT_DUPLICATE, "");
    assert_int_equal(scene->out.reply.durable_seq, 2);
    add(scene, 3, "visit.checked_in", "v4", CHECKED_IN, "");
    push(scene, EPOCH_1);
    assert_true(scene->out.frozen);
    assert_int_equal(scene->out.reply.count, 0);
    struct hub_store *store = scene->store;
    assert_int_equal(store->ops->alarm_each(store, count_alarm, &alarms),
                     ERR_OK);
    assert_int_equal(alarms, 1);
    assert_int_equal(store->ops->kiosk_get(store, "hall-1", &kiosk), ERR_OK);
    assert_true(kiosk.frozen);
    // other epochs go on
    add(scene, 1, "visit.checked_in", "v5", CHECKED_IN, "");
    push(scene, EPOCH_2);
    expect(scene, 0, VERDICT_OK, "");
}

static void
test_origin(void **state)
{
    struct scene *scene = *state;
    static const char origin[] =
        ",\"origin\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":7}";
    add(scene, 7, "visit.checked_in", "v1", CHECKED_IN, "");
    push(scene, EPOCH_1);
    // the same record in a new epoch: it differs in seq and origin alone
    buf_addf(&scene->events,
             "{\"seq\":1,\"type\":\"visit.checked_in\",\"v\":1,"
             "\"at\":\"2026-12-01T09:00:07.000+08:00\","
             "\"time_quality\":\"hub\",\"boot\":\"" BOOT_1
             "\",\"up_ms\":7000,\"subject\":\"v1\"%s,\"body\":" CHECKED_IN
             "}",
             origin);
    push(scene, EPOCH_2);
    expect(scene, 0, VERDICT_DUPLICATE, "");
    assert_int_equal(scene->out.reply.durable_seq, 1);
    // an origin that the hub does not hold is a new event
    add(scene, 2, "visit.checked_in", "v2", CHECKED_IN,
        ",\"origin\":{\"epoch\":\"" EPOCH_1 "\",\"seq\":8}");
    push(scene, EPOCH_2);
    expect(scene, 0, VERDICT_OK, "");
    // one that it holds with other contents as well: both are kept
    add(scene, 3, "visit.checked_in", "v3", CHECKED_IN, origin);
    push(scene, EPOCH_2);
    expect(scene, 0, VERDICT_OK, "");
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
    push(scene, EPOCH_2);
    expect(scene, 0, VERDICT_OK, "");
    buf_addf(&scene->events, form, 4);
    push(scene, "33333333-0000-4000-8000-000000000003");
    expect(scene, 0, VERDICT_DUPLICATE, "");
}

static void
test_foreign_subject(void **state)
{
    struct scene *scene = *state;
    add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    add(scene, 2, "ticket.issued", "t1", ISSUED, "");
    push(scene, EPOCH_1);
    str_copy(scene->kiosk.id, sizeof(scene->kiosk.id), "hall-2");
    add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    add(scene, 2, "ticket.called", "t1", MOVED, "");
    push(scene, EPOCH_2);
    expect(scene, 0, VERDICT_REJECTED, "foreign_subject");
    expect(scene, 1, VERDICT_HELD, "waiting");
    expect_ticket(scene, "t1", "\"state\":\"waiting\"");
}

/** One event of `boot` at a clock that is 1970 until the hub corrects it. */
static void
add_dated(struct scene *scene, int64_t seq, const char *subject,
          const char *at, const char *quality, int64_t up_ms)
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
    push(scene, EPOCH_1);
    expect_ticket(scene, "t1",
                  "\"issued_at\":\"2020-01-01T00:00:10.000+08:00\"");
    add_dated(scene, 3, "t3", "2026-12-01T09:00:30+08:00", "hub", 30000);
    push(scene, EPOCH_1);
    assert_true(scene->out.changed);
    expect_ticket(scene, "t1",
                  "\"issued_at\":\"2026-12-01T09:00:10.000+08:00\"");
    expect_ticket(scene, "t2",
                  "\"issued_at\":\"2026-12-01T09:00:20.000+08:00\"");
    expect_ticket(scene, "t3",
                  "\"issued_at\":\"2026-12-01T09:00:30.000+08:00\"");
    // one that comes late gets the same shift at once
    add_dated(scene, 4, "t4", "2020-01-01T00:00:25+08:00", "rtc", 25000);
    push(scene, EPOCH_1);
    expect_ticket(scene, "t4",
                  "\"issued_at\":\"2026-12-01T09:00:25.000+08:00\"");
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
    add(scene, 2, "ticket.issued", "t1", ISSUED, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_OK, "");
    assert_int_equal(store->ops->visit_each(store, find_visit, &count),
                     ERR_OK);
    assert_int_equal(count, 1);
    add(scene, 1, "visit.checked_in", "v1", CHECKED_IN, "");
    push(scene, EPOCH_1);
    push(scene, EPOCH_1);
    count = 0;
    assert_int_equal(store->ops->visit_each(store, find_visit, &count),
                     ERR_OK);
    assert_int_equal(count, 1);
}

static void
test_whole_call(void **state)
{
    struct scene *scene = *state;
    struct hub_ingest out;
    struct fault fault = {0};
    assert_int_equal(hub_ingest(scene->store, &scene->kiosk, "{}", 2, &out,
                                &fault),
                     ERR_INVALID);
    assert_string_equal(fault.code, "bad-envelope");
    hub_ingest_clear(&out);
    for (int i = 0; i <= PUSH_MAX_EVENTS; i++)
        buf_addf(&scene->events, "%s{}", i > 0 ? "," : "");
    assert_int_equal(push_to(scene, EPOCH_1), ERR_INVALID);
    assert_string_equal(scene->fault.code, "too-large");
}

static void
test_reopen_keeps_all(void **state)
{
    struct scene *scene = *state;
    add(scene, 1, "ticket.called", "t1", MOVED, "");
    add(scene, 2, "ticket.issued", "t2", "{}", "");
    push(scene, EPOCH_1);
    hub_store_close(scene->store);
    assert_int_equal(hub_store_open(scene->fixture.spec, &scene->store),
                     ERR_OK);
    add(scene, 1, "ticket.called", "t1", MOVED, "");
    add(scene, 3, "ticket.called", "t2", MOVED, "");
    add(scene, 4, "ticket.issued", "t1", ISSUED, "");
    push(scene, EPOCH_1);
    expect(scene, 0, VERDICT_HELD, "waiting");
    expect(scene, 1, VERDICT_HELD, "after_rejected");
    expect(scene, 2, VERDICT_OK, "");
    assert_int_equal(scene->out.reply.durable_seq, 4);
    expect_ticket(scene, "t1", "\"state\":\"called\"");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_ok_then_duplicate),
        TEST(test_same_event_twice_in_one_call),
        TEST(test_ticket_moves),
        TEST(test_gap_keeps_durable_back),
        TEST(test_held_until_issued),
        TEST(test_unknown_is_held),
        TEST(test_newer_program_knows_it),
        TEST(test_rejected_alone),
        TEST(test_after_rejected),
        TEST(test_superseding_rejected_too),
        TEST(test_rejected_sent_again),
        TEST(test_malformed_by_seq_or_index),
        TEST(test_fork_freezes),
        TEST(test_origin),
        TEST(test_origin_reissued_twice),
        TEST(test_foreign_subject),
        TEST(test_one_shift_a_boot),
        TEST(test_visits_once),
        TEST(test_whole_call),
        TEST(test_reopen_keeps_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
