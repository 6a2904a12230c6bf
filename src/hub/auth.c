// SPDX-License-Identifier: Apache-2.0
#include "hub/server.h"

#include <string.h>

#include "util/clock.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "util/timestamp.h"
#include "wire/http_sign.h"
#include "wire/order.h"

#define HEADER_MAX 4096

/** A request's signature as it came. */
struct signed_call {
    struct http_sign_claim claim;
    struct http_request signed_part;
    char digest[HEADER_MAX];
};

static bool
refuse_signature(struct request *request)
{
    reply_problem(request, 401, "bad-signature",
                  "the signature or the digest does not match");
    return false;
}

static bool
refuse_skew(struct request *request)
{
    struct problem problem = {
        .status = 401,
        .hub_time_ms = clock_now_ms(),
    };
    str_copy(problem.code, sizeof(problem.code), "clock-skew");
    str_copy(problem.detail, sizeof(problem.detail),
             "`created` is more than 5 minutes off");
    reply_problem_full(request, &problem);
    return false;
}

static bool
refuse_unknown(struct request *request)
{
    struct problem problem = {.status = 401};
    str_copy(problem.code, sizeof(problem.code), "unknown-kiosk");
    str_copy(problem.detail, sizeof(problem.detail),
             "no kiosk of this id is enrolled here");
    str_copy(problem.zh, sizeof(problem.zh), "中心不认识此终端，请重新登记");
    str_copy(problem.en, sizeof(problem.en),
             "the hub does not know this kiosk: enrol it again");
    reply_problem_full(request, &problem);
    return false;
}

/** 410 with the hub's signed word, which alone makes a kiosk obey. */
static bool
refuse_revoked(struct request *request, const struct hub_kiosk *kiosk,
               bool wipe)
{
    char at[TIMESTAMP_SIZE];
    struct problem problem = {.status = 410, .has_order = true};
    struct order *order = &problem.order;
    int64_t when =
        kiosk->revoked_at != 0 ? kiosk->revoked_at : kiosk->enrolled_at;
    timestamp_format(when, at);
    str_copy(problem.code, sizeof(problem.code), "revoked");
    str_copy(problem.detail, sizeof(problem.detail),
             "this key is no longer accepted");
    str_copy(problem.zh, sizeof(problem.zh),
             "此终端已被停用，请工作人员重新登记");
    str_copy(problem.en, sizeof(problem.en),
             "this kiosk was revoked: staff may enrol it again");
    str_copy(order->kiosk_id, sizeof(order->kiosk_id), kiosk->id);
    str_copy(order->at, sizeof(order->at), at);
    order->action = wipe ? ORDER_WIPE : ORDER_LOCK;
    problem.has_order =
        order_sign(order, request->server->keys.secret) == ERR_OK;
    reply_problem_full(request, &problem);
    return false;
}

static bool
signature_read(struct request *request, struct signed_call *out)
{
    char input[HEADER_MAX];
    char signature[HEADER_MAX];
    const struct http_call *call = request->call;
    memset(out, 0, sizeof(*out));
    if (!http_header(call, "Signature-Input", input, sizeof(input)) ||
        !http_header(call, "Signature", signature, sizeof(signature)) ||
        !http_header(call, "Content-Digest", out->digest,
                     sizeof(out->digest)) ||
        http_sign_parse(input, signature, &out->claim) != ERR_OK)
        return false;
    out->signed_part = (struct http_request){
        .method = call->method,
        .path = call->path,
        .query = call->query,
        .body = call->body,
        .body_len = call->body_len,
        .body_unread = call->too_large,
    };
    return true;
}

static enum http_sign_result
verify(const struct request *request, const struct signed_call *call,
       const uint8_t key[SIGN_PUBLIC_SIZE])
{
    // a call that was held open was in time when it came
    int64_t now =
        request->call->again ? call->claim.created_s : clock_now_ms() / 1000;
    return http_sign_verify(&call->claim, &call->signed_part, call->digest, key,
                            now);
}

/** The nonce of a good signature; false: the reply is made. */
static bool
nonce_fresh(struct request *request, const struct signed_call *call)
{
    if (request->call->again)
        return true;
    switch (nonces_note(&request->server->nonces, call->claim.keyid,
                        call->claim.nonce)) {
    case ERR_OK:
        return true;
    case ERR_CONFLICT:
        reply_problem(request, 401, "replayed",
                      "this nonce was used in the last 10 minutes");
        return false;
    default:
        reply_not_now(request);
        return false;
    }
}

/** Looking for a former key that verifies. */
struct old_key_search {
    struct request *request;
    const struct signed_call *call;
    enum http_sign_result result;
};

static enum err
old_key_try(const struct hub_kiosk *kiosk, void *userdata)
{
    struct old_key_search *search = userdata;
    search->result = verify(search->request, search->call, kiosk->key);
    return search->result == HTTP_SIGN_BAD ? ERR_OK : ERR_CONFLICT;
}

/** Not signed with the key of today: a former one gets a lock order. */
static bool
auth_old_key(struct request *request, const struct signed_call *call)
{
    struct old_key_search search = {
        .request = request,
        .call = call,
        .result = HTTP_SIGN_BAD,
    };
    enum err err = request->store->ops->old_key_each(
        request->store, request->kiosk.id, old_key_try, &search);
    if (err != ERR_OK && err != ERR_CONFLICT) {
        reply_not_now(request);
        return false;
    }
    if (search.result == HTTP_SIGN_SKEW)
        return refuse_skew(request);
    if (search.result != HTTP_SIGN_OK)
        return refuse_signature(request);
    if (!nonce_fresh(request, call))
        return false;
    return refuse_revoked(request, &request->kiosk, false);
}

bool
auth_kiosk(struct request *request)
{
    struct signed_call call;
    if (!signature_read(request, &call))
        return refuse_signature(request);
    enum err err = ERR_NOT_FOUND;
    if (id_valid(call.claim.keyid))
        err = request->store->ops->kiosk_get(request->store, call.claim.keyid,
                                             &request->kiosk);
    if (err == ERR_NOT_FOUND)
        return refuse_unknown(request);
    if (err != ERR_OK) {
        reply_not_now(request);
        return false;
    }
    switch (verify(request, &call, request->kiosk.key)) {
    case HTTP_SIGN_BAD:
        return auth_old_key(request, &call);
    case HTTP_SIGN_SKEW:
        return refuse_skew(request);
    case HTTP_SIGN_OK:
        break;
    }
    if (!nonce_fresh(request, &call))
        return false;
    if (request->kiosk.state != HUB_KIOSK_LIVE)
        return refuse_revoked(request, &request->kiosk,
                              request->kiosk.state == HUB_KIOSK_WIPED);
    return true;
}

bool
auth_new(struct request *request, const uint8_t key[SIGN_PUBLIC_SIZE])
{
    struct signed_call call;
    if (!signature_read(request, &call) || !str_equal(call.claim.keyid, "new"))
        return refuse_signature(request);
    switch (verify(request, &call, key)) {
    case HTTP_SIGN_BAD:
        return refuse_signature(request);
    case HTTP_SIGN_SKEW:
        return refuse_skew(request);
    case HTTP_SIGN_OK:
        break;
    }
    return nonce_fresh(request, &call);
}
