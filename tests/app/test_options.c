// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/options.h"

#define WORDS_MAX 8

/** Read a command line given as words behind the program's name. */
static bool
parse(struct options *out, char problem[256], const char *const *words)
{
    char *argv[WORDS_MAX + 1] = {(char *)"talent-kiosk"};
    int argc = 1;
    for (; words[argc - 1]; argc++)
        argv[argc] = (char *)words[argc - 1];
    return options_parse(argc, argv, out, problem, 256);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
reads_the_kiosk(void **state)
{
    struct options options;
    char problem[256];
    (void)state;
    assert_true(parse(&options, problem,
                      WORDS("--config", "a.conf", "--profile=hospital",
                            "--data=/d", "--window", "540x960", "--drive")));
    assert_int_equal(options.command, COMMAND_KIOSK);
    assert_string_equal(options.config, "a.conf");
    assert_string_equal(options.profile, "hospital");
    assert_string_equal(options.data, "/d");
    assert_int_equal(options.window_w, 540);
    assert_int_equal(options.window_h, 960);
    assert_true(options.drive);
    assert_null(options.drive_path);
}

static void
reads_commands_and_options_in_any_order(void **state)
{
    struct options options;
    char problem[256];
    (void)state;
    assert_true(parse(&options, problem,
                      WORDS("--data", "/d", "enrol", "https://hub", "c0de")));
    assert_int_equal(options.command, COMMAND_ENROL);
    assert_string_equal(options.args[0], "https://hub");
    assert_string_equal(options.args[1], "c0de");
    assert_true(parse(&options, problem,
                      WORDS("export", "out.ndjson", "--json")));
    assert_int_equal(options.command, COMMAND_EXPORT);
    assert_string_equal(options.args[0], "out.ndjson");
    assert_true(options.json);
    assert_true(parse(&options, problem, WORDS("--drive=/tmp/s")));
    assert_string_equal(options.drive_path, "/tmp/s");
    assert_true(parse(&options, problem, WORDS("doctor", "--help")));
    assert_true(options.help);
}

static void
refuses_what_cannot_be_meant(void **state)
{
    static const char *const lines[][4] = {
        {"--windows", "1x1"}, {"--window", "1080"},
        {"--window", "1x1920"}, {"--window", "9999x1080"},
        {"--window", "10x"}, {"--config"}, {"--data="}, {"--drive="},
        {"enrol", "https://hub"}, {"enrol"}, {"export"},
        {"sync", "now"}, {"kiosk"}, {"--profile", "airport"},
        {"sync", "--drive"}, {"doctor", "--window", "540x960"},
    };
    struct options options;
    char problem[256];
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        problem[0] = '\0';
        assert_false(parse(&options, problem, lines[i]));
        // "what happened: what to do"
        assert_non_null(strchr(problem, ':'));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_kiosk),
        cmocka_unit_test(reads_commands_and_options_in_any_order),
        cmocka_unit_test(refuses_what_cannot_be_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
