// SPDX-License-Identifier: Apache-2.0

/*
 * A TCP proxy between a kiosk and a hub that misbehaves on command.
 *
 *     fault_proxy TO_PORT [LISTEN_PORT]
 *
 * It prints "listening on 127.0.0.1:PORT", then reads commands from
 * standard input, one a line, and answers each with "ok" or "error" and the
 * figures of `count`:
 *
 *     pass            forward everything (as at the start)
 *     drop            close each connection at once, those open too
 *     stall           take the request and never answer
 *     delay MS        forward, each reply that much later
 *     half            forward the request, half of the reply, then close
 *     cut             forward the request, close instead of the reply
 *     repeat          send the request twice, answer with the second reply
 *     status CODE [RETRY_AFTER]   answer that, forward nothing
 *     html            answer 200 with a page of HTML
 *     endless         answer 200 and a body without end
 *     bomb            answer 200 with 4 KiB that unpack to 50 MB
 *     poison TEXT     answer 400 to requests that hold TEXT, forward others
 *     chance PERCENT  of the requests that suffer (100 as at the start)
 *     count           how many requests came, and how many suffered
 *     quit
 *
 * A connection that speaks TLS is a tunnel: drop, stall, delay and half
 * work on it, all else is passed on.
 */
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>
#include "loopback.h"
#include "util/buf.h"
#include "util/id.h"
#include "util/str.h"
#include "util/thread.h"

#define MESSAGE_MAX (4 * 1024 * 1024)
#define CONNECTIONS_MAX 1024
#define LINE_MAX_BYTES 1024
#define BOMB_BYTES (50 * 1024 * 1024)

enum fault {
    FAULT_PASS,
    FAULT_DROP,
    FAULT_STALL,
    FAULT_DELAY,
    FAULT_HALF,
    FAULT_CUT,
    FAULT_REPEAT,
    FAULT_STATUS,
    FAULT_HTML,
    FAULT_ENDLESS,
    FAULT_BOMB,
    FAULT_POISON,
    FAULT_COUNT,
};

static const char *const fault_names[FAULT_COUNT] = {
    "pass",   "drop", "stall",   "delay", "half",   "cut",
    "repeat", "status", "html", "endless", "bomb", "poison"};

// What is asked for at the moment.
struct orders {
    enum fault fault;
    int number;       // ms of delay, or the status
    int retry_after;  // s; 0: none
    int chance;       // percent
    char text[LINE_MAX_BYTES];
};

struct connection {
    struct proxy *proxy;
    struct thread thread;
    int client, hub;
    bool used;
    bool ended;
};

struct proxy {
    int listener, to_port;
    struct mutex mutex;
    // Protected by mutex.
    struct orders orders;
    struct connection connections[CONNECTIONS_MAX];
    int64_t requests, suffered;
};

static void
sleep_ms(int ms)
{
    struct timespec time = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&time, NULL);
}

// How long an HTTP message is in all, 0 while its head is not whole. A
// reply in chunks ends with the empty one.
static size_t
message_length(const struct buf *in)
{
    const char *end = in->data ? strstr(in->data, "\r\n\r\n") : NULL;
    if (!end)
        return 0;
    size_t head = (size_t)(end - in->data) + 4;
    const char *length = strcasestr(in->data, "\r\nContent-Length:");
    if (length && length < end)
        return head + strtoul(length + 17, NULL, 10);
    const char *chunked = strcasestr(in->data, "\r\nTransfer-Encoding:");
    if (!chunked || chunked > end)
        return head;
    bool whole = in->len >= head + 5 &&
                 !memcmp(in->data + in->len - 5, "0\r\n\r\n", 5);
    return whole ? in->len : SIZE_MAX;
}

// Read one message; false when the other end went away.
static bool
receive(int fd, struct buf *in)
{
    char data[16384];
    size_t need = 0;
    while (need == 0 || in->len < need) {
        ssize_t got = recv(fd, data, sizeof(data), 0);
        if (got <= 0 || !buf_add(in, data, (size_t)got))
            return false;
        need = message_length(in);
    }
    return true;
}

