// SPDX-License-Identifier: Apache-2.0
#ifndef SYNC_CALL_H
#define SYNC_CALL_H
#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "store/identity.h"
#include "util/buf.h"
#include "util/err.h"
#include "wire/problem.h"

#define CALL_REPLY_MAX (1024 * 1024)
#define CALL_PINS_SIZE 1024

/** Whom we speak to, and as whom. */
struct peer {
    char url[257]; // as address_parse leaves it
    char pins[CALL_PINS_SIZE]; // "sha256//…;sha256//…", or empty
    const char *ca_file;       // borrowed; NULL: the system's
    char keyid[65];            // kiosk id, or "new"
    uint8_t secret_key[64];
};

/** One request; all is borrowed until the call is started. */
struct call_request {
    const char *method;
    const char *path;
    const char *query; // encoded, or NULL
    int timeout_ms;
    bool is_unsigned; // GET /v1/time
    // Chain and pin are checked, dates are not: for the one call that asks
    // the time while we do not know it.
    bool skip_dates;
};

/** How a call ended. */
enum call_end {
    CALL_ANSWERED,  // `status` is the hub's
    CALL_OFFLINE,   // no connection, or it broke or took too long
    CALL_UNTRUSTED, // certificate or pin
    CALL_GARBLED,   // too large, or not what it says it is
};

struct call_result {
    enum call_end end;
    int status;
    int64_t retry_after_ms; // 0: not told
    struct problem problem; // of a status of 300 and up; always with a code
};

/**
 * A long-lived handle that carries one request at a time. New connections
 * cost sixty times a reused one, so each loop keeps its own.
 * Thread: the one that owns `multi`.
 */
struct call {
    CURL *easy;
    CURLM *multi;               // borrowed; set while busy
    struct curl_slist *headers; // owned while busy
    struct buf body;            // of the request; the caller fills it
    struct buf reply;
    uint8_t signed_with[32]; // public key, to know a late answer
    bool skip_dates;
    bool busy;
};

enum err
call_init(struct call *call);
void
call_destroy(struct call *call);

/** Send `call->body`; the answer comes out of `multi`. */
enum err
call_start(struct call *call, CURLM *multi, const struct peer *peer,
           const struct call_request *request);
/** `multi` said that the call ended with `code`. */
void
call_finish(struct call *call, CURLcode code, struct call_result *out);
/** Give up a call that is under way; nothing happens when none is. */
void
call_cancel(struct call *call);
/** Start and wait to the end, in the calling thread. */
enum err
call_perform(struct call *call, const struct peer *peer,
             const struct call_request *request, struct call_result *out);

#endif
