// SPDX-License-Identifier: Apache-2.0
#include "hub/server.h"

#include <string.h>

#include "hub/gzip.h"
#include "util/clock.h"
#include "util/str.h"
#include "wire/heartbeat.h"

#define GZIP_FROM 1024 // smaller replies gain nothing
#define ENCODING_MAX 512
#define TYPE_JSON "application/json"

typedef enum http_outcome
route_fn(struct request *request);

enum route_access {
    ROUTE_PUBLIC, // answered to everybody, without a store
    ROUTE_NEW, // signed by a key that is not enrolled yet
    ROUTE_KIOSK, // signed by a kiosk
};

struct route {
    const char *path;
    const char *method;
    enum route_access access;
    route_fn *run;
};

static enum http_outcome
route_time(struct request *request)
{
    request->reply->status = 200;
    request->reply->type = TYPE_JSON;
    http_reply_header(request->reply, "Cache-Control", "no-store");
    if (hub_time_write(clock_now_ms(), &request->reply->body) != ERR_OK)
        reply_not_now(request);
    return HTTP_DONE;
}

static enum http_outcome
route_openapi(struct request *request)
{
    const struct buf *text = &request->server->openapi;
    if (text->len == 0) {
        reply_problem(request, 404, "not-found",
                      "the description is not installed");
        return HTTP_DONE;
    }
    request->reply->status = 200;
    request->reply->type = "application/yaml";
    if (!buf_add(&request->reply->body, text->data, text->len))
        reply_not_now(request);
    return HTTP_DONE;
}

static enum http_outcome
route_health(struct request *request)
{
    struct hub_store *store;
    struct hub_position position;
    enum err err = server_store_take(request->server, &store);
    if (err == ERR_OK) {
        err = store->ops->position(store, &position);
        server_store_give(request->server, store);
    }
    if (err != ERR_OK) {
        reply_not_now(request);
        return HTTP_DONE;
    }
    request->reply->status = 200;
    request->reply->type = "text/plain; charset=utf-8";
    buf_add_str(&request->reply->body, "ok\n");
    return HTTP_DONE;
}

static const struct route routes[] = {
    {"/v1/events", "POST", ROUTE_KIOSK, route_events},
    {"/v1/changes", "GET", ROUTE_KIOSK, route_changes},
    {"/v1/heartbeat", "POST", ROUTE_KIOSK, route_heartbeat},
    {"/v1/enrol", "POST", ROUTE_NEW, route_enrol},
    {"/v1/time", "GET", ROUTE_PUBLIC, route_time},
    {"/v1/openapi.yaml", "GET", ROUTE_PUBLIC, route_openapi},
    {"/healthz", "GET", ROUTE_PUBLIC, route_health},
};

static const struct route *
route_find(const char *path)
{
    for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
        if (strcmp(routes[i].path, path) == 0)
            return &routes[i];
    }
    return NULL;
}

static bool
method_fits(const struct route *route, const char *method)
{
    if (strcmp(route->method, method) == 0)
        return true;
    return route->access == ROUTE_PUBLIC && strcmp(method, "HEAD") == 0;
}

/** The body as JSON text; false: the reply is made. */
static bool
body_read(struct request *request)
{
    char encoding[ENCODING_MAX];
    const struct http_call *call = request->call;
    enum err err = ERR_OK;
    bool told =
        http_header(call, "Content-Encoding", encoding, sizeof(encoding));
    if (call->too_large) {
        err = ERR_CONFLICT;
    } else if (!told || str_equal_nocase(encoding, "identity")) {
        if (!buf_add(&request->body, call->body, call->body_len))
            err = ERR_NO_MEMORY;
    } else if (str_equal_nocase(encoding, "gzip")) {
        err = gzip_inflate(call->body, call->body_len, &request->body);
    } else {
        http_reply_header(request->reply, "Accept-Encoding", "gzip");
        reply_problem(request, 415, "unsupported-encoding",
                      "only gzip is understood");
        return false;
    }
    if (err == ERR_CONFLICT)
        reply_problem(request, 413, "too-large",
                      "a body is at most 1 MiB, also after decompression");
    else if (err == ERR_INVALID)
        reply_problem(request, 400, "bad-encoding",
                      "the body is not what Content-Encoding says");
    else if (err != ERR_OK)
        reply_not_now(request);
    return err == ERR_OK;
}

static void
reply_no_method(struct request *request, const struct route *route)
{
    http_reply_header(request->reply, "Allow",
                      route->access == ROUTE_PUBLIC ? "GET, HEAD"
                                                    : route->method);
    reply_problem(request, 405, "method-not-allowed",
                  "this address has another method");
}

/** A call that must be signed: 401 goes before everything else. */
static enum http_outcome
run_signed(struct request *request, const struct route *route)
{
    bool enrol = route != NULL && route->access == ROUTE_NEW &&
                 method_fits(route, request->call->method);
    if (enrol) {
        // its key is in its body; a body that cannot be read has none
        if (body_read(request))
            return route->run(request);
        buf_clear(&request->reply->body);
        request->reply->header_count = 0;
        reply_problem(request, 401, "bad-signature",
                      "the body holds no key that could have signed it");
        return HTTP_DONE;
    }
    if (!auth_kiosk(request))
        return HTTP_DONE;
    if (route == NULL)
        reply_problem(request, 404, "not-found", "there is nothing here");
    else if (!method_fits(route, request->call->method))
        reply_no_method(request, route);
    else if (body_read(request))
        return route->run(request);
    return HTTP_DONE;
}

static enum http_outcome
run(struct request *request)
{
    const char *path = request->call->path;
    const struct route *route = route_find(path);
    if (route_is_page(path))
        return route_page(request);
    if (route == NULL && !str_starts(path, "/v1/")) {
        reply_problem(request, 404, "not-found", "there is nothing here");
        return HTTP_DONE;
    }
    if (route != NULL && route->access == ROUTE_PUBLIC) {
        if (method_fits(route, request->call->method))
            return route->run(request);
        reply_no_method(request, route);
        return HTTP_DONE;
    }
    if (server_store_take(request->server, &request->store) != ERR_OK) {
        reply_not_now(request);
        return HTTP_DONE;
    }
    enum http_outcome outcome = run_signed(request, route);
    server_store_give(request->server, request->store);
    return outcome;
}

/** Compresses a reply for those who asked. */
static void
reply_compress(struct request *request)
{
    char accepted[ENCODING_MAX];
    struct http_reply *reply = request->reply;
    if (reply->body.len < GZIP_FROM ||
        !http_header(request->call, "Accept-Encoding", accepted,
                     sizeof(accepted)) ||
        !gzip_accepted(accepted))
        return;
    struct buf small;
    buf_init(&small, reply->body.max);
    if (gzip_deflate(reply->body.data, reply->body.len, &small) == ERR_OK &&
        http_reply_header(reply, "Content-Encoding", "gzip")) {
        http_reply_header(reply, "Vary", "Accept-Encoding");
        buf_clear(&reply->body);
        reply->body = small;
    } else {
        buf_clear(&small);
    }
}

enum http_outcome
routes_handle(const struct http_call *call, struct http_reply *reply,
              void *userdata)
{
    struct request request = {
        .server = userdata,
        .call = call,
        .reply = reply,
    };
    buf_init(&request.body, HTTP_BODY_MAX);
    enum http_outcome outcome = HTTP_DONE;
    if (server_ready(request.server))
        outcome = run(&request);
    else
        reply_not_now(&request);
    buf_clear(&request.body);
    if (outcome == HTTP_DONE)
        reply_compress(&request);
    return outcome;
}
