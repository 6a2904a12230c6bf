// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_HTTP_ADDRESS_H
#define HUB_HTTP_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

#include "util/err.h"

#define HTTP_ADDRESS_SIZE 64 // "[…]:65535" and its NUL

/** Where a server listens. */
struct http_address {
    struct sockaddr_storage socket;
    socklen_t len;
    bool loopback; // plain HTTP is allowed here
};

/** "127.0.0.1:8443", "[::1]:0" or "localhost:0"; no other name. */
bool
http_address_parse(const char *text, struct http_address *out);

/**
 * A listening socket, owned by the caller, and its address with the port
 * that port 0 became. ERR_CONFLICT: in use; ERR_IO.
 */
enum err
http_address_bind(const struct http_address *address, int *out_fd,
                  char name[HTTP_ADDRESS_SIZE]);

#endif
