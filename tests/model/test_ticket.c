// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "model/ticket.h"

static void
numbers_both_ways(void **state)
{
    static const struct {
        const char *number;
        char letter;
        int sign, counter;
    } cases[] = {
        {"A1012", 'A', 1, 12}, {"A012", 'A', 0, 12}, {"Z9999", 'Z', 9, 999},
        {"B001", 'B', 0, 1},   {"B999", 'B', 0, 999},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char number[TICKET_NUMBER_SIZE], letter;
        int sign, counter;

        assert_true(ticket_number_format(cases[i].letter, cases[i].sign,
                                         cases[i].counter, number));
        assert_string_equal(number, cases[i].number);
        assert_true(ticket_number_parse(number, &letter, &sign, &counter));
        assert_int_equal(letter, cases[i].letter);
        assert_int_equal(sign, cases[i].sign);
        assert_int_equal(counter, cases[i].counter);
    }
}

static void
numbers_that_are_none(void **state)
{
    static const char *const bad[] = {"", "A", "A12", "A000", "A0012",
                                      "A10123", "I012", "a012", "A1000",
                                      "A-12", "12"};
    char number[TICKET_NUMBER_SIZE], letter;
    int sign, counter;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(ticket_number_parse(bad[i], &letter, &sign, &counter));
    }
    assert_false(ticket_number_parse(NULL, &letter, &sign, &counter));
    // After 999 the letter is full for the day.
    assert_false(ticket_number_format('A', 1, 1000, number));
    assert_string_equal(number, "");
    assert_false(ticket_number_format('A', 1, 0, number));
    assert_false(ticket_number_format('A', 10, 1, number));
    assert_false(ticket_number_format('O', 1, 1, number));
}

static void
moves(void **state)
{
    // One row a state from waiting on; -1 is refused.
    static const int after[5][6] = {
        //           call recall serve miss requeue cancel
        /* waiting */ {1, -1, -1, -1, -1, 4},
        /* called  */ {-1, 1, 2, 3, -1, 4},
        /* served  */ {-1, -1, -1, -1, -1, -1},
        /* missed  */ {-1, -1, -1, -1, 0, 4},
        /* cancel. */ {-1, -1, -1, -1, -1, -1},
    };

    (void)state;
    for (int from = 0; from < 5; from++) {
        for (int move = 0; move < 6; move++) {
            enum ticket_state to = TICKET_WAITING;
            bool legal = ticket_move((enum ticket_state)from,
                                     (enum ticket_move)move, &to);

            assert_int_equal(legal, after[from][move] >= 0);
            if (legal) {
                assert_int_equal(to, after[from][move]);
            }
        }
    }
}

static void
merging(void **state)
{
    (void)state;
    assert_int_equal(ticket_merge(TICKET_SERVED, TICKET_CANCELLED),
                     TICKET_SERVED);
    assert_int_equal(ticket_merge(TICKET_MISSED, TICKET_CANCELLED),
                     TICKET_CANCELLED);
    assert_int_equal(ticket_merge(TICKET_MISSED, TICKET_CALLED),
                     TICKET_MISSED);
    assert_int_equal(ticket_merge(TICKET_WAITING, TICKET_MISSED),
                     TICKET_MISSED);
    assert_int_equal(ticket_merge(TICKET_CALLED, TICKET_WAITING),
                     TICKET_WAITING);
    assert_int_equal(ticket_merge(TICKET_WAITING, TICKET_CALLED),
                     TICKET_CALLED);
}

static int
compare(const void *a, const void *b)
{
    return ticket_compare(a, b);
}

static void
order_of_calling(void **state)
{
    struct ticket line[] = {
        {.number = "7", .issued_ms = 50, .kiosk = "hall-2", .seq = 9},
        {.number = "5", .issued_ms = 50, .kiosk = "hall-1", .seq = 3},
        {.number = "6", .issued_ms = 50, .kiosk = "hall-1", .seq = 4},
        {.number = "3", .issued_ms = 70, .class = TICKET_PRIORITY},
        {.number = "4", .issued_ms = 40},
        {.number = "2", .issued_ms = 90, .class = TICKET_EMERGENCY},
        // Called already: nothing that arrives late goes before it.
        {.number = "1", .issued_ms = 80, .state = TICKET_CALLED},
    };
    size_t count = sizeof(line) / sizeof(line[0]);

    (void)state;
    qsort(line, count, sizeof(line[0]), compare);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(line[i].number[0], '1' + (int)i);
    }
    assert_int_equal(ticket_compare(&line[0], &line[0]), 0);
}

static void
words(void **state)
{
    enum ticket_class class;
    enum ticket_state ticket;
    enum ticket_slip slip;

    (void)state;
    assert_true(ticket_class_parse("emergency", &class));
    assert_string_equal(ticket_class_name(class), "emergency");
    assert_false(ticket_class_parse("vip", &class));
    assert_true(ticket_state_parse("missed", &ticket));
    assert_string_equal(ticket_state_name(ticket), "missed");
    assert_false(ticket_state_parse("", &ticket));
    assert_true(ticket_slip_parse("printed", &slip));
    assert_string_equal(ticket_slip_name(slip), "printed");
    assert_false(ticket_slip_parse(NULL, &slip));
    assert_true(ticket_is_open(TICKET_WAITING));
    assert_true(ticket_is_open(TICKET_CALLED));
    assert_false(ticket_is_open(TICKET_MISSED));
}

static void
clearing_wipes(void **state)
{
    struct ticket ticket, zero;

    (void)state;
    memset(&ticket, 0x55, sizeof(ticket));
    memset(&zero, 0, sizeof(zero));
    ticket_clear(&ticket);
    assert_memory_equal(&ticket, &zero, sizeof(ticket));
    ticket_clear(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_both_ways),
        cmocka_unit_test(numbers_that_are_none),
        cmocka_unit_test(moves),
        cmocka_unit_test(merging),
        cmocka_unit_test(order_of_calling),
        cmocka_unit_test(words),
        cmocka_unit_test(clearing_wipes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
