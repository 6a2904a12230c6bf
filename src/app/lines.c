// SPDX-License-Identifier: Apache-2.0
#include "app/lines.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

// How long a partner may take to read the last answer.
#define LAST_WRITE_MS 500

struct lines {
    struct lines_options options;
    struct thread thread;
    int wake; // eventfd: stop
    int in, out;
    // Thread: lines
    char *data;  // LINES_MAX + 1 bytes
    size_t used; // bytes read and not yet handed on
    bool skipping; // inside a line that was too long
    struct mutex mutex;
    struct cond cond;
    struct buf answer; // protected by mutex
    bool answered;     // protected by mutex
    bool stopping;     // protected by mutex
};

/** Wait for `fd`; false when it is time to stop. */
static bool
wait_for(struct lines *lines, int fd, short events)
{
    struct pollfd fds[2] = {{.fd = fd, .events = events},
                            {.fd = lines->wake, .events = POLLIN}};
    while (poll(fds, 2, -1) < 0)
        if (errno != EINTR)
            return false;
    return !fds[1].revents;
}

/** Read more; false at the end of input, an error or a stop. */
static bool
read_more(struct lines *lines)
{
    if (!wait_for(lines, lines->in, POLLIN))
        return false;
    ssize_t got = read(lines->in, lines->data + lines->used,
                       LINES_MAX + 1 - lines->used);
    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    lines->used += (size_t)got;
    return got > 0;
}

/** Forget the first `len` bytes and leave no trace of them behind. */
static void
drop(struct lines *lines, size_t len)
{
    size_t rest = lines->used - len;
    memmove(lines->data, lines->data + len, rest);
    secret_wipe(lines->data + rest, len);
    lines->used = rest;
}

static void
line_discard(struct letter *letter)
{
    struct line_letter *line = (struct line_letter *)letter;
    if (line->text)
        secret_wipe(line->text, line->length);
    free(line->text);
    free(line);
}

static struct line_letter *
line_create(struct lines *lines, const char *text, size_t length)
{
    struct line_letter *line = calloc(1, sizeof *line);
    if (!line)
        return NULL;
    line->letter.type = LETTER_LINE;
    line->letter.discard = line_discard;
    line->from = lines;
    line->length = length;
    line->text = text ? str_dup_len(text, length) : NULL;
    return line;
}

/** An answer given just before a stop still gets out, if it can at once. */
static bool
can_write(struct lines *lines)
{
    if (wait_for(lines, lines->out, POLLOUT))
        return true;
    struct pollfd fd = {.fd = lines->out, .events = POLLOUT};
    return poll(&fd, 1, LAST_WRITE_MS) > 0 && !(fd.revents & POLLERR);
}

static bool
write_all(struct lines *lines, const char *data, size_t len)
{
    while (len) {
        if (!can_write(lines))
            return false;
        ssize_t done = write(lines->out, data, len);
        if (done < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        if (done > 0) {
            data += done;
            len -= (size_t)done;
        }
    }
    return true;
}

/** Hand a line to main and write what it answers. */
static bool
serve(struct lines *lines, const char *text, size_t length)
{
    struct line_letter *line = line_create(lines, text, length);
    if (!line || !post_send(lines->options.post, &line->letter))
        return false;
    mutex_lock(&lines->mutex);
    while (!lines->answered && !lines->stopping)
        cond_wait(&lines->cond, &lines->mutex, -1);
    bool answered = lines->answered;
    lines->answered = false;
    mutex_unlock(&lines->mutex);
    // Until the next line is posted main leaves the answer alone.
    bool fine = answered && write_all(lines, buf_text(&lines->answer),
                                      lines->answer.len);
    buf_reset(&lines->answer);
    return fine;
}

/** True for a line that is passed over. */
static bool
is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr(" \t\r", text[i]) || !text[i])
            return false;
    return true;
}

/** Serve each whole line in the buffer. */
static bool
serve_buffered(struct lines *lines)
{
    bool fine = true;
    char *end;
    while (fine && (end = memchr(lines->data, '\n', lines->used))) {
        size_t length = (size_t)(end - lines->data);
        if (lines->skipping)
            fine = serve(lines, NULL, 0);
        else if (!is_blank(lines->data, length))
            fine = serve(lines, lines->data, length);
        lines->skipping = false;
        drop(lines, length + 1);
    }
    if (lines->used > LINES_MAX) {
        lines->skipping = true;
        drop(lines, lines->used);
    }
    return fine;
}