// The hub's end is closed by whoever ends all, too.
static void
set_hub(struct connection *connection, int fd)
{
    mutex_lock(&connection->proxy->mutex);
    if (connection->hub >= 0)
        close(connection->hub);
    connection->hub = fd;
    mutex_unlock(&connection->proxy->mutex);
}

static bool
say(int fd, const char *head, const char *body, size_t len)
{
    char line[512];
    return str_format(line, sizeof(line), "%sContent-Length: %zu\r\n\r\n",
                      head, len) &&
           loopback_send(fd, line, strlen(line)) &&
           loopback_send(fd, body, len);
}

static bool
say_status(int fd, const struct orders *orders)
{
    char head[256], retry[64] = "";
    if (orders->retry_after > 0)
        str_format(retry, sizeof(retry), "Retry-After: %d\r\n",
                   orders->retry_after);
    str_format(head, sizeof(head),
               "HTTP/1.1 %d Fault\r\nContent-Type: text/plain\r\n%s",
               orders->number, retry);
    return say(fd, head, "fault", 5);
}

static void
say_endless(int fd)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: "
                               "application/json\r\nTransfer-Encoding: "
                               "chunked\r\n\r\n";
    static const char chunk[] = "10\r\n                \r\n";
    bool open = loopback_send(fd, head, strlen(head));
    while (open)
        open = loopback_send(fd, chunk, strlen(chunk));
}

static bool
say_bomb(int fd)
{
    unsigned char zeros[16384] = {0};
    unsigned char *packed = malloc(BOMB_BYTES / 512);
    z_stream stream = {.next_out = packed, .avail_out = BOMB_BYTES / 512};
    if (!packed || deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9,
                                Z_DEFAULT_STRATEGY) != Z_OK) {
        free(packed);
        return false;
    }
    for (int left = BOMB_BYTES; left > 0; left -= (int)sizeof(zeros)) {
        stream.next_in = zeros;
        stream.avail_in = sizeof(zeros);
        deflate(&stream,
                left > (int)sizeof(zeros) ? Z_NO_FLUSH : Z_FINISH);
    }
    bool sent = say(fd,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    "Content-Encoding: gzip\r\n",
                    (const char *)packed, stream.total_out);
    deflateEnd(&stream);
    free(packed);
    return sent;
}

static bool
exchange(struct connection *connection, const struct buf *request,
         struct buf *reply)
{
    buf_reset(reply);
    if (connection->hub < 0)
        set_hub(connection, loopback_connect(connection->proxy->to_port));
    return connection->hub >= 0 &&
           loopback_send(connection->hub, request->data, request->len) &&
           receive(connection->hub, reply);
}

// Answer one request as ordered; false ends the connection.
static bool
answer(struct connection *connection, const struct orders *orders,
       const struct buf *request, struct buf *reply)
{
    int client = connection->client;
    switch (orders->fault) {
    case FAULT_DROP:
        return false;
    case FAULT_STALL:
        // until the other end gives up, or we are told to end
        while (poll(&(struct pollfd){client, POLLRDHUP, 0}, 1, 60000) == 0)
            ;
        return false;
    case FAULT_STATUS:
        return say_status(client, orders);
    case FAULT_HTML:
        return say(client, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
                   "<html><body>login</body></html>", 31);
    case FAULT_ENDLESS:
        say_endless(client);
        return false;
    case FAULT_BOMB:
        return say_bomb(client);
    case FAULT_POISON:
        return say(client,
                   "HTTP/1.1 400 Bad Request\r\nContent-Type: "
                   "application/problem+json\r\n",
                   "{}", 2);
    default:
        break;
    }
    if (!exchange(connection, request, reply))
        return false;
    if (orders->fault == FAULT_CUT)
        return false;
    if (orders->fault == FAULT_REPEAT &&
        !exchange(connection, request, reply))
        return false;
    if (orders->fault == FAULT_DELAY)
        sleep_ms(orders->number);
    if (orders->fault == FAULT_HALF) {
        loopback_send(client, reply->data, reply->len / 2);
        return false;
    }
    return loopback_send(client, reply->data, reply->len);
}

