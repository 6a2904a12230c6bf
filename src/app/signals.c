// SPDX-License-Identifier: Apache-2.0
#include "app/signals.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "app/post.h"
#include "util/log.h"
#include "util/thread.h"

struct signals {
    struct thread thread;
    struct post *post; // borrowed
    int fd;            // signalfd
    int wake;          // eventfd: stop
};

static void
ending_signals(sigset_t *out)
{
    sigemptyset(out);
    sigaddset(out, SIGTERM);
    sigaddset(out, SIGINT);
    sigaddset(out, SIGHUP);
}

void
signals_block(void)
{
    sigset_t set;
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    ending_signals(&set);
    (void)pthread_sigmask(SIG_BLOCK, &set, NULL);
    (void)sigaction(SIGPIPE, &ignore, NULL);
}

/* Thread: signals */
static void
run(void *userdata)
{
    struct signals *signals = userdata;
    struct pollfd fds[2] = {{.fd = signals->fd, .events = POLLIN},
                            {.fd = signals->wake, .events = POLLIN}};
    struct signalfd_siginfo info;
    while (!fds[1].revents) {
        if (poll(fds, 2, -1) < 0)
            continue;
        if (!fds[0].revents ||
            read(signals->fd, &info, sizeof info) != sizeof info)
            continue;
        LOGI("signals: asked to end");
        struct letter *letter = letter_create(LETTER_QUIT);
        if (letter)
            post_send(signals->post, letter);
    }
}

static void
signals_free(struct signals *signals)
{
    if (signals->fd >= 0)
        close(signals->fd);
    if (signals->wake >= 0)
        close(signals->wake);
    free(signals);
}

enum err
signals_start(struct post *post, struct signals **out)
{
    sigset_t set;
    struct signals *signals = calloc(1, sizeof *signals);
    if (!signals)
        return ERR_NO_MEMORY;
    ending_signals(&set);
    signals->post = post;
    signals->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    signals->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    enum err err = signals->fd < 0 || signals->wake < 0 ? ERR_IO : ERR_OK;
    if (err == ERR_OK)
        err = thread_start(&signals->thread, "signals", run, signals);
    if (err != ERR_OK) {
        signals_free(signals);
        return err;
    }
    *out = signals;
    return ERR_OK;
}

void
signals_stop(struct signals *signals)
{
    uint64_t one = 1;
    if (!signals)
        return;
    ssize_t done = write(signals->wake, &one, sizeof one);
    (void)done;
}

void
signals_join(struct signals *signals)
{
    if (!signals)
        return;
    thread_join(&signals->thread);
    signals_free(signals);
}
