// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <string.h>

#include "client.h"
#include "hub/publish.h"
#include "hub/store.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"

/* What may happen to a record, and what it leaves behind. */

#define NOW INT64_C(1796000000000) // 2026-11-29
#define HOUR INT64_C(3600000)

struct scene {
    struct fixture fixture;
    struct hub_store *store;
    struct fault fault;
    enum publish_outcome outcome;
};

/** The versions of a record, as "action:rev-or-not" words, newest first. */
struct history {
    char text[512];
    size_t count;
};

static int
setup(void **state)
{
    static struct scene scene;
    memset(&scene, 0, sizeof(scene));
    fixture_make(&scene.fixture);
    assert_int_equal(hub_store_open(scene.fixture.spec, &scene.store), ERR_OK);
    *state = &scene;
    return 0;
}

static int
teardown(void **state)
{
    struct scene *scene = *state;
    hub_store_close(scene->store);
    fixture_remove(&scene->fixture);
    return 0;
}

/** A topic of this name, effective from `from` (0: at once). */
static void
topic(char out[512], const char *name, int64_t from)
{
    char time[TIMESTAMP_SIZE], member[80] = "";
    timestamp_format(from, time);
    if (from != 0)
        str_format(member, sizeof(member), "\"effective_from\":\"%s\",",
                   time);
    str_format(out, 512, "{%s\"name\":{\"zh\":\"%s\"}}", member, name);
}

static enum err
publish_at(struct scene *scene, const char *name, int64_t from, int64_t now,
           bool draft)
{
    char body[512];
    topic(body, name, from);
    const struct publish_item item = {.kind = "topic", .id = "t",
                                      .body = body, .draft = draft};
    const struct publish_stamp stamp = {.by = "clerk", .source = "t.json",
                                        .now = now};
    assert_int_equal(scene->store->ops->begin(scene->store, true), ERR_OK);
    enum err err = publish_put(scene->store, &item, &stamp, &scene->outcome,
                               &scene->fault);
    if (err)
        scene->store->ops->rollback(scene->store);
    else
        assert_int_equal(scene->store->ops->commit(scene->store), ERR_OK);
    return err;
}

static void
publish(struct scene *scene, const char *name, int64_t from,
        enum publish_outcome outcome)
{
    assert_int_equal(publish_at(scene, name, from, NOW, false), ERR_OK);
    assert_int_equal(scene->outcome, outcome);
}

static void
expect_body(struct scene *scene, const char *text)
{
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    enum err err = scene->store->ops->record_get(scene->store, "topic", "t",
                                                 &body);
    assert_int_equal(err, text ? ERR_OK : ERR_NOT_FOUND);
    if (text)
        assert_string_equal(buf_text(&body), text);
    buf_clear(&body);
}

static void
expect_holds(struct scene *scene, const char *part, bool holds)
{
    struct buf body;
    buf_init(&body, HUB_RECORD_MAX);
    assert_int_equal(scene->store->ops->record_get(scene->store, "topic",
                                                   "t", &body), ERR_OK);
    assert_int_equal(strstr(buf_text(&body), part) != NULL, holds);
    buf_clear(&body);
}

static enum err
note(const struct hub_version *version, void *userdata)
{
    struct history *history = userdata;
    size_t len = strlen(history->text);
    assert_int_equal(version->n > 0, 1);
    str_format(history->text + len, sizeof(history->text) - len, "%s%s%s",
               len ? " " : "", version->action, version->rev ? "" : "-");
    history->count++;
    return ERR_OK;
}

static void
expect_history(struct scene *scene, const char *text)
{
    struct history history = {0};
    assert_int_equal(scene->store->ops->version_each(
                         scene->store, "topic", "t", note, &history),
                     ERR_OK);
    assert_string_equal(history.text, text);
}

static size_t
fold(struct scene *scene, int64_t now, int64_t *next)
{
    size_t count;
    assert_int_equal(publish_fold(scene->store, now, next, &count), ERR_OK);
    return count;
}

static void
every_body_is_kept(void **state)
{
    struct scene *scene = *state;
    publish(scene, "一", 0, PUBLISH_NOW);
    publish(scene, "一", 0, PUBLISH_SAME);
    publish(scene, "二", 0, PUBLISH_NOW);
    assert_int_equal(publish_at(scene, "三", 0, NOW, true), ERR_OK);
    expect_body(scene, "{\"name\":{\"zh\":\"二\"}}");
    expect_history(scene, "draft- published published");
}