// The orders for this request; faults strike by chance.
static struct orders
take_orders(struct proxy *proxy, const struct buf *request)
{
    uint32_t dice;
    id_random(&dice, sizeof(dice));
    mutex_lock(&proxy->mutex);
    struct orders orders = proxy->orders;
    bool spared = (int)(dice % 100) >= orders.chance ||
                  (orders.fault == FAULT_POISON &&
                   !strstr(request->data, orders.text));
    if (spared)
        orders.fault = FAULT_PASS;
    proxy->requests++;
    proxy->suffered += orders.fault != FAULT_PASS;
    mutex_unlock(&proxy->mutex);
    return orders;
}

static bool
is_tls(int fd)
{
    unsigned char first;
    return recv(fd, &first, 1, MSG_PEEK) == 1 && first == 0x16;
}

// Pass bytes both ways until one end is done or a fault strikes.
static void
tunnel(struct connection *connection)
{
    char data[16384];
    struct buf none = {.data = (char[]){""}};
    set_hub(connection, loopback_connect(connection->proxy->to_port));
    struct pollfd ends[] = {{connection->client, POLLIN, 0},
                            {connection->hub, POLLIN, 0}};
    while (connection->hub >= 0 && poll(ends, 2, -1) > 0) {
        for (int i = 0; i < 2; i++) {
            if (!ends[i].revents)
                continue;
            ssize_t got = recv(ends[i].fd, data, sizeof(data), 0);
            struct orders orders = take_orders(connection->proxy, &none);
            if (got <= 0 || orders.fault == FAULT_DROP)
                return;
            if (orders.fault == FAULT_STALL)
                continue;
            if (orders.fault == FAULT_DELAY)
                sleep_ms(orders.number);
            bool half = orders.fault == FAULT_HALF && i == 1;
            size_t len = (size_t)got / (half ? 2 : 1);
            if (!loopback_send(ends[1 - i].fd, data, len) || half)
                return;
        }
    }
}

static void
serve(void *userdata)
{
    struct connection *connection = userdata;
    struct proxy *proxy = connection->proxy;
    struct buf request, reply;
    bool open = true;
    buf_init(&request, MESSAGE_MAX);
    buf_init(&reply, MESSAGE_MAX);
    if (is_tls(connection->client)) {
        tunnel(connection);
        open = false;
    }
    while (open && receive(connection->client, &request)) {
        struct orders orders = take_orders(proxy, &request);
        open = answer(connection, &orders, &request, &reply);
        buf_reset(&request);
    }
    shutdown(connection->client, SHUT_RDWR);
    set_hub(connection, -1);
    buf_clear(&request);
    buf_clear(&reply);
    mutex_lock(&proxy->mutex);
    connection->ended = true;
    mutex_unlock(&proxy->mutex);
}

// A free place, joining a thread that has ended; NULL when all are busy.
static struct connection *
find_place(struct proxy *proxy)
{
    for (int i = 0; i < CONNECTIONS_MAX; i++) {
        struct connection *connection = &proxy->connections[i];
        if (connection->used && !connection->ended)
            continue;
        if (connection->used) {
            thread_join(&connection->thread);
            close(connection->client);
        }
        *connection = (struct connection){.proxy = proxy, .hub = -1};
        return connection;
    }
    return NULL;
}

