// SPDX-License-Identifier: Apache-2.0
#include "hub/http_address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "util/log.h"
#include "util/str.h"

#define BACKLOG 256

bool
http_address_parse(const char *text, struct http_address *out)
{
    char host[INET6_ADDRSTRLEN];
    int64_t port;
    memset(out, 0, sizeof(*out));
    const char *colon = strrchr(text, ':');
    if (colon == NULL || !str_parse_int(colon + 1, 0, 65535, &port))
        return false;
    size_t len = (size_t)(colon - text);
    bool six = text[0] == '[' && len > 1 && text[len - 1] == ']';
    if (six) {
        text++;
        len -= 2;
    }
    if (len >= sizeof(host))
        return false;
    memcpy(host, text, len);
    host[len] = '\0';
    // the one name that needs no asking
    if (!six && str_equal(host, "localhost"))
        str_copy(host, sizeof(host), "127.0.0.1");
    if (six) {
        struct sockaddr_in6 *in = (struct sockaddr_in6 *)&out->socket;
        in->sin6_family = AF_INET6;
        in->sin6_port = htons((uint16_t)port);
        out->len = sizeof(*in);
        if (inet_pton(AF_INET6, host, &in->sin6_addr) != 1)
            return false;
        out->loopback = IN6_IS_ADDR_LOOPBACK(&in->sin6_addr);
        return true;
    }
    struct sockaddr_in *in = (struct sockaddr_in *)&out->socket;
    in->sin_family = AF_INET;
    in->sin_port = htons((uint16_t)port);
    out->len = sizeof(*in);
    if (inet_pton(AF_INET, host, &in->sin_addr) != 1)
        return false;
    out->loopback = (ntohl(in->sin_addr.s_addr) >> 24) == 127;
    return true;
}

static bool
name_of(int fd, char *out, size_t size)
{
    struct sockaddr_storage bound;
    char host[INET6_ADDRSTRLEN];
    socklen_t len = sizeof(bound);
    if (getsockname(fd, (struct sockaddr *)&bound, &len) != 0)
        return false;
    if (bound.ss_family == AF_INET6) {
        const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)&bound;
        inet_ntop(AF_INET6, &in->sin6_addr, host, sizeof(host));
        return str_format(out, size, "[%s]:%u", host,
                          (unsigned int)ntohs(in->sin6_port));
    }
    const struct sockaddr_in *in = (const struct sockaddr_in *)&bound;
    inet_ntop(AF_INET, &in->sin_addr, host, sizeof(host));
    return str_format(out, size, "%s:%u", host,
                      (unsigned int)ntohs(in->sin_port));
}

enum err
http_address_bind(const struct http_address *address, int *out_fd,
                  char name[HTTP_ADDRESS_SIZE])
{
    int on = 1;
    int family = address->socket.ss_family;
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    *out_fd = -1;
    if (fd < 0)
        return ERR_IO;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(fd, (const struct sockaddr *)&address->socket, address->len) !=
            0 ||
        listen(fd, BACKLOG) != 0) {
        enum err err = errno == EADDRINUSE ? ERR_CONFLICT : ERR_IO;
        LOGE("http: cannot listen: %s", strerror(errno));
        close(fd);
        return err;
    }
    if (!name_of(fd, name, HTTP_ADDRESS_SIZE)) {
        close(fd);
        return ERR_IO;
    }
    *out_fd = fd;
    return ERR_OK;
}
