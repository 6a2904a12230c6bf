// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "hub_process.h"
#include "kiosk.h"
#include "proxy_process.h"
#include "store/catalogue.h"
#include "store/visits.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"

// A guest takes a ticket; nothing of the network may be in the way.
static void
check_in(struct kiosk *kiosk)
{
    struct service service;
    struct check_in_result result;
    struct visit visit = {.identity = VISIT_AS_GUEST, .consent_rev = 1};
    size_t got, total;
    assert_int_equal(catalogue_services(kiosk->store, "hall",
                                        (struct catalogue_range){0, 1},
                                        &service, &got, &total),
                     ERR_OK);
    assert_int_equal(got, 1);
    id_uuid(visit.id);
    str_copy(visit.service, sizeof(visit.service), service.id);
    service_clear(&service);
    assert_int_equal(visit_check_in(kiosk->store, &visit, "", &result),
                     ERR_OK);
    assert_int_equal(result.outcome, CHECK_IN_TAKEN);
}

static void
all_arrives_once_through_every_fault(void **state)
{
    static const char *const faults[] = {
        "drop", "half",       "cut",          "repeat",  "status 500",
        "html", "status 404", "status 429 1", "endless", "bomb",
        "delay 200"};
    struct hub_process hub;
    struct kiosk kiosk;
    struct proxy_process proxy;
    char code[64], problem[65], url[64];
    size_t visits = 0;
    (void)state;
    log_set_level(LOG_LEVEL_ERROR);
    hub_create(&hub);
    hub_start(&hub);
    kiosk_create(&kiosk);
    proxy_start(&proxy, hub.port);
    hub_code(&hub, NULL, code);
    str_format(url, sizeof(url), "http://127.0.0.1:%d", proxy.port);
    struct sync_enrolment enrolment = {
        .data_dir = kiosk.dir, .url = url, .code = code};
    assert_int_equal(sync_enrol(&enrolment, problem), ERR_OK);
    for (size_t i = 0; i < 2 * sizeof(faults) / sizeof(*faults); i++) {
        // each fault strikes every request first, then every other
        proxy_order(&proxy, i % 2 ? "chance 50" : "chance 100");
        proxy_order(&proxy, faults[i / 2]);
        check_in(&kiosk);
        kiosk_sync(&kiosk);
        check_in(&kiosk);
        kiosk_sync(&kiosk);
        visits += 2;
    }
    proxy_order(&proxy, "pass");
    assert_int_equal(kiosk_sync(&kiosk).outcome, SYNC_DONE);
    struct outbox_counts counts = kiosk_counts(&kiosk);
    assert_int_equal(counts.pending, 0);
    assert_int_equal(counts.set_aside, 0);
    assert_int_equal(hub_visits(&hub), visits);
    assert_int_equal(kiosk_sync(&kiosk).sent, 0);
    proxy_stop(&proxy);
    kiosk_destroy(&kiosk);
    hub_destroy(&hub);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_arrives_once_through_every_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