static void
accept_one(struct proxy *proxy)
{
    int fd = accept4(proxy->listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    mutex_lock(&proxy->mutex);
    struct connection *place =
        proxy->orders.fault == FAULT_DROP && proxy->orders.chance == 100
            ? NULL
            : find_place(proxy);
    if (place) {
        place->client = fd;
        place->used =
            thread_start(&place->thread, "proxy", serve, place) == 0;
    }
    if (!place || !place->used)
        close(fd);
    mutex_unlock(&proxy->mutex);
}

static void
close_all(struct proxy *proxy)
{
    for (int i = 0; i < CONNECTIONS_MAX; i++) {
        struct connection *connection = &proxy->connections[i];
        if (!connection->used || connection->ended)
            continue;
        shutdown(connection->client, SHUT_RDWR);
        if (connection->hub >= 0)
            shutdown(connection->hub, SHUT_RDWR);
    }
}

static int
number_or(const char *text, int otherwise)
{
    int64_t value;
    return text && str_parse_int(text, 0, 3600000, &value) ? (int)value
                                                           : otherwise;
}

static bool
give_orders(struct proxy *proxy, char *word, char *rest)
{
    struct orders *orders = &proxy->orders;
    int fault = 0;
    while (fault < FAULT_COUNT && !str_equal(fault_names[fault], word))
        fault++;
    if (fault == FAULT_COUNT ||
        (fault == FAULT_STATUS && !rest))
        return false;
    char *more = rest ? strchr(rest, ' ') : NULL;
    str_copy(orders->text, sizeof(orders->text), rest);
    if (more)
        *more++ = '\0';
    orders->fault = (enum fault)fault;
    orders->number = number_or(rest, 500);
    orders->retry_after = number_or(more, 0);
    if (fault == FAULT_DROP && orders->chance == 100)
        close_all(proxy);
    return true;
}

// False for the end.
static bool
obey(struct proxy *proxy, char *line)
{
    char *rest = strchr(str_trim(line), ' ');
    bool good = true;
    if (rest)
        *rest++ = '\0';
    mutex_lock(&proxy->mutex);
    if (str_equal(line, "quit") || str_equal(line, "")) {
        mutex_unlock(&proxy->mutex);
        return !str_equal(line, "quit");
    }
    if (str_equal(line, "chance"))
        proxy->orders.chance = number_or(rest, 100);
    else if (!str_equal(line, "count"))
        good = give_orders(proxy, line, rest);
    dprintf(STDOUT_FILENO, "%s %lld %lld\n", good ? "ok" : "error",
            (long long)proxy->requests, (long long)proxy->suffered);
    mutex_unlock(&proxy->mutex);
    return true;
}

static bool
start_listening(struct proxy *proxy, int port)
{
    proxy->listener = loopback_listen(&port);
    if (proxy->listener < 0)
        return false;
    dprintf(STDOUT_FILENO, "listening on 127.0.0.1:%d\n", port);
    return true;
}

static void
run(struct proxy *proxy)
{
    char line[LINE_MAX_BYTES];
    size_t len = 0;
    bool more = true;
    struct pollfd ends[] = {{STDIN_FILENO, POLLIN, 0},
                            {proxy->listener, POLLIN, 0}};
    while (more && poll(ends, 2, -1) >= 0) {
        if (ends[1].revents)
            accept_one(proxy);
        if (!ends[0].revents)
            continue;
        char c;
        more = read(STDIN_FILENO, &c, 1) == 1 && len + 1 < sizeof(line);
        if (more && c != '\n') {
            line[len++] = c;
            continue;
        }
        line[len] = '\0';
        len = 0;
        more = more && obey(proxy, line);
    }
}

static void
end(struct proxy *proxy)
{
    mutex_lock(&proxy->mutex);
    close_all(proxy);
    mutex_unlock(&proxy->mutex);
    for (int i = 0; i < CONNECTIONS_MAX; i++) {
        if (!proxy->connections[i].used)
            continue;
        thread_join(&proxy->connections[i].thread);
        close(proxy->connections[i].client);
    }
    close(proxy->listener);
    mutex_destroy(&proxy->mutex);
    free(proxy);
}

int
main(int argc, char **argv)
{
    int64_t to, port = 0;
    struct proxy *proxy = calloc(1, sizeof(*proxy));
    if (argc < 2 || argc > 3 || !proxy ||
        !str_parse_int(argv[1], 1, 65535, &to) ||
        (argc == 3 && !str_parse_int(argv[2], 0, 65535, &port))) {
        dprintf(STDERR_FILENO, "usage: fault_proxy TO_PORT [LISTEN_PORT]\n");
        free(proxy);
        return 2;
    }
    proxy->to_port = (int)to;
    proxy->orders.chance = 100;
    if (mutex_init(&proxy->mutex) || !start_listening(proxy, (int)port)) {
        dprintf(STDERR_FILENO, "fault_proxy: cannot listen\n");
        free(proxy);
        return 1;
    }
    run(proxy);
    end(proxy);
    return 0;
}
