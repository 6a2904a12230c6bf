// SPDX-License-Identifier: Apache-2.0
#include "hub/http_peers.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "util/clock.h"

struct http_peer {
    int fd;
    // protected by the mutex:
    int64_t until; // clock_mono_ms()
    struct http_peer *next;
    struct http_peer **link; // what points to it
};

enum err
http_peers_init(struct http_peers *peers, int request_s, int idle_s)
{
    memset(peers, 0, sizeof(*peers));
    peers->headers_ms = (int64_t)request_s * 1000;
    peers->line_ms = ((int64_t)request_s + idle_s) * 1000;
    return mutex_init(&peers->mutex);
}

void
http_peers_destroy(struct http_peers *peers)
{
    mutex_destroy(&peers->mutex);
}

struct http_peer *
http_peer_open(struct http_peers *peers, int fd)
{
    struct http_peer *peer = calloc(1, sizeof(*peer));
    if (peer == NULL)
        return NULL;
    peer->fd = fd;
    peer->until = clock_mono_ms() + peers->line_ms;
    mutex_lock(&peers->mutex);
    peer->next = peers->first;
    peer->link = &peers->first;
    if (peer->next != NULL)
        peer->next->link = &peer->next;
    peers->first = peer;
    mutex_unlock(&peers->mutex);
    return peer;
}

void
http_peer_close(struct http_peers *peers, struct http_peer *peer)
{
    if (peer == NULL)
        return;
    mutex_lock(&peers->mutex);
    *peer->link = peer->next;
    if (peer->next != NULL)
        peer->next->link = peer->link;
    mutex_unlock(&peers->mutex);
    free(peer);
}

void
http_peer_expect(struct http_peers *peers, struct http_peer *peer,
                 enum http_peer_wait wait)
{
    if (peer == NULL)
        return;
    int64_t now = clock_mono_ms();
    mutex_lock(&peers->mutex);
    if (wait == HTTP_PEER_NOTHING)
        peer->until = INT64_MAX;
    else
        peer->until = now + (wait == HTTP_PEER_LINE ? peers->line_ms
                                                    : peers->headers_ms);
    mutex_unlock(&peers->mutex);
}

void
http_peers_reap(struct http_peers *peers)
{
    int64_t now = clock_mono_ms();
    mutex_lock(&peers->mutex);
    for (struct http_peer *peer = peers->first; peer != NULL;
         peer = peer->next) {
        if (peer->until <= now)
            shutdown(peer->fd, SHUT_RDWR);
    }
    mutex_unlock(&peers->mutex);
}
