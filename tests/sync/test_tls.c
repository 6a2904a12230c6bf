// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include "certificate.h"
#include "hub_process.h"
#include "kiosk.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"

#define TWENTY_YEARS_S (20L * 365 * 86400)
#define OTHER_PIN "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

struct scene {
    struct hub_process hub;
    struct kiosk kiosk;
    struct certificate good, expired, other;
};

static int
set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof(*scene));
    log_set_level(LOG_LEVEL_ERROR);
    hub_create(&scene->hub);
    certificate_make(&scene->good, scene->hub.dir, "good", -1, 30);
    certificate_make(&scene->expired, scene->hub.dir, "expired", -30, -1);
    certificate_make(&scene->other, scene->hub.dir, "other", -1, 30);
    kiosk_create(&scene->kiosk);
    *state = scene;
    return 0;
}

static int
tear_down(void **state)
{
    struct scene *scene = *state;
    kiosk_destroy(&scene->kiosk);
    hub_destroy(&scene->hub);
    free(scene);
    return 0;
}

// The hub with a certificate; its port stays the same.
static void
serve_with(struct scene *scene, const struct certificate *certificate)
{
    hub_stop(&scene->hub, false);
    str_format(scene->hub.config, sizeof(scene->hub.config), "%s/hub.conf",
               scene->hub.dir);
    FILE *file = fopen(scene->hub.config, "w");
    assert_non_null(file);
    fprintf(file, "tls_cert = \"%s\";\ntls_key = \"%s\";\n",
            certificate->cert, certificate->key);
    fclose(file);
    hub_start(&scene->hub);
    str_format(scene->hub.url, sizeof(scene->hub.url),
               "https://127.0.0.1:%d", scene->hub.port);
}

static enum err
enrol(struct scene *scene, const char *ca_file, const char *pin,
      char *problem)
{
    char code[64];
    const char *pins[] = {OTHER_PIN, pin};
    struct sync_enrolment enrolment = {
        .data_dir = scene->kiosk.dir,
        .url = scene->hub.url,
        .code = code,
        .ca_file = ca_file,
        .pins = pins,
        .pin_count = pin ? 2 : 0,
    };
    hub_code(&scene->hub, NULL, code);
    return sync_enrol(&enrolment, problem);
}

// The first of all, while nobody has told this process the time.
static void
a_kiosk_without_time_asks_for_it(void **state)
{
    struct scene *scene = *state;
    char problem[65];
    clock_step_wall(-TWENTY_YEARS_S);
    assert_int_equal(clock_quality(), CLOCK_UNKNOWN);
    // dates are not judged by a clock that knows nothing, pins are
    serve_with(scene, &scene->expired);
    assert_int_equal(enrol(scene, scene->expired.cert, OTHER_PIN, problem),
                     ERR_INVALID);
    assert_string_equal(problem, "not-trusted");
    assert_int_equal(clock_quality(), CLOCK_UNKNOWN);
    // the time is told, and then the certificate's own is seen to be over
    assert_int_equal(
        enrol(scene, scene->expired.cert, scene->expired.pin, problem),
        ERR_INVALID);
    assert_string_equal(problem, "not-trusted");
    assert_int_equal(clock_quality(), CLOCK_HUB);
    serve_with(scene, &scene->good);
    assert_int_equal(enrol(scene, scene->good.cert, scene->good.pin, problem),
                     ERR_OK);
}

static void
only_what_is_pinned_and_signed_is_trusted(void **state)
{
    struct scene *scene = *state;
    char problem[65];
    serve_with(scene, &scene->good);
    assert_int_equal(enrol(scene, scene->good.cert, OTHER_PIN, problem),
                     ERR_INVALID);
    assert_string_equal(problem, "not-trusted");
    assert_int_equal(enrol(scene, NULL, scene->good.pin, problem),
                     ERR_INVALID);
    assert_string_equal(problem, "not-trusted");
    assert_int_equal(enrol(scene, scene->good.cert, NULL, problem), ERR_OK);
}

// As an attacker, a forgotten renewal and a clock set by hand would.
static void
an_enrolled_kiosk_stops_trusting(void **state)
{
    struct scene *scene = *state;
    char problem[65];
    struct sync_event result;
    struct sync_options options = kiosk_options(&scene->kiosk, SYNC_STAFF);
    serve_with(scene, &scene->good);
    assert_int_equal(enrol(scene, scene->good.cert, scene->good.pin, problem),
                     ERR_OK);
    kiosk_add_events(&scene->kiosk, 3);
    options.ca_file = scene->other.cert;
    serve_with(scene, &scene->other);
    assert_int_equal(sync_run_once(&options, &result), ERR_OK);
    assert_int_equal(result.outcome, SYNC_NOT_TRUSTED);
    options.ca_file = scene->expired.cert;
    serve_with(scene, &scene->expired);
    assert_int_equal(sync_run_once(&options, &result), ERR_OK);
    assert_int_equal(result.outcome, SYNC_NOT_TRUSTED);
    options.ca_file = scene->good.cert;
    serve_with(scene, &scene->good);
    int64_t now = clock_now_ms();
    clock_correct(now + INT64_C(400) * 86400000);
    assert_int_equal(sync_run_once(&options, &result), ERR_OK);
    assert_int_equal(result.outcome, SYNC_NOT_TRUSTED);
    assert_int_equal(kiosk_counts(&scene->kiosk).pending, 3);
    clock_correct(now);
    assert_int_equal(sync_run_once(&options, &result), ERR_OK);
    assert_int_equal(result.outcome, SYNC_DONE);
    assert_int_equal(kiosk_counts(&scene->kiosk).pending, 0);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_kiosk_without_time_asks_for_it),
        TEST(only_what_is_pinned_and_signed_is_trusted),
        TEST(an_enrolled_kiosk_stops_trusting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
