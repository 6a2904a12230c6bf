// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/answer.h"
#include "app/chores.h"
#include "app/doctor.h"
#include "stage.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"

static bool
never(void *userdata)
{
    (void)userdata;
    return false;
}

static bool
has_copy(struct stage *stage)
{
    char path[FILE_PATH_SIZE];
    file_join(path, sizeof path, stage->dir, "backup/kiosk.db");
    return file_exists(path);
}

/** To the next four o'clock in the morning. */
static void
sleep_till_four(void)
{
    int minute = timestamp_minute_of_day(clock_now_ms());
    clock_advance((INT64_C(240) - minute + 1440) % 1440 * 60 + 3600);
}

static void
the_night_copies_the_store_once(void **state)
{
    struct stage *stage = *state;
    struct chores chores;
    char night[DAY_SIZE];
    chores_init(&chores, stage->kiosk->store, &stage->kiosk->config);
    chores.stopping = never;
    assert_true(chores_wait_ms(&chores) > 0);
    chores_do(&chores);
    assert_false(has_copy(stage));
    sleep_till_four();
    assert_int_equal(chores_wait_ms(&chores), 0);
    chores_do(&chores);
    assert_true(has_copy(stage));
    str_copy(night, sizeof night, chores.night);
    // Not again today, not even after a restart.
    chores_init(&chores, stage->kiosk->store, &stage->kiosk->config);
    assert_string_equal(chores.night, night);
    clock_advance(86400);
    chores.stopping = never;
    chores_do(&chores);
    assert_string_not_equal(chores.night, night);
}

static void
a_healthy_kiosk_passes_its_examination(void **state)
{
    struct stage *stage = *state;
    struct answer answer;
    struct doctor doctor = {.store = stage->kiosk->store,
                            .config = &stage->kiosk->config,
                            .paths = &stage->kiosk->paths,
                            .config_problems = ""};
    answer_init(&answer);
    doctor_run(&doctor, &answer);
    assert_true(answer.ok);
    assert_non_null(strstr(buf_text(&answer.text), "ok    store"));
    assert_non_null(strstr(buf_text(&answer.data), "\"name\":\"panel\""));
    answer_clear(&answer);
}

static void
a_small_panel_is_warned_about_and_a_bad_file_fails(void **state)
{
    struct stage *stage = *state;
    struct config config = stage->kiosk->config;
    struct answer answer;
    struct doctor doctor = {.store = stage->kiosk->store,
                            .config = &config,
                            .paths = &stage->kiosk->paths,
                            .config_problems = "x.conf:1: y: no such key\n"};
    config.panel.width_mm = 200;
    config.panel.height_mm = 355;
    answer_init(&answer);
    doctor_run(&doctor, &answer);
    assert_false(answer.ok);
    assert_non_null(strstr(buf_text(&answer.text), "warn  panel"));
    assert_non_null(strstr(buf_text(&answer.text), "FAIL  config"));
    answer_clear(&answer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STAGED(test)                                                         \
    cmocka_unit_test_setup_teardown(test, stage_setup, stage_teardown)
        STAGED(the_night_copies_the_store_once),
        STAGED(a_healthy_kiosk_passes_its_examination),
        STAGED(a_small_panel_is_warned_about_and_a_bad_file_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
