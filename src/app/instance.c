// SPDX-License-Identifier: Apache-2.0
#include "app/instance.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/answer.h"
#include "app/lines.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/str.h"

// A first full set over a slow line takes its time.
#define ANSWER_WAIT_S 900

enum err
instance_lock(const char *data_dir, int *out)
{
    char path[FILE_PATH_SIZE];
    enum err err = file_make_dirs(data_dir, 0700);
    if (err != ERR_OK)
        return err;
    if (!file_join(path, sizeof path, data_dir, "lock"))
        return ERR_INVALID;
    return file_lock(path, out);
}

bool
instance_socket(const char *data_dir, char *out, size_t size)
{
    return file_join(out, size, data_dir, "control");
}

static enum err
connect_to(const char *path, int *out)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    struct timeval wait = {.tv_sec = ANSWER_WAIT_S};
    if (!str_copy(at.sun_path, sizeof at.sun_path, path))
        return ERR_NOT_FOUND;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return ERR_IO;
    if (connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        close(fd);
        return ERR_NOT_FOUND;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    *out = fd;
    return ERR_OK;
}

static bool
send_line(int fd, const char *command)
{
    struct buf line;
    buf_init(&line, LINES_MAX);
    bool fine = buf_addf(&line, "%s\n", command);
    size_t sent = 0;
    while (fine && sent < line.len) {
        ssize_t done =
            send(fd, line.data + sent, line.len - sent, MSG_NOSIGNAL);
        fine = done > 0 || errno == EINTR;
        sent += done > 0 ? (size_t)done : 0;
    }
    buf_clear(&line);
    return fine;
}

static enum err
read_answer(int fd, struct answer *out)
{
    char piece[4096];
    struct buf line;
    const char *end = NULL;
    buf_init(&line, LINES_ANSWER_MAX);
    while (!end && !line.failed) {
        ssize_t got = recv(fd, piece, sizeof piece, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        buf_add(&line, piece, (size_t)got);
        end = memchr(line.data, '\n', line.len);
    }
    enum err err = ERR_IO;
    if (end && answer_read(line.data, (size_t)(end - line.data), out) ==
                   ERR_OK)
        err = ERR_OK;
    buf_clear(&line);
    return err;
}

enum err
instance_ask(const char *data_dir, const char *command, struct answer *out)
{
    char path[FILE_PATH_SIZE];
    int fd = -1;
    if (!instance_socket(data_dir, path, sizeof path))
        return ERR_NOT_FOUND;
    enum err err = connect_to(path, &fd);
    if (err != ERR_OK)
        return err;
    err = send_line(fd, command) ? read_answer(fd, out) : ERR_IO;
    close(fd);
    return err;
}