static void
a_later_body_follows(void **state)
{
    struct scene *scene = *state;
    int64_t next;
    publish(scene, "一", 0, PUBLISH_NOW);
    publish(scene, "二", NOW + HOUR, PUBLISH_PLANNED);
    expect_holds(scene, "\"name\":{\"zh\":\"一\"}", true);
    expect_holds(scene, "\"next\":{\"effective_from\"", true);
    assert_int_equal(fold(scene, NOW + HOUR - 1, &next), 0);
    assert_true(next == NOW + HOUR);
    assert_int_equal(fold(scene, NOW + HOUR, &next), 1);
    assert_true(next == 0);
    expect_holds(scene, "一", false);
    expect_holds(scene, "二", true);
    expect_holds(scene, "next", false);
    expect_history(scene, "effective planned published");
}

static void
one_change_is_planned_at_a_time(void **state)
{
    struct scene *scene = *state;
    int64_t next;
    publish(scene, "一", 0, PUBLISH_NOW);
    publish(scene, "二", NOW + HOUR, PUBLISH_PLANNED);
    publish(scene, "三", NOW + 2 * HOUR, PUBLISH_PLANNED);
    expect_holds(scene, "二", false);
    fold(scene, NOW + HOUR, &next);
    assert_true(next == NOW + 2 * HOUR);
    // a correction of today leaves tomorrow's change
    publish(scene, "一改", 0, PUBLISH_NOW);
    expect_holds(scene, "三", true);
    expect_holds(scene, "一改", true);
    assert_int_equal(fold(scene, NOW + 2 * HOUR, &next), 1);
    expect_holds(scene, "一改", false);
    expect_holds(scene, "三", true);
}

static void
a_first_body_waits_by_itself(void **state)
{
    struct scene *scene = *state;
    int64_t next;
    publish(scene, "一", NOW + HOUR, PUBLISH_NOW);
    expect_holds(scene, "next", false);
    publish(scene, "二", NOW + 2 * HOUR, PUBLISH_PLANNED);
    publish(scene, "早", NOW + HOUR / 2, PUBLISH_NOW);
    expect_holds(scene, "\"zh\":\"一\"", false);
    expect_holds(scene, "二", true);
    assert_int_equal(fold(scene, NOW + 2 * HOUR, &next), 1);
}

static void
withdraws_and_brings_back(void **state)
{
    struct scene *scene = *state;
    const struct publish_stamp stamp = {.by = "x", .source = "", .now = NOW};
    struct hub_store *store = scene->store;
    int64_t next;
    assert_int_equal(publish_withdraw(store, "topic", "t", 0, &stamp),
                     ERR_NOT_FOUND);
    publish(scene, "一", 0, PUBLISH_NOW);
    assert_int_equal(publish_cancel(store, "topic", "t", &stamp),
                     ERR_CONFLICT);
    publish(scene, "二", NOW + HOUR, PUBLISH_PLANNED);
    assert_int_equal(publish_withdraw(store, "topic", "t", NOW + 2 * HOUR,
                                      &stamp), ERR_OK);
    fold(scene, NOW + HOUR, &next);
    expect_holds(scene, "二", true);
    expect_holds(scene, "effective_to", true); // its end came along
    assert_int_equal(publish_cancel(store, "topic", "t", &stamp), ERR_OK);
    expect_holds(scene, "effective_to", false);
    assert_int_equal(publish_withdraw(store, "topic", "t", NOW, &stamp),
                     ERR_OK);
    expect_body(scene, NULL);
    assert_int_equal(publish_withdraw(store, "topic", "t", NOW, &stamp),
                     ERR_NOT_FOUND);
    publish(scene, "三", 0, PUBLISH_NOW);
    expect_history(scene, "published withdrawn- cancelled effective ends "
                          "planned published");
}

