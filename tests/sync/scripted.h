// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_SYNC_SCRIPTED_H
#define TESTS_SYNC_SCRIPTED_H
#include <stdbool.h>
#include <stddef.h>
#include "util/buf.h"
#include "util/thread.h"

#define SCRIPTED_CONNECTIONS 64

/** One request as it came. */
struct scripted_request {
    char method[8];
    char path[64];
    char query[512];
    const char *headers; // all lines
    const char *body;
    size_t body_len;
};

/** What to answer; `raw` is sent as it is. */
struct scripted_reply {
    struct buf raw;
    bool close;   // after sending
    bool endless; // go on with chunks until the other end has had enough
};

/**
 * A hub made of what a test says: HTTP/1.1 on loopback, a thread a
 * connection. The handler runs on these threads, one at a time.
 */
struct scripted;

typedef void
scripted_handler(const struct scripted_request *request,
                 struct scripted_reply *reply, void *userdata);

struct scripted *
scripted_start(scripted_handler *handler, void *userdata);
int
scripted_port(const struct scripted *scripted);
/** Close every connection and end every thread. */
void
scripted_stop(struct scripted *scripted);

/** Fill a reply: status line, headers, length and body. `extra` is whole
 *  header lines, or "". */
void
scripted_json(struct scripted_reply *reply, int status, const char *extra,
              const char *body, size_t len);

#endif
