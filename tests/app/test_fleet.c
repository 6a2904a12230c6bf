// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/fleet.h"
#include "stage.h"
#include "store/people.h"
#include "util/clock.h"
#include "util/str.h"
#include "util/timestamp.h"

static void
put_command(struct stage *stage, const char *id, const char *name,
            const char *reason)
{
    char when[TIMESTAMP_SIZE], body[256];
    timestamp_format(clock_now_ms() + 3600000, when);
    str_format(body, sizeof body,
               "{\"name\":\"%s\",\"reason\":\"%s\",\"expires_at\":\"%s\"}",
               name, reason, when);
    stage_put(stage, "command", id, body);
    fleet_commands(stage->kiosk);
}

static bool
at(struct stage *stage, const char *screen)
{
    return nav_at(&stage->kiosk->nav, screen);
}

static void
service_stops_and_resumes(void **state)
{
    struct stage *stage = *state;
    stage_go(stage, "home");
    put_command(stage, "c1", "out_of_service", "paper");
    assert_true(at(stage, "out_of_service"));
    assert_string_equal(stage->kiosk->out_reason, "paper");
    stage_go(stage, "home");
    assert_true(at(stage, "out_of_service"));
    // Staff still get in.
    stage_go(stage, "pin");
    assert_true(at(stage, "pin"));
    stage_restart(stage);
    assert_true(at(stage, "out_of_service"));
    assert_string_equal(stage->kiosk->out_reason, "paper");
    put_command(stage, "c2", "in_service", "");
    assert_true(at(stage, "attract"));
    stage_go(stage, "home");
    assert_true(at(stage, "home"));
    stage_restart(stage);
    assert_true(at(stage, "attract"));
}

static void
a_command_is_carried_out_once(void **state)
{
    struct stage *stage = *state;
    put_command(stage, "c1", "out_of_service", "");
    assert_int_equal(stage_events(stage, "command.done"), 1);
    put_command(stage, "c2", "in_service", "");
    fleet_commands(stage->kiosk);
    assert_true(at(stage, "attract"));
    assert_int_equal(stage_events(stage, "command.done"), 2);
}

static void
the_centre_lifts_the_lock_of_the_pad(void **state)
{
    struct stage *stage = *state;
    struct pin_lock lock;
    for (int i = 0; i < 5; i++)
        assert_int_equal(pin_lock_try(stage->kiosk->store, "07", false,
                                      &lock), ERR_OK);
    assert_true(lock.locked_until > clock_now_ms());
    put_command(stage, "c1", "unlock_pin", "");
    assert_int_equal(pin_lock_load(stage->kiosk->store, &lock), ERR_OK);
    assert_int_equal(lock.wrong, 0);
    assert_int_equal(lock.locked_until, 0);
}

static void
a_revoked_kiosk_serves_nobody(void **state)
{
    struct stage *stage = *state;
    stage_go(stage, "home");
    stage_check_in(stage);
    fleet_revoked(stage->kiosk, "lock");
    assert_true(at(stage, "out_of_service"));
    assert_int_equal(stage_events(stage, "visit.ended"), 1);
    stage_go(stage, "services");
    assert_true(at(stage, "out_of_service"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STAGED(test)                                                         \
    cmocka_unit_test_setup_teardown(test, stage_setup, stage_teardown)
        STAGED(service_stops_and_resumes),
        STAGED(a_command_is_carried_out_once),
        STAGED(the_centre_lifts_the_lock_of_the_pad),
        STAGED(a_revoked_kiosk_serves_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
