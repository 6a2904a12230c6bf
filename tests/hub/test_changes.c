// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "client.h"
#include "hub/kiosks.h"
#include "hub/store.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/thread.h"
#include "wire/change.h"

/* GET /v1/changes over loopback: pages, cursors, checks and waiting. */

struct scene {
    struct fixture fixture;
    struct signer kiosk;
    struct hub_store *store; // as another process would have it
};

static int
setup(void **state)
{
    static struct scene scene;
    fixture_make(&scene.fixture);
    fixture_start(&scene.fixture);
    signer_enrol(&scene.fixture, "hall", &scene.kiosk);
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
put(struct scene *scene, const char *kind, const char *id, const char *body)
{
    struct hub_record record = {
        .kind = kind,
        .id = id,
        .scope = hub_kind_scope(kind),
        .owner = "hall",
        .body = body,
    };
    assert_int_equal(scene->store->ops->record_put(scene->store, &record),
                     ERR_OK);
}

static struct answer
ask(struct scene *scene, const char *cursor, const char *more)
{
    char target[512];
    struct answer answer;
    str_format(target, sizeof(target), "/v1/changes?cursor=%s%s", cursor, more);
    ask_send(&scene->fixture,
             &(struct ask){
                 .method = "GET", .target = target, .signer = &scene->kiosk},
             &answer);
    return answer;
}

/** Asserts 200 and parses; the page borrows from the answer. */
static void
page_of(const struct answer *answer, struct change_page *page)
{
    struct fault fault = {0};
    assert_int_equal(answer->status, 200);
    assert_int_equal(change_page_parse(buf_text(&answer->body),
                                       answer->body.len, page, &fault),
                     ERR_OK);
}

/** Reads to the end; the last cursor goes to `cursor`. */
static size_t
drain(struct scene *scene, const char *more, char cursor[CHANGE_CURSOR_SIZE])
{
    size_t count = 0;
    bool again = true;
    while (again) {
        struct change_page page;
        struct answer answer = ask(scene, cursor, more);
        page_of(&answer, &page);
        count += page.count;
        again = page.more;
        assert_true(again == (page.check_count == 0));
        str_copy(cursor, CHANGE_CURSOR_SIZE, page.cursor);
        change_page_clear(&page);
        answer_clear(&answer);
    }
    return count;
}

static void
test_pages(void **state)
{
    struct scene *scene = *state;
    char cursor[CHANGE_CURSOR_SIZE] = "";
    char id[16];
    size_t before = drain(scene, "", cursor);
    for (int i = 0; i < 25; i++) {
        str_format(id, sizeof(id), "p%d", i);
        put(scene, "policy", id, "{\"n\":1}");
    }
    assert_int_equal(drain(scene, "&limit=10", cursor), 25);
    cursor[0] = '\0';
    assert_int_equal(drain(scene, "&limit=3", cursor), before + 25);
    assert_int_equal(drain(scene, "", cursor), 0);
}

static void
test_old_deletions_are_left_out(void **state)
{
    struct scene *scene = *state;
    struct hub_store *store = scene->store;
    struct change_page page;
    char cursor[CHANGE_CURSOR_SIZE];
    put(scene, "policy", "gone", "{}");
    put(scene, "policy", "stays", "{}");
    put(scene, "policy", "later", "{}");
    assert_int_equal(store->ops->record_del(store, "policy", "gone"), ERR_OK);
    // who starts from nothing never saw it
    struct answer answer = ask(scene, "", "&kinds=policy&limit=1");
    page_of(&answer, &page);
    assert_int_equal(page.count, 1);
    assert_true(page.more);
    str_copy(cursor, sizeof(cursor), page.cursor);
    change_page_clear(&page);
    answer_clear(&answer);
    // but sees what goes while it catches up
    assert_int_equal(store->ops->record_del(store, "policy", "stays"), ERR_OK);
    answer = ask(scene, cursor, "&kinds=policy");
    page_of(&answer, &page);
    assert_int_equal(page.count, 2);
    assert_string_equal(page.changes[0].id, "later");
    assert_string_equal(page.changes[1].id, "stays");
    assert_int_equal(page.changes[1].op, CHANGE_DEL);
    assert_false(page.more);
    change_page_clear(&page);
    answer_clear(&answer);
}

static void
test_page_of_a_mebibyte(void **state)
{
    struct scene *scene = *state;
    char cursor[CHANGE_CURSOR_SIZE] = "";
    char id[16];
    struct buf body;
    drain(scene, "", cursor);
    buf_init(&body, HUB_RECORD_MAX);
    buf_add_str(&body, "{\"t\":\"");
    while (body.len < HUB_RECORD_MAX - 2)
        buf_add_char(&body, 'x');
    buf_add_str(&body, "\"}");
    for (int i = 0; i < 9; i++) {
        str_format(id, sizeof(id), "p%d", i);
        put(scene, "policy", id, buf_text(&body));
    }
    buf_clear(&body);
    struct change_page page;
    struct answer answer = ask(scene, cursor, "");
    page_of(&answer, &page);
    assert_true(answer.body.len <= CHANGE_MAX_BYTES);
    assert_int_equal(page.count, 3);
    assert_true(page.more);
    change_page_clear(&page);
    answer_clear(&answer);
    assert_int_equal(drain(scene, "", cursor), 9);
}

static void
test_checks(void **state)
{
    struct scene *scene = *state;
    struct change_page page;
    struct check own = {.kind = "policy"};
    put(scene, "policy", "a", "{}");
    put(scene, "policy", "b", "{}");
    struct answer answer = ask(scene, "", "");
    page_of(&answer, &page);
    for (size_t i = 0; i < page.count; i++) {
        if (str_equal(page.changes[i].kind, "policy"))
            check_toggle(&own, page.changes[i].id, page.changes[i].rev);
    }
    // every kind of version 1, an empty one with 0 and zeros
    assert_int_equal(page.check_count, 21);
    for (size_t i = 0; i < page.check_count; i++) {
        if (str_equal(page.checks[i].kind, "policy")) {
            assert_int_equal(page.checks[i].count, 2);
            assert_memory_equal(page.checks[i].hash, own.hash, 32);
        }
    }
    assert_true(answer_has(
        &answer, "{\"kind\":\"case\",\"count\":0,\"hash\":\"00000000000000"
                 "00000000000000000000000000000000000000000000000000\"}"));
    change_page_clear(&page);
    answer_clear(&answer);
}

static void
test_kinds(void **state)
{
    struct scene *scene = *state;
    struct change_page page;
    put(scene, "policy", "a", "{}");
    put(scene, "topic", "b", "{}");
    struct answer answer = ask(scene, "", "&kinds=topic,nonsense");
    page_of(&answer, &page);
    assert_int_equal(page.count, 1);
    assert_string_equal(page.changes[0].kind, "topic");
    change_page_clear(&page);
    answer_clear(&answer);
    answer = ask(scene, "", "&kinds=nonsense");
    page_of(&answer, &page);
    assert_int_equal(page.count, 0);
    change_page_clear(&page);
    answer_clear(&answer);
}

static void
test_site_counts_kiosks(void **state)
{
    struct scene *scene = *state;
    struct signer second;
    struct answer answer = ask(scene, "", "&kinds=site");
    assert_true(answer_has(&answer, "\"kiosks\":1"));
    assert_true(answer_has(&answer, "\"kiosks\":0"));
    answer_clear(&answer);
    signer_enrol(&scene->fixture, "hall", &second);
    answer = ask(scene, "", "&kinds=site");
    assert_true(answer_has(&answer, "\"kiosks\":2"));
    answer_clear(&answer);
    assert_int_equal(hub_kiosk_revoke(scene->store, second.keyid, false),
                     ERR_OK);
    answer = ask(scene, "", "&kinds=site");
    assert_true(answer_has(&answer, "\"kiosks\":1"));
    answer_clear(&answer);
}

static void
test_bad_query(void **state)
{
    struct scene *scene = *state;
    static const char *const bad[] = {
        "&limit=0",   "&limit=501", "&limit=x",  "&limit=",   "&wait=-1",
        "&wait=soon", "&limit=%",   "&limit=%4", "&wait=1.5", "&limit=1e2",
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        answer_expect(ask(scene, "", bad[i]), 400, "bad-request");
    answer_expect(ask(scene, "nonsense", ""), 400, "bad-request");
    answer_expect(ask(scene, "00000000-0000-4000-8000-000000000001", ""), 400,
                  "bad-request");
    answer_expect(ask(scene, "00000000-0000-4000-8000-000000000001.-1", ""),
                  400, "bad-request");
}

static void
test_cursor_too_old(void **state)
{
    struct scene *scene = *state;
    char cursor[CHANGE_CURSOR_SIZE] = "";
    answer_expect(ask(scene, "00000000-0000-4000-8000-000000000001.1", ""), 410,
                  "cursor-too-old");
    drain(scene, "", cursor);
    // a position that this hub has not reached yet
    cursor[36] = '\0';
    str_format(cursor + 36, sizeof(cursor) - 36, ".%d", 1000000);
    answer_expect(ask(scene, cursor, ""), 410, "cursor-too-old");
}

/** A change made while a call waits. */
struct later {
    struct scene *scene;
    int64_t made_at;
};

static void
put_later(void *userdata)
{
    struct later *later = userdata;
    struct timespec pause = {.tv_nsec = 400 * 1000 * 1000};
    nanosleep(&pause, NULL); // the other side must be waiting by then
    later->made_at = clock_mono_ms();
    put(later->scene, "notice", "n1", "{}");
}

static void
test_wait_is_woken(void **state)
{
    struct scene *scene = *state;
    char cursor[CHANGE_CURSOR_SIZE] = "";
    struct later later = {.scene = scene};
    struct thread thread = {0};
    struct change_page page;
    drain(scene, "", cursor);
    assert_int_equal(thread_start(&thread, "later", put_later, &later), ERR_OK);
    struct answer answer = ask(scene, cursor, "&wait=20");
    int64_t got_at = clock_mono_ms();
    thread_join(&thread);
    page_of(&answer, &page);
    assert_int_equal(page.count, 1);
    assert_string_equal(page.changes[0].id, "n1");
    assert_true(got_at - later.made_at < 1000);
    change_page_clear(&page);
    answer_clear(&answer);
}

static void
test_wait_ends(void **state)
{
    struct scene *scene = *state;
    char cursor[CHANGE_CURSOR_SIZE] = "";
    struct change_page page;
    drain(scene, "", cursor);
    int64_t began = clock_mono_ms();
    struct answer answer = ask(scene, cursor, "&wait=1");
    int64_t took = clock_mono_ms() - began;
    page_of(&answer, &page);
    assert_int_equal(page.count, 0);
    assert_false(page.more);
    assert_true(took >= 950 && took < 5000);
    change_page_clear(&page);
    answer_clear(&answer);
}

static void
test_checks_while_idle(void **state)
{
    struct scene *scene = *state;
    char cursor[CHANGE_CURSOR_SIZE] = "";
    struct signer second;
    struct change_page page;
    signer_enrol(&scene->fixture, "hall", &second);
    drain(scene, "", cursor);
    // one that was given none for 10 minutes gets them without a change
    scene->kiosk = second;
    struct answer answer = ask(scene, cursor, "&wait=1");
    page_of(&answer, &page);
    assert_int_equal(page.count, 0);
    assert_int_equal(page.check_count, 21);
    change_page_clear(&page);
    answer_clear(&answer);
    answer = ask(scene, cursor, "&wait=1");
    page_of(&answer, &page);
    assert_int_equal(page.check_count, 0);
    change_page_clear(&page);
    answer_clear(&answer);
}

static void
test_other_scope_does_not_wake(void **state)
{
    struct scene *scene = *state;
    char cursor[CHANGE_CURSOR_SIZE] = "";
    struct change_page page;
    struct hub_record record = {
        .kind = "talent",
        .id = "t1",
        .scope = HUB_SCOPE_SITE,
        .owner = "hospital",
        .body = "{}",
    };
    drain(scene, "", cursor);
    assert_int_equal(scene->store->ops->record_put(scene->store, &record),
                     ERR_OK);
    struct answer answer = ask(scene, cursor, "&wait=1");
    page_of(&answer, &page);
    assert_int_equal(page.count, 0);
    // its cursor passes what it may not see
    assert_string_not_equal(page.cursor, cursor);
    change_page_clear(&page);
    answer_clear(&answer);
}

static void
revoke_later(void *userdata)
{
    struct later *later = userdata;
    struct timespec pause = {.tv_nsec = 300 * 1000 * 1000};
    nanosleep(&pause, NULL);
    assert_int_equal(
        hub_kiosk_revoke(later->scene->store, later->scene->kiosk.keyid, false),
        ERR_OK);
}

static void
test_revoked_while_waiting(void **state)
{
    struct scene *scene = *state;
    char cursor[CHANGE_CURSOR_SIZE] = "";
    struct later later = {.scene = scene};
    struct thread thread = {0};
    drain(scene, "", cursor);
    assert_int_equal(thread_start(&thread, "later", revoke_later, &later),
                     ERR_OK);
    struct answer answer = ask(scene, cursor, "&wait=20");
    thread_join(&thread);
    answer_expect(answer, 410, "revoked");
}

static void
stop_later(void *userdata)
{
    struct later *later = userdata;
    struct timespec pause = {.tv_nsec = 300 * 1000 * 1000};
    nanosleep(&pause, NULL);
    fixture_stop(&later->scene->fixture);
}

static void
test_stop_answers_the_waiting(void **state)
{
    struct scene *scene = *state;
    char cursor[CHANGE_CURSOR_SIZE] = "";
    struct later later = {.scene = scene};
    struct thread thread = {0};
    drain(scene, "", cursor);
    assert_int_equal(thread_start(&thread, "later", stop_later, &later),
                     ERR_OK);
    struct answer answer = ask(scene, cursor, "&wait=20");
    thread_join(&thread);
    assert_int_equal(answer.status, 200);
    answer_clear(&answer);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_pages),
        TEST(test_old_deletions_are_left_out),
        TEST(test_page_of_a_mebibyte),
        TEST(test_checks),
        TEST(test_kinds),
        TEST(test_site_counts_kiosks),
        TEST(test_bad_query),
        TEST(test_cursor_too_old),
        TEST(test_wait_is_woken),
        TEST(test_wait_ends),
        TEST(test_checks_while_idle),
        TEST(test_other_scope_does_not_wake),
        TEST(test_revoked_while_waiting),
        TEST(test_stop_answers_the_waiting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
