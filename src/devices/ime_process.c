// SPDX-License-Identifier: Apache-2.0
#include "devices/ime_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

// Threads of ours block all signals; a new program must not inherit that.
static bool
set_signals(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    return posix_spawnattr_setsigmask(attributes, &none) == 0
           && posix_spawnattr_setsigdefault(attributes, &all) == 0
           && posix_spawnattr_setflags(attributes,
                                       POSIX_SPAWN_SETSIGMASK
                                           | POSIX_SPAWN_SETSIGDEF)
                  == 0;
}

static int
spawn(const char *program, const char *words, int fd, pid_t *out)
{
    char *arguments[] = {
        (char *)program, words ? (char *)"--words" : NULL, (char *)words,
        NULL,
    };
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int rc = posix_spawn_file_actions_init(&actions);
    if (rc != 0) {
        return rc;
    }
    rc = posix_spawnattr_init(&attributes);
    if (rc != 0) {
        goto actions;
    }
    rc = ENOMEM;
    if (set_signals(&attributes)
        && posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO) == 0
        && posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO)
               == 0) {
        rc = posix_spawn(out, program, &actions, &attributes, arguments,
                         environ);
    }
    posix_spawnattr_destroy(&attributes);
actions:
    posix_spawn_file_actions_destroy(&actions);
    return rc;
}

enum err
ime_process_start(struct ime_process *process, const char *program,
                  const char *words)
{
    int pair[2];
    if (access(program, X_OK) != 0) {
        return ERR_NOT_FOUND;
    }
    // Not a pipe: writing to a socket whose reader died raises no signal.
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return ERR_IO;
    }
    int rc = spawn(program, words, pair[1], &process->pid);
    close(pair[1]);
    if (rc != 0) {
        LOGW("ime: %s: %s", program, strerror(rc));
        close(pair[0]);
        process->pid = 0;
        return ERR_IO;
    }
    process->fd = pair[0];
    process->ready = false;
    process->used = 0;
    fcntl(process->fd, F_SETFL, O_NONBLOCK);
    return ERR_OK;
}

void
ime_process_end(struct ime_process *process)
{
    if (process->pid > 0) {
        close(process->fd);
        kill(process->pid, SIGKILL);
        while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    secret_wipe(process, sizeof(*process));
}

bool
ime_process_send(struct ime_process *process, const char *line)
{
    size_t length = strlen(line);
    ssize_t done = send(process->fd, line, length, MSG_NOSIGNAL);
    return done == (ssize_t)length;
}

bool
ime_process_read(struct ime_process *process)
{
    size_t left = sizeof(process->data) - process->used;
    if (!left) {
        return false;
    }
    ssize_t got = recv(process->fd, process->data + process->used, left, 0);
    if (got < 0) {
        return errno == EINTR || errno == EAGAIN;
    }
    process->used += (size_t)got;
    return got > 0;
}

const char *
ime_process_line(const struct ime_process *process, size_t *length)
{
    const char *end = memchr(process->data, '\n', process->used);
    if (!end) {
        return NULL;
    }
    *length = (size_t)(end - process->data);
    return process->data;
}

void
ime_process_drop(struct ime_process *process)
{
    size_t length = 0;
    if (!ime_process_line(process, &length)) {
        return;
    }
    length++;
    size_t rest = process->used - length;
    memmove(process->data, process->data + length, rest);
    secret_wipe(process->data + rest, length);
    process->used = rest;
}
