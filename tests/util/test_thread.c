// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>

#include "util/clock.h"
#include "util/thread.h"

struct shared {
    struct mutex mutex;
    struct cond cond;
    int count; // protected by mutex
    bool main_there;
    bool signals_blocked;
};

static int
make_shared(void **state)
{
    static struct shared shared;

    shared = (struct shared){0};
    *state = &shared;
    return mutex_init(&shared.mutex) == ERR_OK
                && cond_init(&shared.cond) == ERR_OK
             ? 0
             : -1;
}

static int
drop_shared(void **state)
{
    struct shared *shared = *state;

    cond_destroy(&shared->cond);
    mutex_destroy(&shared->mutex);
    cond_destroy(&shared->cond);
    mutex_destroy(&shared->mutex);
    mutex_destroy(NULL);
    cond_destroy(NULL);
    return 0;
}

static void
count_up(void *userdata)
{
    struct shared *shared = userdata;
    sigset_t mask;

    for (int i = 0; i < 1000; i++) {
        mutex_lock(&shared->mutex);
        shared->count++;
        cond_broadcast(&shared->cond);
        mutex_unlock(&shared->mutex);
    }
    mutex_lock(&shared->mutex);
    shared->main_there = thread_is_main();
    (void)pthread_sigmask(SIG_BLOCK, NULL, &mask);
    shared->signals_blocked = sigismember(&mask, SIGTERM) == 1;
    mutex_unlock(&shared->mutex);
}

static void
threads_share_under_a_lock(void **state)
{
    struct shared *shared = *state;
    struct thread threads[3] = {0};

    for (int i = 0; i < 3; i++) {
        assert_int_equal(
            thread_start(&threads[i], "counter", count_up, shared), ERR_OK);
    }
    mutex_lock(&shared->mutex);
    while (shared->count < 3000) {
        assert_true(cond_wait(&shared->cond, &shared->mutex, 60000));
    }
    mutex_unlock(&shared->mutex);
    for (int i = 0; i < 3; i++) {
        thread_join(&threads[i]);
        thread_join(&threads[i]); // joining twice is fine
    }
    thread_join(NULL);
    assert_int_equal(shared->count, 3000);
    assert_false(shared->main_there);
    assert_true(shared->signals_blocked);
    assert_true(thread_is_main());
}

static void
waiting_ends_in_time(void **state)
{
    struct shared *shared = *state;
    int64_t start = clock_mono_ms();

    mutex_lock(&shared->mutex);
    while (cond_wait(&shared->cond, &shared->mutex, 30)) {
        // woken early for no reason: the clock decides
    }
    mutex_unlock(&shared->mutex);
    assert_true(clock_mono_ms() - start >= 29);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(threads_share_under_a_lock,
                                        make_shared, drop_shared),
        cmocka_unit_test_setup_teardown(waiting_ends_in_time, make_shared,
                                        drop_shared),
    };

    thread_mark_main();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
