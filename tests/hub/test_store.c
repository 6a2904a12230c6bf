// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client.h"
#include "hub/store.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/str.h"
#include "wire/change.h"

struct scene {
    struct fixture fixture;
    struct hub_store *store;
};

/** What a viewer holds after applying changes. */
struct view {
    char ids[64][HUB_ID_SIZE];
    int64_t revs[64];
    size_t count;
    size_t puts;
    size_t dels;
    int64_t last;
};

static int
setup(void **state)
{
    static struct scene scene;
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

static void
reopen(struct scene *scene)
{
    hub_store_close(scene->store);
    assert_int_equal(hub_store_open(scene->fixture.spec, &scene->store),
                     ERR_OK);
}

static enum err
put(struct scene *scene, const char *kind, const char *id, enum hub_scope scope,
    const char *owner, const char *body)
{
    struct hub_record record = {
        .kind = kind,
        .id = id,
        .scope = scope,
        .owner = owner,
        .body = body,
    };
    return scene->store->ops->record_put(scene->store, &record);
}

static enum err
view_apply(const struct hub_record *record, void *userdata)
{
    struct view *view = userdata;
    size_t at = 0;
    assert_true(record->seq > view->last);
    view->last = record->seq;
    while (at < view->count && !str_equal(view->ids[at], record->id))
        at++;
    if (at < view->count)
        assert_true(record->rev > view->revs[at]);
    if (record->deleted) {
        view->dels++;
        assert_null(record->body);
        if (at < view->count) {
            view->count--;
            str_copy(view->ids[at], HUB_ID_SIZE, view->ids[view->count]);
            view->revs[at] = view->revs[view->count];
        }
        return ERR_OK;
    }
    view->puts++;
    assert_true(at < 64);
    str_copy(view->ids[at], HUB_ID_SIZE, record->id);
    view->revs[at] = record->rev;
    view->count += at == view->count;
    return ERR_OK;
}

static void
pull(struct scene *scene, const char *kiosk, const char *site, const char *kind,
     struct view *view)
{
    struct hub_changes_query query = {
        .viewer = {kiosk, site},
        .after = view->last,
        .limit = 500,
        .kinds = &kind,
        .kind_count = 1,
    };
    view->puts = 0;
    view->dels = 0;
    assert_int_equal(
        scene->store->ops->changes(scene->store, &query, view_apply, view),
        ERR_OK);
}

/** The store's check of a kind is that of what the viewer holds. */
static void
expect_sum(struct scene *scene, const char *kiosk, const char *site,
           const char *kind, const struct view *view)
{
    struct check found[CHANGE_MAX_KINDS];
    struct check own = {0};
    size_t count = 0;
    const struct hub_viewer viewer = {kiosk, site};
    str_copy(own.kind, sizeof(own.kind), kind);
    for (size_t i = 0; i < view->count; i++)
        check_toggle(&own, view->ids[i], view->revs[i]);
    assert_int_equal(scene->store->ops->checks(scene->store, &viewer, found,
                                               CHANGE_MAX_KINDS, &count),
                     ERR_OK);
    for (size_t i = 0; i < count; i++) {
        if (!str_equal(found[i].kind, kind))
            continue;
        assert_int_equal(found[i].count, view->count);
        assert_memory_equal(found[i].hash, own.hash, sizeof(own.hash));
        return;
    }
    assert_int_equal(view->count, 0);
}

static void
test_scope(void **state)
{
    struct scene *scene = *state;
    struct view hall = {0};
    struct view hospital = {0};
    put(scene, "talent", "a", HUB_SCOPE_SITE, "hall", "{\"n\":1}");
    put(scene, "talent", "b", HUB_SCOPE_SITE, "hospital", "{\"n\":2}");
    put(scene, "talent", "c", HUB_SCOPE_SITE, "hall", "{\"n\":3}");
    pull(scene, "hall-1", "hall", "talent", &hall);
    pull(scene, "hospital-1", "hospital", "talent", &hospital);
    assert_int_equal(hall.count, 2);
    assert_int_equal(hospital.count, 1);
    // one that leaves the scope comes as a del, and as a put elsewhere
    put(scene, "talent", "a", HUB_SCOPE_SITE, "hospital", "{\"n\":1}");
    pull(scene, "hall-1", "hall", "talent", &hall);
    pull(scene, "hospital-1", "hospital", "talent", &hospital);
    assert_int_equal(hall.dels, 1);
    assert_int_equal(hall.count, 1);
    assert_int_equal(hospital.count, 2);
    expect_sum(scene, "hall-1", "hall", "talent", &hall);
    expect_sum(scene, "hospital-1", "hospital", "talent", &hospital);
    // and comes back
    put(scene, "talent", "a", HUB_SCOPE_SITE, "hall", "{\"n\":1}");
    pull(scene, "hall-1", "hall", "talent", &hall);
    pull(scene, "hospital-1", "hospital", "talent", &hospital);
    assert_int_equal(hall.count, 2);
    assert_int_equal(hospital.count, 1);
    expect_sum(scene, "hall-1", "hall", "talent", &hall);
    expect_sum(scene, "hospital-1", "hospital", "talent", &hospital);
}

static void
test_command_for_one(void **state)
{
    struct scene *scene = *state;
    struct view first = {0};
    struct view second = {0};
    put(scene, "command", "c1", HUB_SCOPE_KIOSK, "hall-1", "{}");
    pull(scene, "hall-1", "hall", "command", &first);
    pull(scene, "hall-2", "hall", "command", &second);
    assert_int_equal(first.count, 1);
    assert_int_equal(second.count, 0);
    assert_int_equal(hub_kind_scope("command"), HUB_SCOPE_KIOSK);
    assert_int_equal(hub_kind_scope("ticket"), HUB_SCOPE_SITE);
    assert_int_equal(hub_kind_scope("policy"), HUB_SCOPE_ALL);
}

static void
test_change_log(void **state)
{
    struct scene *scene = *state;
    struct view view = {0};
    put(scene, "policy", "p1", HUB_SCOPE_ALL, NULL, "{\"n\":1}");
    put(scene, "policy", "p2", HUB_SCOPE_ALL, NULL, "{\"n\":1}");
    pull(scene, "k", "hall", "policy", &view);
    assert_int_equal(view.puts, 2);
    // the same again is no change
    put(scene, "policy", "p1", HUB_SCOPE_ALL, NULL, "{\"n\":1}");
    pull(scene, "k", "hall", "policy", &view);
    assert_int_equal(view.puts, 0);
    put(scene, "policy", "p1", HUB_SCOPE_ALL, NULL, "{\"n\":2}");
    assert_int_equal(
        scene->store->ops->record_del(scene->store, "policy", "p2"), ERR_OK);
    assert_int_equal(
        scene->store->ops->record_del(scene->store, "policy", "p2"),
        ERR_NOT_FOUND);
    pull(scene, "k", "hall", "policy", &view);
    assert_int_equal(view.puts, 1);
    assert_int_equal(view.dels, 1);
    expect_sum(scene, "k", "hall", "policy", &view);
    // put again after a del: a higher rev
    put(scene, "policy", "p2", HUB_SCOPE_ALL, NULL, "{\"n\":1}");
    pull(scene, "k", "hall", "policy", &view);
    assert_int_equal(view.count, 2);
    expect_sum(scene, "k", "hall", "policy", &view);
}

static void
test_refused_records(void **state)
{
    struct scene *scene = *state;
    char *big = malloc(HUB_RECORD_MAX + 2);
    assert_non_null(big);
    memset(big, ' ', HUB_RECORD_MAX + 1);
    big[0] = '{';
    big[HUB_RECORD_MAX + 1] = '\0';
    assert_int_equal(put(scene, "policy", "p", HUB_SCOPE_ALL, NULL, big),
                     ERR_INVALID);
    free(big);
    assert_int_equal(put(scene, "policy", "a b", HUB_SCOPE_ALL, NULL, "{}"),
                     ERR_INVALID);
    assert_int_equal(put(scene, "policy", "p", HUB_SCOPE_ALL, NULL, "[]"),
                     ERR_INVALID);
    assert_int_equal(put(scene, "ticket", "t", HUB_SCOPE_SITE, "", "{}"),
                     ERR_INVALID);
    assert_int_equal(put(scene, "site", "s", HUB_SCOPE_ALL, NULL, "{bad"),
                     ERR_INVALID);
}

static void
test_transaction(void **state)
{
    struct scene *scene = *state;
    struct view view = {0};
    struct hub_store *store = scene->store;
    assert_int_equal(store->ops->begin(store, true), ERR_OK);
    put(scene, "policy", "p1", HUB_SCOPE_ALL, NULL, "{}");
    store->ops->rollback(store);
    pull(scene, "k", "hall", "policy", &view);
    assert_int_equal(view.count, 0);
    expect_sum(scene, "k", "hall", "policy", &view);
    assert_int_equal(store->ops->begin(store, true), ERR_OK);
    put(scene, "policy", "p1", HUB_SCOPE_ALL, NULL, "{}");
    assert_int_equal(store->ops->commit(store), ERR_OK);
    pull(scene, "k", "hall", "policy", &view);
    assert_int_equal(view.count, 1);
}

static void
test_changed_by_others(void **state)
{
    struct scene *scene = *state;
    struct hub_store *other;
    bool changed = false;
    struct hub_record record = {
        .kind = "policy",
        .id = "p1",
        .body = "{}",
    };
    struct hub_store *store = scene->store;
    assert_int_equal(hub_store_open(scene->fixture.spec, &other), ERR_OK);
    assert_int_equal(store->ops->changed(store, &changed), ERR_OK);
    assert_int_equal(store->ops->changed(store, &changed), ERR_OK);
    assert_false(changed);
    assert_int_equal(other->ops->record_put(other, &record), ERR_OK);
    assert_int_equal(store->ops->changed(store, &changed), ERR_OK);
    assert_true(changed);
    hub_store_close(other);
}

static void
copy_file(const char *from, const char *to)
{
    struct buf data;
    buf_init(&data, 64 * 1024 * 1024);
    assert_int_equal(file_read(from, 64 * 1024 * 1024, &data), ERR_OK);
    assert_int_equal(file_write(to, 0600, data.data, data.len), ERR_OK);
    buf_clear(&data);
}

/** Closes, so that the file is whole, and copies it. */
static void
back_up(struct scene *scene, bool restore)
{
    char live[128];
    char copy[128];
    str_format(live, sizeof(live), "%s/hub.db", scene->fixture.dir);
    str_format(copy, sizeof(copy), "%s/copy.db", scene->fixture.dir);
    hub_store_close(scene->store);
    copy_file(restore ? copy : live, restore ? live : copy);
    assert_int_equal(hub_store_open(scene->fixture.spec, &scene->store),
                     ERR_OK);
}

static void
hand_out(struct scene *scene, struct hub_position *position)
{
    struct hub_store *store = scene->store;
    assert_int_equal(store->ops->position(store, position), ERR_OK);
    assert_int_equal(store->ops->handed_out(store, position), ERR_OK);
}

static void
test_restored_copy(void **state)
{
    struct scene *scene = *state;
    struct hub_position before;
    struct hub_position after;
    put(scene, "policy", "p1", HUB_SCOPE_ALL, NULL, "{}");
    hand_out(scene, &before);
    back_up(scene, false);
    // closing and opening alone is no restore
    hand_out(scene, &after);
    assert_string_equal(after.epoch, before.epoch);
    put(scene, "policy", "p2", HUB_SCOPE_ALL, NULL, "{}");
    hand_out(scene, &after);
    assert_string_equal(after.epoch, before.epoch);
    back_up(scene, true);
    hand_out(scene, &after);
    assert_string_not_equal(after.epoch, before.epoch);
    // and the new epoch stays
    reopen(scene);
    struct hub_position again;
    hand_out(scene, &again);
    assert_string_equal(again.epoch, after.epoch);
}

static void
test_restored_without_position(void **state)
{
    struct scene *scene = *state;
    struct hub_position before;
    struct hub_position after;
    char path[128];
    hand_out(scene, &before);
    hub_store_close(scene->store);
    str_format(path, sizeof(path), "%s/hub.db-position", scene->fixture.dir);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(hub_store_open(scene->fixture.spec, &scene->store),
                     ERR_OK);
    hand_out(scene, &after);
    assert_string_not_equal(after.epoch, before.epoch);
}

static void
test_unseen_changes_may_go(void **state)
{
    // nobody was told of the lost ones, so no cursor is wrong
    struct scene *scene = *state;
    struct hub_position before;
    struct hub_position after;
    hand_out(scene, &before);
    back_up(scene, false);
    put(scene, "policy", "p2", HUB_SCOPE_ALL, NULL, "{}");
    back_up(scene, true);
    hand_out(scene, &after);
    assert_string_equal(after.epoch, before.epoch);
}

static void
raw_exec(struct scene *scene, const char *sql)
{
    char path[128];
    sqlite3 *db;
    str_format(path, sizeof(path), "%s/hub.db", scene->fixture.dir);
    hub_store_close(scene->store);
    scene->store = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void
test_newer_program(void **state)
{
    struct scene *scene = *state;
    raw_exec(scene, "PRAGMA user_version = 99");
    assert_int_equal(hub_store_open(scene->fixture.spec, &scene->store),
                     ERR_INVALID);
    assert_null(scene->store);
}

static void
test_damaged(void **state)
{
    struct scene *scene = *state;
    char path[128];
    hub_store_close(scene->store);
    scene->store = NULL;
    str_format(path, sizeof(path), "%s/hub.db", scene->fixture.dir);
    int fd = open(path, O_WRONLY);
    assert_true(fd >= 0);
    char rubbish[4096];
    memset(rubbish, 0x5a, sizeof(rubbish));
    for (int i = 2; i < 12; i++)
        assert_int_equal(pwrite(fd, rubbish, sizeof(rubbish), i * 4096),
                         sizeof(rubbish));
    close(fd);
    assert_int_equal(hub_store_open(scene->fixture.spec, &scene->store),
                     ERR_IO);
}

static void
test_bad_spec(void **state)
{
    (void)state;
    struct hub_store *store;
    char dir[64];
    assert_int_equal(hub_store_open("mysql:x", &store), ERR_INVALID);
    assert_int_equal(hub_store_open("sqlite:", &store), ERR_INVALID);
    assert_int_equal(hub_store_open("sqlite:/nowhere/x/hub.db", &store),
                     ERR_IO);
    assert_int_equal(hub_store_keys_dir("sqlite:/a/hub.db", dir, 64), ERR_OK);
    assert_string_equal(dir, "/a/hub.db-keys");
    hub_store_close(NULL);
}

static void
test_heartbeats(void **state)
{
    struct scene *scene = *state;
    struct hub_store *store = scene->store;
    struct hub_kiosk kiosk = {.id = "hall-1", .site = "hall", .sign = 1};
    assert_int_equal(store->ops->kiosk_put(store, &kiosk), ERR_OK);
    assert_int_equal(
        store->ops->heartbeat_put(store, "hall-1", 5, 100, "{}", true), ERR_OK);
    assert_int_equal(
        store->ops->heartbeat_put(store, "hall-1", 5, 200, "{}", true),
        ERR_CONFLICT);
    assert_int_equal(
        store->ops->heartbeat_put(store, "hall-1", 4, 90, "{}", false), ERR_OK);
    assert_int_equal(store->ops->kiosk_get(store, "hall-1", &kiosk), ERR_OK);
    assert_int_equal(kiosk.heartbeat, 5);
    assert_int_equal(kiosk.heard_at, 100);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_scope),
        TEST(test_command_for_one),
        TEST(test_change_log),
        TEST(test_refused_records),
        TEST(test_transaction),
        TEST(test_changed_by_others),
        TEST(test_restored_copy),
        TEST(test_restored_without_position),
        TEST(test_unseen_changes_may_go),
        TEST(test_newer_program),
        TEST(test_damaged),
        TEST(test_bad_spec),
        TEST(test_heartbeats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
