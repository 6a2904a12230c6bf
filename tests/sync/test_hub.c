// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "hub_process.h"
#include "kiosk.h"
#include "store/catalogue.h"
#include "store/identity.h"
#include "store/store.h"
#include "store/visits.h"
#include "util/clock.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"

struct pair {
    struct hub_process hub;
    struct kiosk kiosk;
};

static enum err
enrol(struct pair *pair, const char *code, char *problem)
{
    struct sync_enrolment enrolment = {
        .data_dir = pair->kiosk.dir,
        .url = pair->hub.url,
        .code = code,
    };
    return sync_enrol(&enrolment, problem);
}

static int
set_up(void **state)
{
    char code[64], problem[65];
    struct pair *pair = calloc(1, sizeof(*pair));
    log_set_level(LOG_LEVEL_ERROR);
    hub_create(&pair->hub);
    hub_start(&pair->hub);
    kiosk_create(&pair->kiosk);
    hub_code(&pair->hub, NULL, code);
    assert_int_equal(enrol(pair, code, problem), ERR_OK);
    assert_string_equal(problem, "");
    *state = pair;
    return 0;
}

static int
tear_down(void **state)
{
    struct pair *pair = *state;
    kiosk_destroy(&pair->kiosk);
    hub_destroy(&pair->hub);
    free(pair);
    return 0;
}

// A guest takes a ticket for the first service of the hall.
static void
check_in(struct pair *pair, int count)
{
    struct service services[1];
    size_t got, total;
    assert_int_equal(catalogue_services(pair->kiosk.store, "hall",
                                        (struct catalogue_range){0, 1},
                                        services, &got, &total),
                     ERR_OK);
    assert_int_equal(got, 1);
    for (int i = 0; i < count; i++) {
        struct check_in_result result;
        struct visit visit = {.identity = VISIT_AS_GUEST, .consent_rev = 1};
        id_uuid(visit.id);
        str_copy(visit.service, sizeof(visit.service), services[0].id);
        assert_int_equal(
            visit_check_in(pair->kiosk.store, &visit, "", &result), ERR_OK);
        assert_int_equal(result.outcome, CHECK_IN_TAKEN);
    }
    service_clear(&services[0]);
}

static void
enrolling_brings_the_first_set(void **state)
{
    struct pair *pair = *state;
    struct identity identity;
    struct site site;
    int64_t services, talents;
    assert_int_equal(identity_load(pair->kiosk.store, &identity), ERR_OK);
    assert_string_equal(identity.kiosk_id, "hall-1");
    assert_int_equal(identity.sign, 1);
    assert_int_equal(catalogue_count(pair->kiosk.store, "service", &services),
                     ERR_OK);
    assert_true(services > 5);
    assert_int_equal(catalogue_count(pair->kiosk.store, "talent", &talents),
                     ERR_OK);
    assert_true(talents > 5);
    assert_int_equal(catalogue_site(pair->kiosk.store, "hall", &site),
                     ERR_OK);
    assert_int_equal(site.kiosks, 1);
    site_clear(&site);
    assert_int_equal(clock_quality(), CLOCK_HUB);
}

static void
a_code_is_good_once(void **state)
{
    struct pair *pair = *state;
    char code[64], problem[65];
    assert_int_equal(enrol(pair, "never-made", problem), ERR_INVALID);
    assert_string_equal(problem, "code-unknown");
    hub_code(&pair->hub, "hall-1", code);
    assert_int_equal(enrol(pair, code, problem), ERR_OK);
    assert_int_equal(enrol(pair, code, problem), ERR_CONFLICT);
    assert_string_equal(problem, "code-used");
    hub_stop(&pair->hub, false);
    assert_int_equal(enrol(pair, code, problem), ERR_OFFLINE);
    assert_string_equal(problem, "offline");
    struct sync_enrolment plain = {
        .data_dir = pair->kiosk.dir,
        .url = "http://hub.example",
        .code = code,
    };
    assert_int_equal(sync_enrol(&plain, problem), ERR_INVALID);
    assert_string_equal(problem, "bad-address");
}

