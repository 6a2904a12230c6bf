// SPDX-License-Identifier: Apache-2.0
#include "powercut_vfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "util/str.h"

#define TICKETS_MAX 900
#define CUTS_DEFAULT 25

// Cuts of one run, from the command line.
static int cuts = CUTS_DEFAULT;
static uint64_t seed = 1;

struct shown {
    char id[UUID_SIZE];
    char number[TICKET_NUMBER_SIZE];
};

// What visitors were shown, by letter's counter, and what they may have.
struct hall {
    struct fixture *fixture;
    struct shown shown[TICKETS_MAX];
    size_t count;
    uint64_t random;
};

static uint64_t
next_random(struct hall *hall)
{
    hall->random = hall->random * 6364136223846793005u + 1442695040888963407u;
    return hall->random >> 33;
}

static bool
take_one(struct hall *hall)
{
    struct visit visit = fixture_visit(next_random(hall) % 2 ? "a" : "b");
    struct check_in_result result;
    size_t i;

    if (visit_check_in(hall->fixture->store, &visit, "", &result) != ERR_OK) {
        return false;
    }
    assert_int_equal(result.outcome, CHECK_IN_TAKEN);
    for (i = 0; i < hall->count; i++) {
        assert_string_not_equal(hall->shown[i].number, result.ticket.number);
    }
    assert_true(hall->count < TICKETS_MAX);
    str_copy(hall->shown[hall->count].id, UUID_SIZE, result.ticket.id);
    str_copy(hall->shown[hall->count].number, TICKET_NUMBER_SIZE,
             result.ticket.number);
    hall->count++;
    return true;
}

static void
everything_is_there(struct hall *hall)
{
    char complaint[256];
    size_t count;
    size_t i;
    char *events = fixture_pending(hall->fixture, &count);

    assert_int_equal(store_check(hall->fixture->store, complaint,
                                 sizeof(complaint)), ERR_OK);
    assert_string_equal(complaint, "");
    for (i = 0; i < hall->count; i++) {
        struct ticket ticket;

        assert_int_equal(ticket_get(hall->fixture->store, hall->shown[i].id,
                                    &ticket), ERR_OK);
        assert_string_equal(ticket.number, hall->shown[i].number);
        assert_non_null(strstr(events, hall->shown[i].id));
    }
    free(events);
}

static void
what_was_shown_survives_every_cut(void **state)
{
    struct hall hall = {.fixture = *state, .random = seed};
    int round;

    fixture_catalogue(hall.fixture, 1);
    for (round = 0; round < cuts && hall.count + 40 < TICKETS_MAX; round++) {
        powercut_arm(1 + next_random(&hall) % 250);
        while (take_one(&hall)) {
            // A checkpoint is cut as well as a commit.
            if (next_random(&hall) % 8 == 0
                && store_back_up(hall.fixture->store) != ERR_OK) {
                break;
            }
        }
        assert_true(powercut_happened());
        fixture_close(hall.fixture);
        powercut_restore();
        fixture_open(hall.fixture);
        assert_false(hall.fixture->condition.restored);
        assert_false(hall.fixture->condition.created);
        everything_is_there(&hall);
    }
    print_message("%d cuts, %zu tickets\n", round, hall.count);
}

static void
a_cut_while_opening_does_no_harm(void **state)
{
    struct hall hall = {.fixture = *state, .random = seed};
    uint64_t at;

    fixture_catalogue(hall.fixture, 1);
    take_one(&hall);
    for (at = 1; at < 60; at += 3) {
        struct store_condition condition;

        fixture_close(hall.fixture);
        powercut_arm(at);
        (void)store_open(hall.fixture->dir, &hall.fixture->store,
                         &condition);
        store_close(hall.fixture->store);
        hall.fixture->store = NULL;
        powercut_restore();
        fixture_open(hall.fixture);
        assert_false(hall.fixture->condition.restored);
        take_one(&hall);
        everything_is_there(&hall);
    }
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_shown_survives_every_cut,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(a_cut_while_opening_does_no_harm,
                                        fixture_setup, fixture_teardown),
    };

    if (argc > 1) {
        cuts = (int)strtol(argv[1], NULL, 10);
    }
    if (argc > 2) {
        seed = strtoull(argv[2], NULL, 10);
    }
    if (!powercut_install(seed, 25)) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
