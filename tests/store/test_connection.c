// SPDX-License-Identifier: Apache-2.0
// Several threads at once, and memory, disk and marks that fail.
#include "store/connection.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixture.h"
#include "powercut_vfs.h"
#include "store/catalogue.h"
#include "util/file.h"
#include "util/str.h"
#include "util/thread.h"

#define VISITORS 150

static int64_t
pending(struct fixture *fixture)
{
    struct outbox_counts counts;

    assert_int_equal(outbox_count(fixture->store, &counts), ERR_OK);
    return counts.pending;
}

// What a sync thread does, on a connection of its own.
struct worker {
    struct store *store;
    const char *dir;
    struct mutex mutex;
    bool stop;    // protected by mutex
    int64_t sent; // read after the join
    int64_t pages;
    enum err err;
};

static bool
stopped(struct worker *worker)
{
    bool stop;

    mutex_lock(&worker->mutex);
    stop = worker->stop;
    mutex_unlock(&worker->mutex);
    return stop;
}

static enum err
push_once(struct worker *worker, size_t *sent)
{
    const struct outbox_limits limits = {.max_events = 50,
                                         .max_bytes = 256 << 10};
    struct outbox_verdict verdicts[50] = {{0}};
    struct outbox_reply reply = {.verdicts = verdicts};
    struct outbox_batch batch;
    int64_t rewound;
    size_t i;
    enum err err = outbox_next(worker->store, &limits, &batch);

    *sent = 0;
    if (err == ERR_OK && batch.count > 0) {
        for (i = 0; i < batch.count; i++) {
            verdicts[i].seq = batch.seqs[i];
        }
        reply.epoch = batch.epoch;
        reply.count = batch.count;
        reply.durable_seq = batch.seqs[batch.count - 1];
        err = outbox_apply(worker->store, &reply, &rewound);
        *sent = batch.count;
    }
    outbox_batch_clear(&batch);
    return err;
}

static enum err
pull_once(struct worker *worker)
{
    static const char body[] = "{\"name\":{\"zh\":\"题\"},\"parent\":null,"
                               "\"icon\":\"star\",\"order\":1}";
    struct change changes[20];
    struct change_page page = {.changes = changes, .count = 20};
    struct changes_result result;
    char id[32];
    size_t i;

    for (i = 0; i < 20; i++) {
        str_format(id, sizeof(id), "t%zu", i);
        changes[i] = fixture_put("topic", id, ++worker->pages, body);
    }
    str_format(page.cursor, sizeof(page.cursor), "w.%d",
               (int)worker->pages);
    return changes_apply(worker->store, &page, &result);
}

static void
work(void *userdata)
{
    struct worker *worker = userdata;
    size_t sent = 1;
    bool last = false;

    // Until a round that began after the stop finds nothing left.
    while (worker->err == ERR_OK && !(last && sent == 0)) {
        last = stopped(worker);
        worker->err = push_once(worker, &sent);
        worker->sent += (int64_t)sent;
        if (worker->err == ERR_OK && !stopped(worker)) {
            worker->err = pull_once(worker);
        }
    }
}

static void
visitors_and_sync_do_not_lose_each_other(void **state)
{
    struct fixture *fixture = *state;
    struct thread thread = {0};
    struct worker worker = {.dir = fixture->dir};
    char expected[8];
    int i;

    fixture_catalogue(fixture, 1);
    assert_int_equal(mutex_init(&worker.mutex), ERR_OK);
    assert_int_equal(store_open_again(fixture->dir, &worker.store), ERR_OK);
    assert_int_equal(thread_start(&thread, "sync", work, &worker), ERR_OK);
    for (i = 1; i <= VISITORS; i++) {
        str_format(expected, sizeof(expected), "A%03d", i);
        assert_string_equal(fixture_take(fixture, "a").number, expected);
    }
    mutex_lock(&worker.mutex);
    worker.stop = true;
    mutex_unlock(&worker.mutex);
    thread_join(&thread);
    assert_int_equal(worker.err, ERR_OK);
    assert_int_equal(worker.sent, 3 * VISITORS);
    assert_int_equal(pending(fixture), 0);
    store_close(worker.store);
    mutex_destroy(&worker.mutex);
}

static void
without_marks_no_number_is_given(void **state)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_visit("a");
    struct check_in_result result;
    char path[FILE_PATH_SIZE];

    fixture_catalogue(fixture, 1);
    assert_true(file_join(path, sizeof(path), fixture->dir, "marks"));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &result),
                     ERR_IO);
    assert_string_equal(result.ticket.number, "");
    assert_int_equal(pending(fixture), 0);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(visit_check_in(fixture->store, &visit, "", &result),
                     ERR_OK);
    assert_string_equal(result.ticket.number, "A001");
}

static void
memory_that_runs_out_leaves_all_or_nothing(void **state)
{
    struct fixture *fixture = *state;
    int64_t given = 0;
    int64_t refused = 0;
    int spare;

    fixture_catalogue(fixture, 1);
    for (spare = 0; spare < 120; spare++) {
        struct visit visit = fixture_visit("a");
        struct check_in_result result;
        enum err err;

        fixture_restart(fixture); // statements are to be prepared anew
        (void)sqlite3_hard_heap_limit64(sqlite3_memory_used()
                                        + spare * 1500);
        err = visit_check_in(fixture->store, &visit, "", &result);
        (void)sqlite3_hard_heap_limit64(0);
        if (err == ERR_OK) {
            assert_int_equal(result.outcome, CHECK_IN_TAKEN);
            given++;
        } else {
            refused++;
        }
        assert_int_equal(pending(fixture), 3 * given);
    }
    assert_true(given > 0);
    assert_true(refused > 0);
}

// The disk fails at every single operation of a change in turn.
static void
a_failing_disk_leaves_all_or_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct change change = fixture_del("service", "b", 2);
    struct change_page page = {.changes = &change, .count = 1};
    struct changes_result result;
    uint64_t at;
    bool done = false;

    fixture_catalogue(fixture, 1);
    str_copy(page.cursor, sizeof(page.cursor), "e.2");
    for (at = 1; !done && at < 200; at++) {
        char cursor[CHANGE_CURSOR_SIZE];
        struct service service;
        enum err err;

        powercut_arm(at);
        err = changes_apply(fixture->store, &page, &result);
        powercut_arm(0);
        done = !powercut_happened();
        fixture_close(fixture);
        powercut_restore();
        fixture_open(fixture);
        assert_int_equal(changes_cursor(fixture->store, cursor,
                                        sizeof(cursor)), ERR_OK);
        if (err == ERR_OK) {
            assert_string_equal(cursor, "e.2");
        }
        // the cursor and what it stands for go together
        assert_int_equal(catalogue_service(fixture->store, "b", &service),
                         str_equal(cursor, "e.2") ? ERR_NOT_FOUND : ERR_OK);
        service_clear(&service);
    }
    assert_true(done);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup,            \
                                                fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(visitors_and_sync_do_not_lose_each_other),
        TEST(without_marks_no_number_is_given),
        TEST(memory_that_runs_out_leaves_all_or_nothing),
        TEST(a_failing_disk_leaves_all_or_nothing),
    };

    if (!powercut_install(7, 25)) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
