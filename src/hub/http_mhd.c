// SPDX-License-Identifier: Apache-2.0
#include "hub/http.h"

#include <microhttpd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hub/http_address.h"
#include "hub/http_peers.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "util/thread.h"

// of a body that is too large anyway, before the connection is cut
#define DISCARD_MAX (8 * HTTP_BODY_MAX)
#define TARGET_MAX 8192
#define HEADER_MEMORY (32 * 1024) // request line and headers
#define DRAIN_MS 3000 // for open calls when the server ends
#define REAP_MS 1000 // between looks for connections that take too long

struct http_exchange {
    struct http_server *server;
    struct MHD_Connection *connection;
    char *path; // owned; the query follows in the same memory
    char *query; // borrowed from `path`
    struct buf body;
    size_t discarded;
    bool started;
    bool too_large;
    bool again; // the handler has seen it
    int64_t began;
    // protected by the server's mutex:
    bool waiting;
    int64_t wait_until;
    struct http_exchange *next; // of those that wait
};

struct http_server {
    struct MHD_Daemon *daemon;
    struct http_options options;
    char address[HTTP_ADDRESS_SIZE];
    int listen_fd;
    struct mutex mutex;
    struct cond cond;
    struct thread waker;
    struct http_peers peers;
    // protected by mutex:
    struct http_exchange *waiting;
    uint64_t generation; // of http_wake
    size_t open; // exchanges that began and are not completed
    bool stopping;
};

static struct http_peer *
peer_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != NULL ? info->socket_context : NULL;
}

static void
on_connection(void *userdata, struct MHD_Connection *connection,
              void **context, enum MHD_ConnectionNotificationCode what)
{
    struct http_server *server = userdata;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        http_peer_close(&server->peers, *context);
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *context = info != NULL ? http_peer_open(&server->peers, info->connect_fd)
                            : NULL;
}

static void *
exchange_create(void *userdata, const char *uri,
                struct MHD_Connection *connection)
{
    struct http_server *server = userdata;
    if (strlen(uri) > TARGET_MAX)
        return NULL;
    struct http_exchange *exchange = calloc(1, sizeof(*exchange));
    char *path = str_dup(uri);
    if (exchange == NULL || path == NULL) {
        free(exchange);
        free(path);
        return NULL;
    }
    exchange->server = server;
    exchange->connection = connection;
    exchange->path = path;
    exchange->query = path + strlen(path);
    char *mark = strchr(path, '?');
    if (mark != NULL) {
        *mark = '\0';
        exchange->query = mark + 1;
    }
    exchange->began = clock_mono_ms();
    buf_init(&exchange->body, HTTP_BODY_MAX);
    http_peer_expect(&server->peers, peer_of(connection), HTTP_PEER_HEADERS);
    return exchange;
}

static void
waiting_remove(struct http_server *server, struct http_exchange *exchange)
{
    struct http_exchange **at = &server->waiting;
    while (*at != NULL && *at != exchange)
        at = &(*at)->next;
    if (*at != NULL)
        *at = exchange->next;
    exchange->waiting = false;
}

static void
exchange_completed(void *userdata, struct MHD_Connection *connection,
                   void **state, enum MHD_RequestTerminationCode how)
{
    struct http_server *server = userdata;
    struct http_exchange *exchange = *state;
    (void)how;
    if (exchange == NULL)
        return;
    *state = NULL;
    http_peer_expect(&server->peers, peer_of(connection), HTTP_PEER_LINE);
    mutex_lock(&server->mutex);
    if (exchange->waiting)
        waiting_remove(server, exchange);
    if (exchange->started)
        server->open--;
    cond_broadcast(&server->cond);
    mutex_unlock(&server->mutex);
    buf_clear(&exchange->body);
    free(exchange->path);
    free(exchange);
}

