// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_HTTP_H
#define HUB_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/buf.h"
#include "util/err.h"

/*
 * The HTTP server behind one header: nothing else in the hub knows which
 * library answers. Requests come whole; a call may be held open and asked
 * again when something changed.
 */

#define HTTP_BODY_MAX (1024 * 1024) // as sent and after decompression
#define HTTP_HEADERS_MAX 12 // that a reply may add

struct http_server;
struct http_exchange; // one request inside the server

/** A request as it came; everything is borrowed for the call. */
struct http_call {
    const char *method;
    const char *path; // as on the request line, without the query
    const char *query; // as on the request line, without "?"; "" for none
    const void *body;
    size_t body_len;
    bool too_large; // over HTTP_BODY_MAX: `body` is empty
    bool again; // it was held open, its signature has been seen
    bool may_wait; // false: the server ends, HTTP_WAIT is refused
    int64_t began; // clock_mono_ms() of its first line
    struct http_exchange *exchange; // for http_header()
};

struct http_header {
    const char *name; // static
    char value[160];
};

/** What is sent back. */
struct http_reply {
    int status;
    const char *type; // static
    struct buf body; // owned; released by the server
    struct http_header headers[HTTP_HEADERS_MAX];
    size_t header_count;
    int64_t wait_until; // clock_mono_ms(); only with HTTP_WAIT
};

enum http_outcome {
    HTTP_DONE,
    HTTP_WAIT, // hold it open: ask again at http_wake() or `wait_until`
};

/** Any thread of the server; must not block longer than a disk does. */
typedef enum http_outcome
http_handler(const struct http_call *call, struct http_reply *reply,
             void *userdata);

struct http_options {
    const char *listen; // "127.0.0.1:8443", "[::1]:0"
    const char *tls_cert; // PEM text; NULL for plain HTTP
    const char *tls_key;
    int threads;
    int connections;
    int timeout_s;
    int request_s;
    http_handler *handler;
    void *userdata;
};

/** ERR_INVALID: not an address, or one that is not loopback without TLS,
 * or bad TLS texts; ERR_CONFLICT: in use; ERR_IO. */
enum err
http_start(const struct http_options *options, struct http_server **out);

/** "127.0.0.1:41234" as it is bound; borrowed. */
const char *
http_address(const struct http_server *server);

/** Something changed: every held call is asked again. Any thread. */
void
http_wake(struct http_server *server);

/** Ends held calls and waits for the others. Accepts NULL. */
void
http_stop(struct http_server *server);

/** A request header, repeated ones joined by ", " into `out`; false when
 * there is none or it does not fit. */
bool
http_header(const struct http_call *call, const char *name, char *out,
            size_t size);

/** Adds a header to the reply; false when there is no room. */
bool
http_reply_header(struct http_reply *reply, const char *name,
                  const char *value);

#endif