static void
serve_partner(struct lines *lines)
{
    bool fine = true;
    lines->used = 0;
    lines->skipping = false;
    while (fine && read_more(lines))
        fine = serve_buffered(lines);
    // The last line may end without a line feed.
    if (fine && lines->skipping)
        serve(lines, NULL, 0);
    else if (fine && lines->used && !is_blank(lines->data, lines->used))
        serve(lines, lines->data, lines->used);
    secret_wipe(lines->data, LINES_MAX + 1);
    lines->used = 0;
}

static void
accept_partner(struct lines *lines)
{
    int fd = accept4(lines->options.listen, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    lines->in = lines->out = fd;
    serve_partner(lines);
    close(fd);
}

static void
tell_end(struct lines *lines)
{
    struct line_letter *line = line_create(lines, NULL, 0);
    if (!line)
        return;
    line->end = true;
    post_send(lines->options.post, &line->letter);
}

/* Thread: lines */
static void
run(void *userdata)
{
    struct lines *lines = userdata;
    if (lines->options.listen < 0) {
        serve_partner(lines);
        if (lines->options.end_matters)
            tell_end(lines);
        return;
    }
    while (wait_for(lines, lines->options.listen, POLLIN)) {
        accept_partner(lines);
        if (lines->options.end_matters) {
            tell_end(lines);
            return;
        }
    }
}

static void
lines_free(struct lines *lines)
{
    if (lines->wake >= 0)
        close(lines->wake);
    cond_destroy(&lines->cond);
    mutex_destroy(&lines->mutex);
    buf_clear(&lines->answer);
    secret_free(lines->data);
    free(lines);
}

enum err
lines_start(const struct lines_options *options, struct lines **out)
{
    struct lines *lines = calloc(1, sizeof *lines);
    if (!lines)
        return ERR_NO_MEMORY;
    lines->options = *options;
    lines->in = options->in;
    lines->out = options->out;
    buf_init(&lines->answer, LINES_ANSWER_MAX);
    lines->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    lines->data = calloc(1, LINES_MAX + 2);
    enum err err = lines->wake < 0 || !lines->data ? ERR_NO_MEMORY : ERR_OK;
    if (err == ERR_OK)
        err = mutex_init(&lines->mutex);
    if (err == ERR_OK)
        err = cond_init(&lines->cond);
    if (err == ERR_OK)
        err = thread_start(&lines->thread, "lines", run, lines);
    if (err != ERR_OK) {
        lines_free(lines);
        return err;
    }
    *out = lines;
    return ERR_OK;
}

void
lines_answer(struct line_letter *letter, struct buf *answer)
{
    struct lines *lines = letter->from;
    mutex_lock(&lines->mutex);
    buf_reset(&lines->answer);
    buf_add(&lines->answer, buf_text(answer), answer->len);
    buf_add_char(&lines->answer, '\n');
    lines->answered = true;
    cond_broadcast(&lines->cond);
    mutex_unlock(&lines->mutex);
    buf_reset(answer);
    letter->letter.discard(&letter->letter);
}

void
lines_stop(struct lines *lines)
{
    uint64_t one = 1;
    if (!lines)
        return;
    mutex_lock(&lines->mutex);
    lines->stopping = true;
    cond_broadcast(&lines->cond);
    mutex_unlock(&lines->mutex);
    ssize_t done = write(lines->wake, &one, sizeof one);
    (void)done;
}

void
lines_join(struct lines *lines)
{
    if (!lines)
        return;
    thread_join(&lines->thread);
    lines_free(lines);
}

static bool
address(const char *path, struct sockaddr_un *out)
{
    memset(out, 0, sizeof *out);
    out->sun_family = AF_UNIX;
    return str_copy(out->sun_path, sizeof out->sun_path, path);
}

static bool
somebody_listens(const struct sockaddr_un *at)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return true;
    bool answers =
        connect(fd, (const struct sockaddr *)at, sizeof *at) == 0;
    close(fd);
    return answers;
}

enum err
lines_listen(const char *path, int *out)
{
    struct sockaddr_un at;
    struct stat there;
    if (!address(path, &at))
        return ERR_INVALID;
    // Anything but an abandoned socket is not ours to remove.
    if (lstat(path, &there) == 0) {
        if (!S_ISSOCK(there.st_mode) || somebody_listens(&at))
            return ERR_CONFLICT;
        unlink(path);
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return ERR_IO;
    // The mode is that of the process's mask when bind makes the file.
    mode_t mask = umask(0177);
    int bound = bind(fd, (struct sockaddr *)&at, sizeof at);
    umask(mask);
    if (bound < 0 || listen(fd, 4) < 0) {
        LOGE("lines: %s: %s", path, strerror(errno));
        close(fd);
        return ERR_IO;
    }
    *out = fd;
    return ERR_OK;
}
