// SPDX-License-Identifier: Apache-2.0
#include "proxy_process.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "util/str.h"

#define PROGRAM BINARY_DIR "/bin/fault_proxy"

static void
read_line(int fd, char *out, size_t size)
{
    size_t len = 0;
    do {
        assert_true(len + 1 < size);
        assert_int_equal(read(fd, out + len, 1), 1);
    } while (out[len++] != '\n');
    out[len] = '\0';
}

void
proxy_start(struct proxy_process *proxy, int to_port)
{
    char port[16], line[128];
    int in[2], out[2];
    str_format(port, sizeof(port), "%d", to_port);
    assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    proxy->pid = fork();
    if (proxy->pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        execl(PROGRAM, PROGRAM, port, (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    proxy->in = in[1];
    proxy->out = out[0];
    read_line(proxy->out, line, sizeof(line));
    proxy->port = (int)strtol(strrchr(line, ':') + 1, NULL, 10);
}

void
proxy_order(struct proxy_process *proxy, const char *command)
{
    char line[128];
    assert_int_equal(write(proxy->in, command, strlen(command)),
                     strlen(command));
    assert_int_equal(write(proxy->in, "\n", 1), 1);
    read_line(proxy->out, line, sizeof(line));
    assert_true(str_starts(line, "ok"));
}

void
proxy_stop(struct proxy_process *proxy)
{
    int status;
    close(proxy->in); // the end of its commands is its end
    assert_int_equal(waitpid(proxy->pid, &status, 0), proxy->pid);
    close(proxy->out);
}