static void
an_end_before_the_next_body_drops_it(void **state)
{
    struct scene *scene = *state;
    const struct publish_stamp stamp = {.by = "x", .source = "", .now = NOW};
    int64_t next;
    publish(scene, "一", 0, PUBLISH_NOW);
    publish(scene, "二", NOW + 2 * HOUR, PUBLISH_PLANNED);
    assert_int_equal(publish_withdraw(scene->store, "topic", "t", NOW + HOUR,
                                      &stamp), ERR_OK);
    expect_holds(scene, "二", false);
    fold(scene, NOW, &next);
    assert_true(next == NOW + HOUR);
    assert_int_equal(fold(scene, NOW + 3 * HOUR, &next), 1);
    assert_true(next == 0);
    expect_body(scene, NULL);
}

static void
withdraw_at(struct scene *scene, int64_t at)
{
    const struct publish_stamp stamp = {.by = "x", .source = ""};
    assert_int_equal(publish_withdraw(scene->store, "topic", "t", at, &stamp),
                     ERR_OK);
}

/** Two processes at one store: the record goes once. */
static void
what_has_ended_goes_once(void **state)
{
    struct scene *scene = *state;
    struct hub_store *other;
    int64_t next;
    size_t count;
    publish(scene, "一", 0, PUBLISH_NOW);
    withdraw_at(scene, NOW + HOUR);
    assert_int_equal(hub_store_open(scene->fixture.spec, &other), ERR_OK);
    assert_int_equal(fold(scene, NOW + HOUR - 1, &next), 0);
    assert_true(next == NOW + HOUR);
    expect_holds(scene, "effective_to", true);
    assert_int_equal(fold(scene, NOW + HOUR, &next), 1);
    assert_true(next == 0);
    assert_int_equal(publish_fold(other, NOW + HOUR, &next, &count), ERR_OK);
    assert_int_equal(count, 0);
    hub_store_close(other);
    expect_body(scene, NULL);
    expect_history(scene, "ended- ends published");
    publish(scene, "二", 0, PUBLISH_NOW);
    expect_body(scene, "{\"name\":{\"zh\":\"二\"}}");
}

/** An end that was taken back, or with a body behind it, takes nothing. */
static void
an_end_that_is_none_takes_nothing(void **state)
{
    struct scene *scene = *state;
    const struct publish_stamp stamp = {.by = "x", .source = "", .now = NOW};
    int64_t next;
    publish(scene, "一", 0, PUBLISH_NOW);
    withdraw_at(scene, NOW + HOUR);
    assert_int_equal(publish_cancel(scene->store, "topic", "t", &stamp),
                     ERR_OK);
    assert_int_equal(fold(scene, NOW + 2 * HOUR, &next), 0);
    withdraw_at(scene, NOW + HOUR);
    publish(scene, "二", NOW + 2 * HOUR, PUBLISH_PLANNED);
    assert_int_equal(fold(scene, NOW + HOUR, &next), 0);
    assert_true(next == NOW + 2 * HOUR);
    assert_int_equal(fold(scene, NOW + 2 * HOUR, &next), 1);
    expect_holds(scene, "二", true);
    expect_history(scene, "effective planned ends cancelled ends published");
}

static void
both_bodies_must_fit(void **state)
{
    struct scene *scene = *state;
    static char body[200 * 1024];
    struct buf text;
    const struct publish_stamp stamp = {.by = "x", .source = "", .now = NOW};
    buf_init(&text, HUB_RECORD_MAX);
    memset(body, 'a', sizeof(body) - 1);
    for (int i = 0; i < 2; i++) {
        buf_reset(&text);
        buf_addf(&text, "{\"body\":{\"zh\":\"%s\"},%s\"title\":{\"zh\":"
                        "\"题\"}}", body,
                 i ? "\"effective_from\":\"2099-01-01T00:00:00+08:00\"," : "");
        const struct publish_item item = {.kind = "policy", .id = "p",
                                          .body = buf_text(&text)};
        enum err err = publish_put(scene->store, &item, &stamp,
                                   &scene->outcome, &scene->fault);
        assert_int_equal(err, i ? ERR_INVALID : ERR_OK);
    }
    assert_string_equal(scene->fault.code, "too_long");
    buf_clear(&text);
}