static void
what_was_recorded_offline_arrives_once(void **state)
{
    struct pair *pair = *state;
    struct sync_event result;
    hub_stop(&pair->hub, false);
    check_in(pair, 20);
    result = kiosk_sync(&pair->kiosk);
    assert_int_equal(result.outcome, SYNC_OFFLINE);
    assert_int_equal(result.to_send, kiosk_counts(&pair->kiosk).pending);
    hub_start(&pair->hub);
    result = kiosk_sync(&pair->kiosk);
    assert_int_equal(result.outcome, SYNC_DONE);
    assert_int_equal(result.sent, result.to_send);
    assert_int_equal(kiosk_counts(&pair->kiosk).pending, 0);
    assert_int_equal(hub_visits(&pair->hub), 20);
    result = kiosk_sync(&pair->kiosk);
    assert_int_equal(result.outcome, SYNC_DONE);
    assert_int_equal(result.sent, 0);
    assert_int_equal(hub_visits(&pair->hub), 20);
}

static void
the_worker_needs_no_asking(void **state)
{
    static const char *const add[] = {"staff",  "add", "--site", "hall",
                                      "--code", "42",  "--name", "x",
                                      NULL};
    struct pair *pair = *state;
    struct kiosk *kiosk = &pair->kiosk;
    struct sync *sync;
    struct sync_options options = kiosk_options(kiosk, SYNC_AUTOMATIC);
    assert_int_equal(sync_create(&options, &sync), ERR_OK);
    assert_int_equal(sync_start(sync), ERR_OK);
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_RESULT, 1));
    assert_int_equal(kiosk_last(kiosk, SYNC_EVENT_RESULT).outcome, SYNC_DONE);
    assert_false(kiosk_last(kiosk, SYNC_EVENT_RESULT).by_staff);
    int changed = kiosk_told(kiosk, SYNC_EVENT_CHANGED);
    check_in(pair, 3);
    sync_poke(sync);
    // the tickets come back through the long poll that is held open
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_CHANGED, changed + 1));
    assert_int_equal(hub_visits(&pair->hub), 3);
    changed = kiosk_told(kiosk, SYNC_EVENT_CHANGED);
    assert_true(hub_run(&pair->hub, add, "654321\n", NULL));
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_CHANGED, changed + 1));
    int results = kiosk_told(kiosk, SYNC_EVENT_RESULT);
    sync_now(sync);
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_RESULT, results + 1));
    assert_true(kiosk_last(kiosk, SYNC_EVENT_RESULT).by_staff);
    sync_stop(sync);
    sync_join(sync);
    sync_free(sync);
}

static void
it_survives_a_hub_that_dies(void **state)
{
    struct pair *pair = *state;
    struct kiosk *kiosk = &pair->kiosk;
    struct sync *sync;
    struct sync_options options = kiosk_options(kiosk, SYNC_AUTOMATIC);
    assert_int_equal(sync_create(&options, &sync), ERR_OK);
    assert_int_equal(sync_start(sync), ERR_OK);
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_RESULT, 1));
    int states = kiosk_told(kiosk, SYNC_EVENT_STATE);
    hub_stop(&pair->hub, true);
    check_in(pair, 2);
    sync_poke(sync);
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_STATE, states + 1));
    hub_start(&pair->hub);
    int results = kiosk_told(kiosk, SYNC_EVENT_RESULT);
    sync_now(sync); // once, at once, whatever the pause
    assert_true(kiosk_wait(kiosk, SYNC_EVENT_RESULT, results + 1));
    assert_int_equal(kiosk_last(kiosk, SYNC_EVENT_RESULT).outcome, SYNC_DONE);
    assert_int_equal(hub_visits(&pair->hub), 2);
    sync_stop(sync);
    sync_free(sync);
}

static void
a_revoked_kiosk_obeys_and_comes_back(void **state)
{
    static const char *const revoke[] = {"kiosk", "revoke", "hall-1", NULL};
    struct pair *pair = *state;
    struct identity identity;
    char code[64], problem[65];
    check_in(pair, 2);
    assert_true(hub_run(&pair->hub, revoke, NULL, NULL));
    struct sync_event result = kiosk_sync(&pair->kiosk);
    assert_int_equal(result.outcome, SYNC_REVOKED);
    assert_int_equal(kiosk_told(&pair->kiosk, SYNC_EVENT_REVOKED), 1);
    assert_string_equal(
        kiosk_last(&pair->kiosk, SYNC_EVENT_REVOKED).command, "lock");
    assert_int_equal(identity_load(pair->kiosk.store, &identity), ERR_OK);
    assert_string_equal(identity.lock_order, "lock");
    assert_int_equal(kiosk_sync(&pair->kiosk).outcome, SYNC_REVOKED);
    assert_int_equal(kiosk_told(&pair->kiosk, SYNC_EVENT_REVOKED), 1);
    hub_code(&pair->hub, "hall-1", code);
    assert_int_equal(enrol(pair, code, problem), ERR_OK);
    assert_int_equal(kiosk_counts(&pair->kiosk).pending, 0);
    assert_int_equal(hub_visits(&pair->hub), 2);
}

