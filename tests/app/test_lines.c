// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <SDL2/SDL.h>
#include <cmocka.h>

#include "app/lines.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

/** Main's side, and the partner's end of a pair of sockets. */
struct desk {
    struct post post;
    struct lines *lines;
    int ours, theirs;
};

static int
setup(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    int pair[2];
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_int_equal(SDL_Init(SDL_INIT_VIDEO), 0);
    assert_int_equal(post_init(&desk->post), ERR_OK);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    desk->ours = pair[0];
    desk->theirs = pair[1];
    log_set_level(LOG_LEVEL_OFF);
    assert_int_equal(
        lines_start(&(struct lines_options){.post = &desk->post,
                                            .in = desk->ours,
                                            .out = desk->ours,
                                            .listen = -1,
                                            .end_matters = true},
                    &desk->lines),
        ERR_OK);
    *state = desk;
    return 0;
}

static int
teardown(void **state)
{
    struct desk *desk = *state;
    lines_stop(desk->lines);
    lines_join(desk->lines);
    post_destroy(&desk->post);
    close(desk->ours);
    if (desk->theirs >= 0)
        close(desk->theirs);
    SDL_Quit();
    free(desk);
    return 0;
}

static struct line_letter *
next(struct desk *desk)
{
    SDL_Event event;
    for (int i = 0; i < 1000; i++)
        if (post_wait(&desk->post, &event, 5000) &&
            post_letter(&desk->post, &event))
            return (struct line_letter *)post_letter(&desk->post, &event);
    return NULL;
}

static void
answer(struct line_letter *line, const char *text)
{
    struct buf out;
    buf_init(&out, LINES_ANSWER_MAX);
    buf_add_str(&out, text);
    lines_answer(line, &out);
    buf_clear(&out);
}

static void
say(struct desk *desk, const char *text)
{
    size_t len = strlen(text);
    assert_int_equal(write(desk->theirs, text, len), len);
}

static void
assert_heard(struct desk *desk, const char *text)
{
    char got[64] = "";
    size_t used = 0;
    while (!used || got[used - 1] != '\n') {
        ssize_t more = read(desk->theirs, got + used, 1);
        assert_int_equal(more, 1);
        used++;
    }
    got[used - 1] = '\0';
    assert_string_equal(got, text);
}

static void
lines_are_answered_one_by_one(void **state)
{
    struct desk *desk = *state;
    say(desk, "first\n\n   \r\nsec");
    struct line_letter *line = next(desk);
    assert_string_equal(line->text, "first");
    say(desk, "ond\nthird");
    answer(line, "1");
    assert_heard(desk, "1");
    line = next(desk);
    assert_string_equal(line->text, "second");
    answer(line, "2");
    assert_heard(desk, "2");
    // The last line may lack its end.
    shutdown(desk->theirs, SHUT_WR);
    line = next(desk);
    assert_string_equal(line->text, "third");
    answer(line, "3");
    assert_heard(desk, "3");
    line = next(desk);
    assert_true(line->end);
    line->letter.discard(&line->letter);
}

static void
writer(void *userdata)
{
    struct desk *desk = userdata;
    char *long_line = malloc(LINES_MAX + 2);
    memset(long_line, 'x', LINES_MAX + 1);
    long_line[LINES_MAX] = '\n';
    (void)!write(desk->theirs, long_line, LINES_MAX + 1);
    memset(long_line, 'y', LINES_MAX + 1);
    long_line[LINES_MAX + 1] = '\n';
    (void)!write(desk->theirs, long_line, LINES_MAX + 2);
    (void)!write(desk->theirs, "after\n", 6);
    free(long_line);
}

static void
a_line_is_at_most_64_kib(void **state)
{
    struct desk *desk = *state;
    struct thread thread = {0};
    assert_int_equal(thread_start(&thread, "writer", writer, desk), ERR_OK);
    struct line_letter *line = next(desk);
    assert_non_null(line->text);
    assert_int_equal(line->length, LINES_MAX);
    answer(line, "fits");
    line = next(desk);
    assert_null(line->text);
    assert_false(line->end);
    answer(line, "too long");
    line = next(desk);
    assert_string_equal(line->text, "after");
    answer(line, "after");
    thread_join(&thread);
    assert_heard(desk, "fits");
    assert_heard(desk, "too long");
    assert_heard(desk, "after");
}

static void
a_stop_ends_a_line_that_waits(void **state)
{
    struct desk *desk = *state;
    say(desk, "never answered\n");
    struct line_letter *line = next(desk);
    assert_non_null(line);
    lines_stop(desk->lines);
    line->letter.discard(&line->letter);
    lines_join(desk->lines);
    desk->lines = NULL;
}

static void
sockets_are_private_and_replaced_when_abandoned(void **state)
{
    char dir[] = "/tmp/talent-lines-XXXXXX";
    char path[64];
    struct stat there;
    int first = -1, second = -1;
    (void)state;
    assert_non_null(mkdtemp(dir));
    str_format(path, sizeof path, "%s/socket", dir);
    assert_int_equal(lines_listen(path, &first), ERR_OK);
    assert_int_equal(stat(path, &there), 0);
    assert_int_equal(there.st_mode & 0777, 0600);
    assert_int_equal(lines_listen(path, &second), ERR_CONFLICT);
    close(first);
    assert_int_equal(lines_listen(path, &second), ERR_OK);
    close(second);
    unlink(path);
    // Something else that lies there is not ours to remove.
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(lines_listen(path, &second), ERR_CONFLICT);
    rmdir(path);
    rmdir(dir);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_are_answered_one_by_one,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_line_is_at_most_64_kib, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_stop_ends_a_line_that_waits,
                                        setup, teardown),
        cmocka_unit_test(sockets_are_private_and_replaced_when_abandoned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