/** The real server folds at the time, and wakes who waits. */
static void
the_server_wakes_kiosks_at_the_time(void **state)
{
    struct scene *scene = *state;
    struct signer kiosk;
    char cursor[160], target[256];
    int64_t now = clock_now_ms();
    fixture_start(&scene->fixture);
    signer_enrol(&scene->fixture, "hall", &kiosk);
    assert_int_equal(publish_at(scene, "一", 0, now, false), ERR_OK);
    int64_t time = clock_now_ms() + 1500;
    assert_int_equal(publish_at(scene, "二", time, now, false), ERR_OK);
    struct answer answer = ask_get(&scene->fixture,
                                   "/v1/changes?kinds=topic", &kiosk);
    assert_true(answer_has(&answer, "\"name\":{\"zh\":\"一\"}"));
    assert_true(answer_has(&answer, "\"next\":{"));
    int64_t rev = answer_int(&answer, "rev");
    answer_text(&answer, "cursor", cursor, sizeof(cursor));
    answer_clear(&answer);
    str_format(target, sizeof(target), "/v1/changes?cursor=%s&wait=20",
               cursor);
    answer = ask_get(&scene->fixture, target, &kiosk);
    int64_t woken = clock_now_ms();
    assert_true(answer_has(&answer, "\"zh\":\"二\""));
    assert_false(answer_has(&answer, "\"next\""));
    assert_true(answer_int(&answer, "rev") > rev);
    assert_true(woken >= time);
    assert_true(woken < time + 10000);
    answer_clear(&answer);
}

/** A kiosk that waits hears of it, and drops the record. */
static void
the_server_sends_the_end(void **state)
{
    struct scene *scene = *state;
    struct signer kiosk;
    char cursor[160], target[256];
    fixture_start(&scene->fixture);
    signer_enrol(&scene->fixture, "hall", &kiosk);
    publish(scene, "一", 0, PUBLISH_NOW);
    struct answer answer = ask_get(&scene->fixture,
                                   "/v1/changes?kinds=topic", &kiosk);
    answer_text(&answer, "cursor", cursor, sizeof(cursor));
    answer_clear(&answer);
    withdraw_at(scene, clock_now_ms() + 1000);
    str_format(target, sizeof(target), "/v1/changes?cursor=%s&wait=20",
               cursor);
    answer = ask_get(&scene->fixture, target, &kiosk);
    for (int i = 0; i < 20 && answer_has(&answer, "\"op\":\"put\""); i++) {
        answer_text(&answer, "cursor", cursor, sizeof(cursor));
        answer_clear(&answer);
        str_format(target, sizeof(target), "/v1/changes?cursor=%s&wait=20",
                   cursor);
        answer = ask_get(&scene->fixture, target, &kiosk);
    }
    assert_true(answer_has(&answer, "\"op\":\"del\""));
    answer_clear(&answer);
    expect_history(scene, "ended- ends published");
}

/** A hub of the first version keeps what it has as first versions. */
static void
an_older_store_begins_with_what_it_has(void **state)
{
    struct scene *scene = *state;
    static const char *const back[] = {
        "DROP TABLE version", "DROP TABLE plan",
        "DROP TABLE submission", // of schema 3
        "DROP TABLE closed", // of schema 5
        "PRAGMA user_version = 1",
    };
    struct hub_record record = {
        .kind = "topic", .id = "t",
        .body = "{\"effective_to\":\"2026-01-01T00:00:00+08:00\","
                "\"name\":{\"zh\":\"旧\"}}"};
    char path[128];
    int64_t next;
    sqlite3 *db;
    assert_int_equal(scene->store->ops->record_put(scene->store, &record),
                     ERR_OK);
    hub_store_close(scene->store);
    scene->store = NULL;
    str_format(path, sizeof(path), "%s/hub.db", scene->fixture.dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof(back) / sizeof(back[0]); i++) {
        sqlite3_stmt *stmt;
        assert_int_equal(sqlite3_prepare_v2(db, back[i], -1, &stmt, NULL),
                         SQLITE_OK);
        assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    assert_int_equal(hub_store_open(scene->fixture.spec, &scene->store),
                     ERR_OK);
    expect_history(scene, "found");
    assert_int_equal(fold(scene, NOW, &next), 1);
    expect_history(scene, "ended- found");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_body_is_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(a_later_body_follows, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(one_change_is_planned_at_a_time,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_first_body_waits_by_itself, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(withdraws_and_brings_back, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_end_before_the_next_body_drops_it,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(what_has_ended_goes_once, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_end_that_is_none_takes_nothing,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(the_server_sends_the_end, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(both_bodies_must_fit, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_server_wakes_kiosks_at_the_time,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            an_older_store_begins_with_what_it_has, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
