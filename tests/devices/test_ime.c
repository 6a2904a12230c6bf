// SPDX-License-Identifier: Apache-2.0
#include "devices/ime.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/file.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

// Longer than any of this takes, under asan on a busy machine.
#define PATIENCE_MS 60000

/** What the input method said, gathered from its thread. */
struct heard {
    struct mutex mutex;
    struct cond cond;
    struct ime_answer last; // protected by mutex
    int answers, aways, backs;
    struct ime *ime;
    char folder[64], program[96];
};

static void
on_answer(const struct ime_answer *answer, void *userdata)
{
    struct heard *heard = userdata;
    mutex_lock(&heard->mutex);
    heard->last = *answer;
    heard->answers += answer->news == IME_ANSWER;
    heard->aways += answer->news == IME_AWAY;
    heard->backs += answer->news == IME_BACK;
    cond_broadcast(&heard->cond);
    mutex_unlock(&heard->mutex);
}

static int
setup(void **state)
{
    struct heard *heard = calloc(1, sizeof(*heard));
    assert_non_null(heard);
    log_set_level(LOG_LEVEL_OFF);
    assert_int_equal(mutex_init(&heard->mutex), ERR_OK);
    assert_int_equal(cond_init(&heard->cond), ERR_OK);
    str_copy(heard->folder, sizeof(heard->folder), "/tmp/test-ime-XXXXXX");
    assert_non_null(mkdtemp(heard->folder));
    str_format(heard->program, sizeof(heard->program), "%s/helper",
               heard->folder);
    *state = heard;
    return 0;
}

static int
teardown(void **state)
{
    struct heard *heard = *state;
    ime_stop(heard->ime);
    ime_join(heard->ime);
    unlink(heard->program);
    assert_int_equal(rmdir(heard->folder), 0);
    cond_destroy(&heard->cond);
    mutex_destroy(&heard->mutex);
    free(heard);
    return 0;
}

static void
write_helper(struct heard *heard, const char *script)
{
    assert_int_equal(file_write(heard->program, 0700, script,
                                strlen(script)),
                     ERR_OK);
}

static void
start(struct heard *heard, const char *program)
{
    struct ime_options options = {
        .program = program, .on_answer = on_answer, .userdata = heard,
    };
    assert_int_equal(ime_start(&options, &heard->ime), ERR_OK);
}

static void
ask(struct heard *heard, uint32_t serial, const char *letters)
{
    struct ime_ask question = {.serial = serial, .count = 30};
    str_copy(question.letters, sizeof(question.letters), letters);
    ime_ask(heard->ime, &question);
}

static void
wait_for(struct heard *heard, const int *count, int at_least)
{
    mutex_lock(&heard->mutex);
    while (*count < at_least) {
        assert_true(cond_wait(&heard->cond, &heard->mutex, PATIENCE_MS));
    }
    mutex_unlock(&heard->mutex);
}

static void
test_script(void **state)
{
    struct heard *heard = *state;
    const struct ime_script script[] = {
        {"an", false,
         {.total = 1, .split = "an", .words = {{"安", 2}}, .count = 1}},
    };
    struct ime_options options = {
        .script = script, .script_count = 1, .on_answer = on_answer,
        .userdata = heard,
    };
    assert_int_equal(ime_start(&options, &heard->ime), ERR_OK);
    ask(heard, 3, "an");
    assert_int_equal(heard->last.serial, 3);
    assert_string_equal(heard->last.words[0].text, "安");
    ask(heard, 4, "other");
    assert_int_equal(heard->last.serial, 4);
    assert_int_equal(heard->last.count, 0);
    assert_false(ime_is_busy(heard->ime));
}

static void
test_answers(void **state)
{
    struct heard *heard = *state;
    write_helper(heard, "#!/bin/sh\necho ready 1\n"
                        "while read verb id rest; do\n"
                        "printf 'ok %s 1 an\\t2 安\\n' $id; done\n");
    start(heard, heard->program);
    ask(heard, 9, "an");
    wait_for(heard, &heard->answers, 1);
    assert_int_equal(heard->last.serial, 9);
    assert_string_equal(heard->last.words[0].text, "安");
    while (ime_is_busy(heard->ime)) {
        usleep(1000);
    }
    assert_int_equal(heard->aways, 0);
}

static void
test_only_the_newest(void **state)
{
    struct heard *heard = *state;
    // The first answer comes when a second line was read: never by itself.
    write_helper(heard, "#!/bin/sh\necho ready 1\n"
                        "while read verb id rest; do\n"
                        "printf 'ok %s 1 an\\t2 安\\n' $id; done\n");
    start(heard, heard->program);
    for (uint32_t i = 1; i <= 200; i++) {
        ask(heard, i, "an");
    }
    mutex_lock(&heard->mutex);
    while (heard->last.serial != 200) {
        assert_true(cond_wait(&heard->cond, &heard->mutex, PATIENCE_MS));
    }
    mutex_unlock(&heard->mutex);
    assert_true(heard->answers <= 200);
}

