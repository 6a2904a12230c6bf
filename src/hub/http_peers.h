// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_HTTP_PEERS_H
#define HUB_HTTP_PEERS_H

#include <stdint.h>

#include "util/err.h"
#include "util/thread.h"

struct http_peer;

/**
 * The open connections of a server. The library ends one that is silent;
 * one that goes on sending a byte at a time would stay for ever, and enough
 * of those leave no room for a kiosk. Any thread may call, one at a time for
 * each peer.
 */
struct http_peers {
    struct mutex mutex;
    struct http_peer *first; // protected by mutex
    int64_t headers_ms;
    int64_t line_ms;
};

/** What has to come next, and by when. */
enum http_peer_wait {
    HTTP_PEER_LINE,    // a request: after all the time it may be silent
    HTTP_PEER_HEADERS, // the rest of one that has begun
    HTTP_PEER_NOTHING, // its headers are there
};

/** `request_s` for a request, `idle_s` before one. */
enum err
http_peers_init(struct http_peers *peers, int request_s, int idle_s);
void
http_peers_destroy(struct http_peers *peers);

/** A connection that waits for its first line; NULL without memory. */
struct http_peer *
http_peer_open(struct http_peers *peers, int fd);

/** Before `fd` is closed. Accepts NULL, as the next. */
void
http_peer_close(struct http_peers *peers, struct http_peer *peer);

void
http_peer_expect(struct http_peers *peers, struct http_peer *peer,
                 enum http_peer_wait wait);

/** Shuts those down whose time is over; their owner then closes them. */
void
http_peers_reap(struct http_peers *peers);

#endif
