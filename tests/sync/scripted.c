// SPDX-License-Identifier: Apache-2.0
#include "scripted.h"
#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "loopback.h"
#include "util/str.h"

#define REQUEST_MAX (2 * 1024 * 1024)

struct connection {
    struct scripted *scripted;
    struct thread thread;
    int fd;
};

struct scripted {
    int fd, port;
    scripted_handler *handler;
    void *userdata;
    struct thread thread;
    struct mutex mutex; // of what follows, and around the handler
    bool stopping;
    struct connection connections[SCRIPTED_CONNECTIONS];
    size_t count;
};

// Read until the head is whole, then until the body is.
static bool
receive(int fd, struct buf *in, size_t *head)
{
    char data[16384];
    size_t need = 0;
    *head = 0;
    buf_reset(in);
    while (*head == 0 || in->len < need) {
        ssize_t got = recv(fd, data, sizeof(data), 0);
        if (got <= 0 || !buf_add(in, data, (size_t)got))
            return false;
        const char *end = *head ? NULL : strstr(in->data, "\r\n\r\n");
        if (!end)
            continue;
        const char *length = strcasestr(in->data, "\r\nContent-Length:");
        *head = (size_t)(end - in->data) + 4;
        need = *head;
        if (length && length < end)
            need += strtoul(length + 17, NULL, 10);
    }
    return true;
}

static void
parse(char *text, size_t head, size_t len, struct scripted_request *out)
{
    char *line_end = strstr(text, "\r\n");
    char *path = strchr(text, ' ');
    *out = (struct scripted_request){0};
    assert(line_end && path && path < line_end);
    *path++ = '\0';
    char *end = strchr(path, ' ');
    assert(end && end < line_end);
    *end = '\0';
    char *query = strchr(path, '?');
    if (query)
        *query++ = '\0';
    str_copy(out->method, sizeof(out->method), text);
    str_copy(out->path, sizeof(out->path), path);
    str_copy(out->query, sizeof(out->query), query);
    out->headers = line_end + 2;
    out->body = text + head;
    out->body_len = len - head;
}

static void
pour(int fd)
{
    static const char chunk[] = "10\r\n                \r\n";
    while (loopback_send(fd, chunk, strlen(chunk)))
        ;
}

static void
serve(void *userdata)
{
    struct connection *connection = userdata;
    struct scripted *scripted = connection->scripted;
    struct buf in;
    size_t head;
    bool open = true;
    buf_init(&in, REQUEST_MAX);
    while (open && receive(connection->fd, &in, &head)) {
        struct scripted_request request;
        struct scripted_reply reply = {.close = false};
        buf_init(&reply.raw, REQUEST_MAX);
        parse(in.data, head, in.len, &request);
        mutex_lock(&scripted->mutex);
        if (!scripted->stopping)
            scripted->handler(&request, &reply, scripted->userdata);
        mutex_unlock(&scripted->mutex);
        open = loopback_send(connection->fd, reply.raw.data, reply.raw.len) &&
               !reply.close;
        if (open && reply.endless)
            pour(connection->fd);
        open = open && !reply.endless;
        buf_clear(&reply.raw);
    }
    shutdown(connection->fd, SHUT_RDWR);
    buf_clear(&in);
}

static void
accept_all(void *userdata)
{
    struct scripted *scripted = userdata;
    int fd;
    while ((fd = accept(scripted->fd, NULL, NULL)) >= 0) {
        mutex_lock(&scripted->mutex);
        bool room = !scripted->stopping &&
                    scripted->count < SCRIPTED_CONNECTIONS;
        if (room) {
            struct connection *connection =
                &scripted->connections[scripted->count++];
            connection->scripted = scripted;
            connection->fd = fd;
            thread_start(&connection->thread, "scripted", serve, connection);
        }
        mutex_unlock(&scripted->mutex);
        if (!room)
            close(fd);
    }
}

struct scripted *
scripted_start(scripted_handler *handler, void *userdata)
{
    struct scripted *scripted = calloc(1, sizeof(*scripted));
    assert(scripted);
    scripted->handler = handler;
    scripted->userdata = userdata;
    mutex_init(&scripted->mutex);
    scripted->fd = loopback_listen(&scripted->port);
    if (scripted->fd < 0)
        abort();
    thread_start(&scripted->thread, "accept", accept_all, scripted);
    return scripted;
}

int
scripted_port(const struct scripted *scripted)
{
    return scripted->port;
}

void
scripted_stop(struct scripted *scripted)
{
    mutex_lock(&scripted->mutex);
    scripted->stopping = true;
    for (size_t i = 0; i < scripted->count; i++)
        shutdown(scripted->connections[i].fd, SHUT_RDWR);
    mutex_unlock(&scripted->mutex);
    shutdown(scripted->fd, SHUT_RDWR);
    thread_join(&scripted->thread);
    for (size_t i = 0; i < scripted->count; i++) {
        thread_join(&scripted->connections[i].thread);
        close(scripted->connections[i].fd);
    }
    close(scripted->fd);
    mutex_destroy(&scripted->mutex);
    free(scripted);
}

void
scripted_json(struct scripted_reply *reply, int status, const char *extra,
              const char *body, size_t len)
{
    buf_addf(&reply->raw,
             "HTTP/1.1 %d Because\r\nContent-Type: application/json\r\n"
             "%sContent-Length: %zu\r\n\r\n",
             status, extra, len);
    buf_add(&reply->raw, body, len);
}