static enum MHD_Result
reply_send(struct MHD_Connection *connection, struct http_reply *reply)
{
    size_t len = reply->body.len;
    char *data = len > 0 ? buf_take(&reply->body) : NULL;
    buf_clear(&reply->body);
    struct MHD_Response *response = MHD_create_response_from_buffer(
        data != NULL ? len : 0, data,
        data != NULL ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (response == NULL) {
        free(data);
        return MHD_NO;
    }
    if (reply->type != NULL)
        MHD_add_response_header(response, "Content-Type", reply->type);
    for (size_t i = 0; i < reply->header_count; i++)
        MHD_add_response_header(response, reply->headers[i].name,
                                reply->headers[i].value);
    enum MHD_Result result =
        MHD_queue_response(connection, (unsigned int)reply->status, response);
    MHD_destroy_response(response);
    return result;
}

/** Holds the call open; false when something changed in the meantime. */
static bool
suspend(struct http_exchange *exchange, uint64_t generation, int64_t until)
{
    struct http_server *server = exchange->server;
    exchange->again = true;
    mutex_lock(&server->mutex);
    bool wait = server->generation == generation && !server->stopping;
    if (wait) {
        exchange->waiting = true;
        exchange->wait_until = until;
        exchange->next = server->waiting;
        server->waiting = exchange;
        // under the mutex, so that no wake comes before it
        MHD_suspend_connection(exchange->connection);
        cond_broadcast(&server->cond);
    }
    mutex_unlock(&server->mutex);
    return wait;
}

static enum MHD_Result
answer(struct http_exchange *exchange, const char *method)
{
    struct http_server *server = exchange->server;
    for (;;) {
        mutex_lock(&server->mutex);
        uint64_t generation = server->generation;
        bool may_wait = !server->stopping;
        mutex_unlock(&server->mutex);
        struct http_call call = {
            .method = method,
            .path = exchange->path,
            .query = exchange->query,
            .body = exchange->body.data,
            .body_len = exchange->body.len,
            .too_large = exchange->too_large,
            .may_wait = may_wait,
            .again = exchange->again,
            .began = exchange->began,
            .exchange = exchange,
        };
        struct http_reply reply = {.status = 500};
        // a reply page is at most 1 MiB, a compressed one a little more
        buf_init(&reply.body, 2 * HTTP_BODY_MAX);
        enum http_outcome outcome =
            server->options.handler(&call, &reply, server->options.userdata);
        if (outcome == HTTP_DONE)
            return reply_send(exchange->connection, &reply);
        buf_clear(&reply.body);
        if (!may_wait)
            return MHD_NO;
        if (suspend(exchange, generation, reply.wait_until))
            return MHD_YES;
    }
}

/** The headers are there: the end of the server waits for the answer. */
static void
exchange_begin(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;
    http_peer_expect(&server->peers, peer_of(exchange->connection),
                     HTTP_PEER_NOTHING);
    mutex_lock(&server->mutex);
    exchange->started = true;
    server->open++;
    mutex_unlock(&server->mutex);
}

static bool
declared_too_large(struct MHD_Connection *connection)
{
    int64_t len;
    const char *text = MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
                                                   "Content-Length");
    return text != NULL &&
           (!str_parse_int(text, 0, INT64_MAX, &len) || len > HTTP_BODY_MAX);
}

static enum MHD_Result
body_add(struct http_exchange *exchange, const char *data, size_t *size)
{
    int64_t limit = (int64_t)exchange->server->options.request_s * 1000;
    if (clock_mono_ms() - exchange->began > limit)
        return MHD_NO;
    if (!exchange->too_large && !buf_add(&exchange->body, data, *size)) {
        exchange->too_large = true;
        buf_clear(&exchange->body);
    }
    if (exchange->too_large) {
        exchange->discarded += *size;
        if (exchange->discarded > DISCARD_MAX)
            return MHD_NO;
    }
    *size = 0;
    return MHD_YES;
}

static enum MHD_Result
on_request(void *userdata, struct MHD_Connection *connection, const char *url,
           const char *method, const char *version, const char *data,
           size_t *size, void **state)
{
    struct http_exchange *exchange = *state;
    (void)userdata;
    (void)url;
    (void)version;
    if (exchange == NULL)
        return MHD_NO;
    if (!exchange->started) {
        exchange_begin(exchange);
        if (!declared_too_large(connection))
            return MHD_YES;
        // answered before the body comes; the library then closes
        exchange->too_large = true;
        return answer(exchange, method);
    }
    if (*size > 0)
        return body_add(exchange, data, size);
    return answer(exchange, method);
}

/** Lets go of those whose time is over, or of all; returns the next time. */
static int64_t
release_waiting(struct http_server *server, bool all, int64_t now)
{
    int64_t next = -1;
    struct http_exchange **at = &server->waiting;
    while (*at != NULL) {
        struct http_exchange *exchange = *at;
        if (!all && exchange->wait_until > now) {
            int64_t left = exchange->wait_until - now;
            next = next < 0 || left < next ? left : next;
            at = &exchange->next;
            continue;
        }
        *at = exchange->next;
        exchange->waiting = false;
        MHD_resume_connection(exchange->connection);
    }
    return next;
}

static void
waker_run(void *userdata)
{
    struct http_server *server = userdata;
    uint64_t seen = 0;
    mutex_lock(&server->mutex);
    while (!server->stopping) {
        bool all = server->generation != seen;
        seen = server->generation;
        int64_t next = release_waiting(server, all, clock_mono_ms());
        http_peers_reap(&server->peers);
        if (next < 0 || next > REAP_MS)
            next = REAP_MS;
        if (server->generation == seen && !server->stopping)
            cond_wait(&server->cond, &server->mutex, next);
    }
    release_waiting(server, true, 0);
    mutex_unlock(&server->mutex);
}

