// SPDX-License-Identifier: Apache-2.0
#include "util/thread.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

// Which thread is main: written once by thread_mark_main before a second
// thread exists, so that functions bound to it can assert it. Global because
// the thread that runs a function is not among its arguments.
static struct {
    pthread_t thread;
    atomic_bool marked;
} main_thread;

enum err
mutex_init(struct mutex *mutex)
{
    pthread_mutexattr_t attr;
    int rc;

    rc = pthread_mutexattr_init(&attr);
    if (rc != 0) {
        return ERR_NO_MEMORY;
    }
    // Error checking, so that locking twice is found and not a stand-still.
    (void)pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
    rc = pthread_mutex_init(&mutex->native, &attr);
    (void)pthread_mutexattr_destroy(&attr);
    mutex->ready = rc == 0;
    return rc == 0 ? ERR_OK : ERR_NO_MEMORY;
}

void
mutex_destroy(struct mutex *mutex)
{
    if (mutex && mutex->ready) {
        int rc = pthread_mutex_destroy(&mutex->native);

        assert(rc == 0);
        (void)rc;
        mutex->ready = false;
    }
}

void
mutex_lock(struct mutex *mutex)
{
    int rc;

    assert(mutex->ready);
    rc = pthread_mutex_lock(&mutex->native);
    assert(rc == 0);
    (void)rc;
}

void
mutex_unlock(struct mutex *mutex)
{
    int rc;

    assert(mutex->ready);
    rc = pthread_mutex_unlock(&mutex->native);
    assert(rc == 0);
    (void)rc;
}

enum err
cond_init(struct cond *cond)
{
    pthread_condattr_t attr;
    int rc;

    rc = pthread_condattr_init(&attr);
    if (rc != 0) {
        return ERR_NO_MEMORY;
    }
    // A step of the wall clock must not stretch or cut a wait.
    (void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    rc = pthread_cond_init(&cond->native, &attr);
    (void)pthread_condattr_destroy(&attr);
    cond->ready = rc == 0;
    return rc == 0 ? ERR_OK : ERR_NO_MEMORY;
}

void
cond_destroy(struct cond *cond)
{
    if (cond && cond->ready) {
        (void)pthread_cond_destroy(&cond->native);
        cond->ready = false;
    }
}

bool
cond_wait(struct cond *cond, struct mutex *mutex, int64_t timeout_ms)
{
    struct timespec until = {0};
    int rc;

    assert(cond->ready && mutex->ready);
    if (timeout_ms < 0) {
        rc = pthread_cond_wait(&cond->native, &mutex->native);
    } else {
        (void)clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += (time_t)(timeout_ms / 1000);
        until.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
        rc = pthread_cond_timedwait(&cond->native, &mutex->native, &until);
    }
    assert(rc == 0 || rc == ETIMEDOUT);
    return rc == 0;
}

void
cond_broadcast(struct cond *cond)
{
    assert(cond->ready);
    (void)pthread_cond_broadcast(&cond->native);
}

static void *
run_thread(void *userdata)
{
    struct thread *thread = userdata;

    (void)pthread_setname_np(pthread_self(), thread->name);
    thread->run(thread->userdata);
    return NULL;
}

enum err
thread_start(struct thread *thread, const char *name, thread_fn *run,
             void *userdata)
{
    sigset_t all, old;
    int rc;

    assert(!thread->started);
    thread->run = run;
    thread->userdata = userdata;
    (void)str_copy(thread->name, sizeof(thread->name), name);
    // The new thread inherits a full mask, so signals reach main alone.
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &old);
    rc = pthread_create(&thread->native, NULL, run_thread, thread);
    (void)pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (rc != 0) {
        LOGE("thread: %s not started: %s", name, strerror(rc));
        return ERR_NO_MEMORY;
    }
    thread->started = true;
    return ERR_OK;
}

void
thread_join(struct thread *thread)
{
    if (thread && thread->started) {
        int rc = pthread_join(thread->native, NULL);

        assert(rc == 0);
        (void)rc;
        thread->started = false;
    }
}

void
thread_step_back(int nice)
{
    // Of this thread alone: Linux keeps a nice value for each.
    (void)setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), nice);
}

void
thread_mark_main(void)
{
    main_thread.thread = pthread_self();
    atomic_store(&main_thread.marked, true);
}

bool
thread_is_main(void)
{
    return !atomic_load(&main_thread.marked)
        || pthread_equal(main_thread.thread, pthread_self());
}
