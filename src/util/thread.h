// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_THREAD_H
#define UTIL_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "util/err.h"

/** A lock that is never recursive; misuse is an assertion. */
struct mutex {
    pthread_mutex_t native;
    bool ready;
};

struct cond {
    pthread_cond_t native;
    bool ready;
};

typedef void thread_fn(void *userdata);

/** A thread of ours; zeroed means "none", which can be joined at will. */
struct thread {
    pthread_t native;
    thread_fn *run;
    void *userdata; // borrowed until joined
    char name[16];  // shown by top and gdb
    bool started;
};

enum err
mutex_init(struct mutex *mutex);

void
mutex_destroy(struct mutex *mutex);

void
mutex_lock(struct mutex *mutex);

void
mutex_unlock(struct mutex *mutex);

enum err
cond_init(struct cond *cond);

void
cond_destroy(struct cond *cond);

/**
 * Wait at most `timeout_ms` of real time, negative for ever; false when it
 * ran out. The mutex is held before and after. Wakes may be spurious.
 */
bool
cond_wait(struct cond *cond, struct mutex *mutex, int64_t timeout_ms);

/** Wake every waiter. */
void
cond_broadcast(struct cond *cond);

/** `thread` stays where it is until joined. Signals stay with main. */
enum err
thread_start(struct thread *thread, const char *name, thread_fn *run,
             void *userdata);

void
thread_join(struct thread *thread);

/** Let the thread that calls go behind others: its nice value, 0 to 19. */
void
thread_step_back(int nice);

/** Call once from main, before any other thread exists. */
void
thread_mark_main(void);

/** True on the marked thread; true everywhere while none is marked. */
bool
thread_is_main(void);

#endif