static void
copy_tree(const char *from, const char *to)
{
    char command[256];
    str_format(command, sizeof(command), "rm -rf %s && cp -a %s %s", to, from,
               to);
    assert_int_equal(system(command), 0);
}

static void
a_restored_hub_gets_all_again(void **state)
{
    struct pair *pair = *state;
    char backup[80];
    str_format(backup, sizeof(backup), "%s-copy", pair->hub.dir);
    check_in(pair, 2);
    assert_int_equal(kiosk_sync(&pair->kiosk).outcome, SYNC_DONE);
    hub_stop(&pair->hub, false);
    copy_tree(pair->hub.dir, backup);
    hub_start(&pair->hub);
    check_in(pair, 3);
    assert_int_equal(kiosk_sync(&pair->kiosk).outcome, SYNC_DONE);
    hub_stop(&pair->hub, true);
    copy_tree(backup, pair->hub.dir);
    remove_tree(backup);
    hub_start(&pair->hub);
    assert_int_equal(hub_visits(&pair->hub), 2);
    // nobody checked in since; the kiosk asks how far the hub has it
    assert_int_equal(kiosk_sync(&pair->kiosk).outcome, SYNC_DONE);
    assert_int_equal(hub_visits(&pair->hub), 5);
    assert_int_equal(kiosk_counts(&pair->kiosk).pending, 0);
}

static void
a_cloned_disk_is_noticed(void **state)
{
    struct pair *pair = *state;
    struct kiosk clone;
    struct store_condition condition;
    check_in(pair, 2);
    assert_int_equal(kiosk_sync(&pair->kiosk).outcome, SYNC_DONE);
    kiosk_create(&clone);
    store_close(clone.store);
    copy_tree(pair->kiosk.dir, clone.dir);
    assert_int_equal(store_open(clone.dir, &clone.store, &condition), ERR_OK);
    kiosk_add_events(&pair->kiosk, 1);
    assert_int_equal(kiosk_sync(&pair->kiosk).outcome, SYNC_DONE);
    assert_int_equal(outbox_add(clone.store, "help.requested", "other",
                                "{\"screen\":\"attract\"}"),
                     ERR_OK);
    kiosk_sync(&clone);
    outbox_add(clone.store, "help.requested", "more",
               "{\"screen\":\"attract\"}");
    assert_int_equal(kiosk_sync(&clone).outcome, SYNC_FROZEN);
    int64_t aside = kiosk_counts(&clone).set_aside;
    assert_int_equal(kiosk_sync(&clone).outcome, SYNC_FROZEN);
    assert_int_equal(kiosk_counts(&clone).set_aside, aside);
    assert_int_equal(hub_visits(&pair->hub), 2);
    kiosk_destroy(&clone);
}

static void
a_clock_that_is_off_is_set_by_the_hub(void **state)
{
    struct pair *pair = *state;
    check_in(pair, 1);
    clock_correct(clock_now_ms() + 3600 * 1000);
    assert_int_equal(kiosk_sync(&pair->kiosk).outcome, SYNC_DONE);
    assert_int_equal(hub_visits(&pair->hub), 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(enrolling_brings_the_first_set),
        TEST(a_code_is_good_once),
        TEST(what_was_recorded_offline_arrives_once),
        TEST(the_worker_needs_no_asking),
        TEST(it_survives_a_hub_that_dies),
        TEST(a_revoked_kiosk_obeys_and_comes_back),
        TEST(a_restored_hub_gets_all_again),
        TEST(a_cloned_disk_is_noticed),
        TEST(a_clock_that_is_off_is_set_by_the_hub),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
