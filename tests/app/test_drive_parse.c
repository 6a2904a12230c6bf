// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/drive_parse.h"

static struct drive_command command;
static char problem[160];

static enum err
parse(const char *line)
{
    drive_command_clear(&command);
    problem[0] = '\0';
    return drive_parse(line, strlen(line), &command, problem,
                       sizeof problem);
}

static int
teardown(void **state)
{
    (void)state;
    drive_command_clear(&command);
    return 0;
}

static void
assert_command(const char *line, enum drive_verb verb, const char *text)
{
    assert_int_equal(parse(line), ERR_OK);
    assert_int_equal(command.verb, verb);
    if (text)
        assert_string_equal(command.text, text);
    else
        assert_null(command.text);
}

static void
every_command_is_known(void **state)
{
    (void)state;
    assert_command("tree", DRIVE_TREE, NULL);
    assert_command("  tree \r", DRIVE_TREE, NULL);
    assert_command("tap home.scan", DRIVE_TAP_ID, "home.scan");
    assert_command("tap \"返回\"", DRIVE_TAP_LABEL, "返回");
    assert_command("tap 12 34", DRIVE_TAP_AT, NULL);
    assert_int_equal(command.x, 12);
    assert_int_equal(command.y, 34);
    assert_command("hold header.site 3200", DRIVE_HOLD, "header.site");
    assert_int_equal(command.ms, 3200);
    assert_command("swipe 1 2 3 4", DRIVE_SWIPE, NULL);
    assert_int_equal(command.ms, DRIVE_SWIPE_MS);
    assert_command("swipe 1 2 3 4 900", DRIVE_SWIPE, NULL);
    assert_int_equal(command.y2, 4);
    assert_int_equal(command.ms, 900);
    assert_command("text \"\"", DRIVE_TEXT, "");
    assert_command("scan \"v4.public.x\"", DRIVE_SCAN, "v4.public.x");
    assert_command("printer paper_low", DRIVE_PRINTER, "paper_low");
    assert_command("wait home.scan", DRIVE_WAIT, "home.scan");
    assert_int_equal(command.ms, DRIVE_WAIT_MS);
    assert_command("wait-screen home 10", DRIVE_WAIT_SCREEN, "home");
    assert_int_equal(command.ms, 10);
    assert_command("idle", DRIVE_IDLE, NULL);
    assert_command("printed", DRIVE_PRINTED, NULL);
    assert_command("printed a.png", DRIVE_PRINTED, "a.png");
    assert_command("clock +90", DRIVE_CLOCK, NULL);
    assert_int_equal(command.seconds, 90);
    assert_command("clock wall -3600", DRIVE_CLOCK_WALL, NULL);
    assert_int_equal(command.seconds, -3600);
    assert_command("clock wall +3600", DRIVE_CLOCK_WALL, NULL);
    assert_command("shot my pictures/a b.png ", DRIVE_SHOT,
                   "my pictures/a b.png");
    assert_command("shot \"a\\u0020b.png\"", DRIVE_SHOT, "a b.png");
    assert_command("stats", DRIVE_STATS, NULL);
    assert_command("quit", DRIVE_QUIT, NULL);
}

static void
malformed_commands_are_errors(void **state)
{
    static const char *const lines[] = {
        "", "tree now", "tap", "tap a b", "tap 12", "tap 1 2 3",
        "tap 40000 1", "tap \"x", "tap \"x\" y", "hold x", "hold x -1",
        "hold x 1e3", "swipe 1 2 3", "swipe 1 2 3 4 5 6", "text",
        "text x", "text 'x'", "scan x", "printer", "printer on",
        "printer ok ok", "wait", "wait x y", "wait \"x\"", "wait-screen",
        "wait x 99999999", "idle x", "clock", "clock 60", "clock -60",
        "clock wall", "clock wall 60", "clock +", "clock +1 2",
        "clock wall +99999999999999999999", "shot", "shot \"\"",
        "quit now", "TREE", "tréé", "clock +-60", "sudo tree",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (parse(lines[i]) != ERR_INVALID)
            fail_msg("taken: %s", lines[i]);
        assert_true(problem[0]);
        assert_null(command.text);
    }
}

static void
strings_are_those_of_json(void **state)
{
    (void)state;
    assert_command("text \"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", DRIVE_TEXT,
                   "\"\\/\b\f\n\r\t");
    assert_command("text \"\\u5b89\\uD842\\uDFB7\"", DRIVE_TEXT, "安𠮷");
    assert_command("text \"䶮\"", DRIVE_TEXT, "䶮");
    static const char *const wrong[] = {
        "text \"\\x41\"", "text \"\\u12\"", "text \"\\u000\"",
        "text \"\\u0000\"", "text \"\\ud842\"", "text \"\\ud842\\u0041\"",
        "text \"\\udfb7\"", "text \"a\tb\"", "text \"\xff\"",
        "text \"\xed\xa0\x80\"", "text \"\\\"", "text \"\\",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(parse(wrong[i]), ERR_INVALID);
}

static void
bytes_that_are_no_text_are_errors(void **state)
{
    static const char zero[] = "tree\0";
    static const char inside[] = "text \"a\0b\"";
    (void)state;
    assert_int_equal(drive_parse(zero, 5, &command, problem,
                                 sizeof problem), ERR_INVALID);
    assert_int_equal(drive_parse(inside, sizeof inside - 1, &command,
                                 problem, sizeof problem), ERR_INVALID);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_command_is_known, teardown),
        cmocka_unit_test_teardown(malformed_commands_are_errors, teardown),
        cmocka_unit_test_teardown(strings_are_those_of_json, teardown),
        cmocka_unit_test_teardown(bytes_that_are_no_text_are_errors,
                                  teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