static void
on_log(void *userdata, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static void
on_log(void *userdata, const char *format, va_list args)
{
    char line[256];
    (void)userdata;
    vsnprintf(line, sizeof(line), format, args);
    LOGD("http: %s", str_trim(line));
}

static enum err
daemon_start(struct http_server *server)
{
    const struct http_options *options = &server->options;
    unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD |
                         MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
                         (options->tls_cert != NULL ? MHD_USE_TLS : 0);
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(intptr_t)options->tls_cert},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(intptr_t)options->tls_key},
        {MHD_OPTION_END, 0, NULL},
    };
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER,
        on_log, NULL, MHD_OPTION_LISTEN_SOCKET, server->listen_fd,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned int)options->threads,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned int)options->connections,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int)options->timeout_s,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_MEMORY,
        MHD_OPTION_URI_LOG_CALLBACK, exchange_create, server,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_completed, server,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
        MHD_OPTION_ARRAY, options->tls_cert != NULL ? tls : tls + 2,
        MHD_OPTION_END);
    if (server->daemon != NULL)
        return ERR_OK;
    LOGE("http: the server does not start: check tls_cert and tls_key");
    return options->tls_cert != NULL ? ERR_INVALID : ERR_IO;
}

static void
server_free(struct http_server *server)
{
    if (server->listen_fd >= 0)
        close(server->listen_fd);
    cond_destroy(&server->cond);
    http_peers_destroy(&server->peers);
    mutex_destroy(&server->mutex);
    free(server);
}

static enum err
server_init(struct http_server *server)
{
    struct http_address address;
    if (!http_address_parse(server->options.listen, &address))
        return ERR_INVALID;
    if (!address.loopback && server->options.tls_cert == NULL)
        return ERR_INVALID;
    enum err err = mutex_init(&server->mutex);
    if (err == ERR_OK)
        err = http_peers_init(&server->peers, server->options.request_s,
                              server->options.timeout_s);
    if (err == ERR_OK)
        err = cond_init(&server->cond);
    if (err == ERR_OK)
        err = http_address_bind(&address, &server->listen_fd, server->address);
    return err;
}

enum err
http_start(const struct http_options *options, struct http_server **out)
{
    *out = NULL;
    struct http_server *server = calloc(1, sizeof(*server));
    if (server == NULL)
        return ERR_NO_MEMORY;
    server->options = *options;
    server->listen_fd = -1;
    enum err err = server_init(server);
    if (err == ERR_OK)
        err = thread_start(&server->waker, "http-wait", waker_run, server);
    if (err == ERR_OK)
        err = daemon_start(server);
    if (err != ERR_OK) {
        http_stop(server);
        return err;
    }
    // the texts belong to the caller and were read
    server->options.tls_cert = NULL;
    server->options.tls_key = NULL;
    *out = server;
    return ERR_OK;
}

const char *
http_address(const struct http_server *server)
{
    return server->address;
}

void
http_wake(struct http_server *server)
{
    mutex_lock(&server->mutex);
    server->generation++;
    cond_broadcast(&server->cond);
    mutex_unlock(&server->mutex);
}

/** Waits until replies that are due went out, but not for ever. */
static void
drain(struct http_server *server)
{
    int64_t until = clock_mono_ms() + DRAIN_MS;
    mutex_lock(&server->mutex);
    while (server->open > 0) {
        int64_t left = until - clock_mono_ms();
        if (left <= 0 || !cond_wait(&server->cond, &server->mutex, left))
            break;
    }
    mutex_unlock(&server->mutex);
}

void
http_stop(struct http_server *server)
{
    if (server == NULL)
        return;
    if (server->daemon != NULL)
        MHD_quiesce_daemon(server->daemon);
    if (server->mutex.ready && server->cond.ready) {
        mutex_lock(&server->mutex);
        server->stopping = true;
        cond_broadcast(&server->cond);
        mutex_unlock(&server->mutex);
    }
    thread_join(&server->waker);
    if (server->daemon != NULL) {
        drain(server);
        MHD_stop_daemon(server->daemon);
    }
    server_free(server);
}

/** The values of one header so far. */
struct gather {
    const char *name;
    char *out;
    size_t size;
    size_t found;
    bool fits;
};

static enum MHD_Result
gather_value(void *userdata, enum MHD_ValueKind kind, const char *key,
             const char *value)
{
    struct gather *gather = userdata;
    (void)kind;
    if (!str_equal_nocase(key, gather->name))
        return MHD_YES;
    size_t len = strlen(gather->out);
    const char *comma = gather->found > 0 ? ", " : "";
    gather->fits =
        gather->fits && str_format(gather->out + len, gather->size - len,
                                   "%s%s", comma, value != NULL ? value : "");
    gather->found++;
    return MHD_YES;
}

bool
http_header(const struct http_call *call, const char *name, char *out,
            size_t size)
{
    struct gather gather = {
        .name = name,
        .out = out,
        .size = size,
        .fits = true,
    };
    out[0] = '\0';
    MHD_get_connection_values(call->exchange->connection, MHD_HEADER_KIND,
                              gather_value, &gather);
    return gather.found > 0 && gather.fits;
}

bool
http_reply_header(struct http_reply *reply, const char *name, const char *value)
{
    if (reply->header_count == HTTP_HEADERS_MAX)
        return false;
    struct http_header *header = &reply->headers[reply->header_count];
    header->name = name;
    if (!str_copy(header->value, sizeof(header->value), value))
        return false;
    reply->header_count++;
    return true;
}