static void
test_not_installed(void **state)
{
    struct heard *heard = *state;
    start(heard, heard->program);
    ask(heard, 5, "an");
    mutex_lock(&heard->mutex);
    while (heard->last.serial != 5) {
        assert_true(cond_wait(&heard->cond, &heard->mutex, PATIENCE_MS));
    }
    mutex_unlock(&heard->mutex);
    assert_int_equal(heard->last.news, IME_AWAY);
    assert_int_equal(heard->answers, 0);
}

static void
test_ends_and_comes_back(void **state)
{
    struct heard *heard = *state;
    // Ends at the first question of each run but the second.
    write_helper(heard, "#!/bin/sh\necho ready 1\nread line\n"
                        "mark=$0.mark\n"
                        "if [ ! -e $mark ]; then : >$mark; exit 3; fi\n"
                        "rm $mark; set -- $line\n"
                        "printf 'ok %s 1 an\\t2 安\\n' $2; read line\n");
    start(heard, heard->program);
    ask(heard, 1, "an");
    wait_for(heard, &heard->aways, 1);
    wait_for(heard, &heard->backs, 1);
    ask(heard, 2, "an");
    wait_for(heard, &heard->answers, 1);
    assert_int_equal(heard->last.serial, 2);
}

static void
test_silent_at_once(void **state)
{
    struct heard *heard = *state;
    write_helper(heard, "#!/bin/sh\nexec sleep 60\n");
    start(heard, heard->program);
    ask(heard, 1, "an");
    wait_for(heard, &heard->aways, 1);
    assert_int_equal(heard->last.serial, 1);
}

static void
test_silent_later(void **state)
{
    struct heard *heard = *state;
    write_helper(heard, "#!/bin/sh\necho ready 1\nexec sleep 60\n");
    start(heard, heard->program);
    ask(heard, 1, "an");
    wait_for(heard, &heard->aways, 1);
    wait_for(heard, &heard->backs, 1);
    assert_int_equal(heard->answers, 0);
}

static void
test_talks_nonsense(void **state)
{
    struct heard *heard = *state;
    write_helper(heard, "#!/bin/sh\necho ready 1\nread line\n"
                        "head -c 100000 /dev/zero\n");
    start(heard, heard->program);
    ask(heard, 1, "an");
    wait_for(heard, &heard->aways, 1);
    wait_for(heard, &heard->backs, 1);
    assert_int_equal(heard->answers, 0);
}

static void
test_another_version(void **state)
{
    struct heard *heard = *state;
    write_helper(heard, "#!/bin/sh\necho ready 2\nread line\n");
    start(heard, heard->program);
    wait_for(heard, &heard->aways, 1);
    assert_int_equal(heard->backs, 0);
}

static void
test_letters_that_cannot_be_asked(void **state)
{
    struct heard *heard = *state;
    write_helper(heard, "#!/bin/sh\necho ready 1\nread line\n");
    start(heard, heard->program);
    ask(heard, 1, "AN\n");
    wait_for(heard, &heard->answers, 1);
    assert_int_equal(heard->last.count, 0);
    assert_int_equal(heard->aways, 0);
}

static void
test_real_helper(void **state)
{
    struct heard *heard = *state;
    struct ime_options options = {
        .program = BINARY_DIR "/bin/talent-kiosk-ime",
        .words = SOURCE_DIR "/assets/ime/hall.txt",
        .on_answer = on_answer,
        .userdata = heard,
    };
    assert_int_equal(ime_start(&options, &heard->ime), ERR_OK);
    // A busy machine may be slower than a visitor would wait.
    for (uint32_t serial = 1; serial < 20; serial++) {
        ask(heard, serial, "anjiafei");
        mutex_lock(&heard->mutex);
        while (heard->last.serial != serial) {
            assert_true(
                cond_wait(&heard->cond, &heard->mutex, PATIENCE_MS));
        }
        mutex_unlock(&heard->mutex);
        if (heard->last.news == IME_ANSWER) {
            break;
        }
    }
    assert_string_equal(heard->last.words[0].text, "安家费");
    assert_int_equal(heard->last.words[0].letters, 8);
    assert_string_equal(heard->last.split, "an jia fei");
}

int
main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(test_script),
        CASE(test_answers),
        CASE(test_only_the_newest),
        CASE(test_not_installed),
        CASE(test_ends_and_comes_back),
        CASE(test_silent_at_once),
        CASE(test_silent_later),
        CASE(test_talks_nonsense),
        CASE(test_another_version),
        CASE(test_letters_that_cannot_be_asked),
        CASE(test_real_helper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
