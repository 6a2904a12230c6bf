// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/log.h"

// What is written to standard error until the next call of `captured`.
struct capture {
    FILE *file;
    int saved;
    char text[4096];
};

static void
capture_start(struct capture *capture)
{
    capture->file = tmpfile();
    assert_non_null(capture->file);
    capture->saved = dup(STDERR_FILENO);
    assert_true(capture->saved >= 0);
    assert_true(dup2(fileno(capture->file), STDERR_FILENO) >= 0);
}

static const char *
captured(struct capture *capture)
{
    size_t got;

    assert_true(dup2(capture->saved, STDERR_FILENO) >= 0);
    close(capture->saved);
    rewind(capture->file);
    got = fread(capture->text, 1, sizeof(capture->text) - 1, capture->file);
    capture->text[got] = '\0';
    (void)fclose(capture->file);
    return capture->text;
}

static void
levels_and_words(void **state)
{
    struct capture capture;

    (void)state;
    (void)unsetenv("JOURNAL_STREAM");
    capture_start(&capture);
    LOGD("hidden");
    LOGI("store: %d rows", 3);
    LOGW("late");
    LOGE("lost");
    log_set_level(LOG_LEVEL_ERROR);
    LOGW("hidden");
    log_set_level(LOG_LEVEL_OFF);
    LOGE("hidden");
    log_set_level(LOG_LEVEL_INFO);
    assert_string_equal(captured(&capture),
                        "store: 3 rows\nwarning: late\nerror: lost\n");
}

static void
journal_gets_priorities(void **state)
{
    struct capture capture;

    (void)state;
    assert_int_equal(setenv("JOURNAL_STREAM", "8:1", 1), 0);
    capture_start(&capture);
    LOGI("a");
    LOGW("b");
    LOGE("c");
    assert_string_equal(captured(&capture), "<6>a\n<4>b\n<3>c\n");
    (void)unsetenv("JOURNAL_STREAM");
}

static void
one_entry_is_one_short_line(void **state)
{
    struct capture capture;
    char text[3000];
    const char *line;

    (void)state;
    memset(text, 'x', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    capture_start(&capture);
    LOGI("peer said %s", "ok\nerror: forged");
    LOGI("%s", text);
    line = captured(&capture);
    assert_int_equal(strncmp(line, "peer said ok error: forged\n", 27), 0);
    assert_int_equal(strlen(line + 27), 1001);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_and_words),
        cmocka_unit_test(journal_gets_priorities),
        cmocka_unit_test(one_entry_is_one_short_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
