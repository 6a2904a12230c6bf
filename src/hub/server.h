// SPDX-License-Identifier: Apache-2.0
#ifndef HUB_SERVER_H
#define HUB_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "hub/config.h"
#include "hub/http.h"
#include "hub/identity.h"
#include "hub/keys.h"
#include "hub/nonces.h"
#include "hub/store.h"
#include "hub/web.h"
#include "util/buf.h"
#include "util/err.h"
#include "util/thread.h"
#include "wire/problem.h"

/* What the routes share: private to serve.c, auth.c, reply.c and
 * routes*.c. */

#define SERVER_STORES 64
#define SERVER_CHECKED 1024 // kiosks whose last checks are remembered

/** When a kiosk was last given `checks`. */
struct server_checked {
    char kiosk[HUB_ID_SIZE];
    int64_t at; // clock_mono_ms()
};

struct hub_server {
    const struct hub_config *config; // borrowed
    char keys_dir[FILE_PATH_SIZE];
    struct hub_keys keys;
    struct hub_identity identity; // hub_id and pins
    struct buf openapi;
    struct web web;
    struct nonces nonces;
    struct http_server *http;
    struct mutex mutex;
    // protected by mutex:
    bool ready; // all above is filled; until then 503
    struct hub_store *stores[SERVER_STORES]; // idle connections
    size_t store_count;
    struct server_checked checked[SERVER_CHECKED];
    size_t checked_count;
};

/** One call on its way through the routes. */
struct request {
    struct hub_server *server;
    const struct http_call *call;
    struct http_reply *reply;
    struct hub_store *store;
    struct hub_kiosk kiosk; // who signed it
    struct buf body; // decompressed
};

/** A connection to the store, for this thread until it is given back. */
enum err
server_store_take(struct hub_server *server, struct hub_store **out);

bool
server_ready(struct hub_server *server);

void
server_store_give(struct hub_server *server, struct hub_store *store);

/**
 * Is it time to give this kiosk `checks` again? Then they count as given.
 * `due` gives them anyway.
 */
bool
server_checks_due(struct hub_server *server, const char *kiosk, bool due);

/** Fills the reply with a problem; `code` is that of its type. */
void
reply_problem(struct request *request, int status, const char *code,
              const char *detail);

/** The same with all that a problem can say. */
void
reply_problem_full(struct request *request, const struct problem *problem);

/** What a store's failure means to a kiosk: 503, to come again. */
void
reply_not_now(struct request *request);

/**
 * Who signed the call, into request->kiosk. False: the reply is a 401 or,
 * for a revoked kiosk, a 410 with the signed order.
 */
bool
auth_kiosk(struct request *request);

/** Is the call signed with this key as `new`? False: the reply is a 401. */
bool
auth_new(struct request *request, const uint8_t key[SIGN_PUBLIC_SIZE]);

/* The routes; each fills request->reply. */
enum http_outcome
route_events(struct request *request);
enum http_outcome
route_changes(struct request *request);
enum http_outcome
route_heartbeat(struct request *request);
enum http_outcome
route_enrol(struct request *request);

/** A public page, `/p/ID`, or a file of assets/web that it needs. */
bool
route_is_page(const char *path);
enum http_outcome
route_page(struct request *request);

/** The server's handler: finds the route, checks who calls. */
http_handler routes_handle;

#endif
