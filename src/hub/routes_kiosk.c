// SPDX-License-Identifier: Apache-2.0
#include "hub/server.h"

#include <string.h>

#include "hub/directory_key.h"
#include "hub/ingest.h"
#include "hub/kiosks.h"
#include "util/base64.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/enrol.h"
#include "wire/heartbeat.h"
#include "wire/json.h"

#define TYPE_JSON "application/json"

/** 400 or 413 for a body that breaks the contract, as the fault says. */
static void
reply_fault(struct request *request, int status, const char *code,
            const struct fault *fault)
{
    struct problem problem = {.status = status};
    str_copy(problem.code, sizeof(problem.code), code);
    str_format(problem.detail, sizeof(problem.detail), "%s%s%s", fault->field,
               fault->field[0] != '\0' ? ": " : "", fault->en);
    str_copy(problem.zh, sizeof(problem.zh), fault->zh);
    str_copy(problem.en, sizeof(problem.en), fault->en);
    reply_problem_full(request, &problem);
}

static void
reply_frozen(struct request *request)
{
    struct problem problem = {.status = 409};
    str_copy(problem.code, sizeof(problem.code), "epoch-frozen");
    str_copy(problem.detail, sizeof(problem.detail),
             "two different events had one identity in this epoch");
    str_copy(problem.zh, sizeof(problem.zh),
             "此终端的记录与中心不一致（磁盘可能被复制），请重新登记");
    str_copy(problem.en, sizeof(problem.en),
             "the records of this kiosk fork (a disk may have been copied):"
             " enrol it again");
    reply_problem_full(request, &problem);
}

enum http_outcome
route_events(struct request *request)
{
    struct hub_ingest ingest;
    struct fault fault = {0};
    enum err err =
        hub_ingest(request->store, &request->kiosk, buf_text(&request->body),
                   request->body.len, &ingest, &fault);
    ingest.reply.hub_time_ms = clock_now_ms();
    if (err == ERR_OK && ingest.changed)
        http_wake(request->server->http);
    if (err == ERR_INVALID && str_equal(fault.code, "too-large")) {
        reply_fault(request, 413, "too-large", &fault);
    } else if (err == ERR_INVALID) {
        reply_fault(request, 400, "bad-envelope", &fault);
    } else if (err == ERR_OK && ingest.frozen) {
        reply_frozen(request);
    } else if (err != ERR_OK ||
               push_reply_write(&ingest.reply, &request->reply->body) !=
                   ERR_OK) {
        reply_not_now(request);
    } else {
        request->reply->status = 200;
        request->reply->type = TYPE_JSON;
    }
    hub_ingest_clear(&ingest);
    return HTTP_DONE;
}

static enum err
heartbeat_save(struct request *request, const struct heartbeat *heartbeat,
               int64_t at, bool newest)
{
    struct buf text;
    buf_init(&text, 16 * 1024);
    enum err err = heartbeat_write(heartbeat, &text);
    if (err == ERR_OK)
        err = request->store->ops->heartbeat_put(
            request->store, request->kiosk.id, heartbeat->n, at,
            buf_text(&text), newest);
    buf_clear(&text);
    return err;
}

static enum err
heartbeats_save(struct request *request, const struct heartbeat_call *call)
{
    struct hub_store *store = request->store;
    enum err err = store->ops->begin(store, true);
    if (err != ERR_OK)
        return err;
    for (size_t i = 0; i < call->count && err == ERR_OK; i++)
        err = heartbeat_save(request, &call->earlier[i], call->earlier[i].at_ms,
                             false);
    if (err == ERR_OK)
        err = heartbeat_save(request, &call->newest, clock_now_ms(), true);
    // one that was heard before is as good as a new one
    if (err == ERR_CONFLICT)
        err = ERR_OK;
    if (err == ERR_OK)
        return store->ops->commit(store);
    store->ops->rollback(store);
    return err;
}

enum http_outcome
route_heartbeat(struct request *request)
{
    struct heartbeat_call call;
    struct fault fault = {0};
    enum err err = heartbeat_call_parse(buf_text(&request->body),
                                        request->body.len, &call, &fault);
    if (err == ERR_INVALID) {
        reply_fault(request, 400, "bad-request", &fault);
        heartbeat_call_clear(&call);
        return HTTP_DONE;
    }
    if (call.newest.at_ms == 0)
        call.newest.at_ms = clock_now_ms();
    if (err == ERR_OK)
        err = heartbeats_save(request, &call);
    heartbeat_call_clear(&call);
    request->reply->status = 200;
    request->reply->type = TYPE_JSON;
    if (err != ERR_OK ||
        hub_time_write(clock_now_ms(), &request->reply->body) != ERR_OK)
        reply_not_now(request);
    return HTTP_DONE;
}

/** The key that must have signed, even of a body that is otherwise bad. */
static bool
enrol_key_of(const struct request *request, uint8_t out[SIGN_PUBLIC_SIZE])
{
    struct json_t *json = NULL;
    struct fault fault = {0};
    const char *text = NULL;
    if (json_parse(buf_text(&request->body), request->body.len, &json,
                   &fault) != ERR_OK)
        return false;
    struct json_node root = json_root(json, &fault);
    struct json_node key = json_at(&root, "public_key");
    bool good = json_text(&key, 128, &text) == ERR_OK &&
                base64url_decode_exact(text, out, SIGN_PUBLIC_SIZE);
    json_free(json);
    return good;
}

static enum err
enrol_answer(struct request *request, const struct hub_kiosk *kiosk)
{
    struct hub_server *server = request->server;
    struct enrol_reply reply = {.sign = kiosk->sign};
    str_copy(reply.kiosk_id, sizeof(reply.kiosk_id), kiosk->id);
    str_copy(reply.site, sizeof(reply.site), kiosk->site);
    str_copy(reply.hub_id, sizeof(reply.hub_id), server->identity.id);
    memcpy(reply.hub_key, server->keys.public_key, sizeof(reply.hub_key));
    memcpy(reply.pins, server->identity.pins, sizeof(reply.pins));
    reply.pin_count = server->identity.pin_count;
    reply.seal_key = server->keys.seal;
    reply.hub_time_ms = clock_now_ms();
    enum err err =
        hub_keys_directory(server->keys_dir, kiosk->site, reply.directory_keys,
                           DIRECTORY_OVERLAP, &reply.directory_key_count);
    if (err == ERR_OK)
        err = enrol_reply_write(&reply, &request->reply->body);
    secret_wipe(&reply, sizeof(reply));
    request->reply->status = 201;
    request->reply->type = TYPE_JSON;
    http_reply_header(request->reply, "Cache-Control", "no-store");
    return err;
}

static void
enrol_refuse(struct request *request, enum hub_enrol_result result)
{
    static const struct {
        int status;
        const char *code;
        const char *zh;
        const char *en;
    } refusals[] = {
        [HUB_ENROL_CODE_UNKNOWN] = {404, "code-unknown", "登记码不正确，请核对",
                                    "this code is not known: check it"},
        [HUB_ENROL_CODE_USED] = {409, "code-used", "登记码已被使用，请重新生成",
                                 "this code was used: make a new one"},
        [HUB_ENROL_CODE_EXPIRED] = {410, "code-expired",
                                    "登记码已过期，请重新生成",
                                    "this code is too old: make a new one"},
        [HUB_ENROL_SITE_FULL] = {409, "site-full",
                                 "该场所已有九台终端，请先停用一台",
                                 "the site has nine kiosks: revoke one"},
    };
    struct problem problem = {.status = refusals[result].status};
    str_copy(problem.code, sizeof(problem.code), refusals[result].code);
    str_copy(problem.detail, sizeof(problem.detail), refusals[result].en);
    str_copy(problem.zh, sizeof(problem.zh), refusals[result].zh);
    str_copy(problem.en, sizeof(problem.en), refusals[result].en);
    reply_problem_full(request, &problem);
}

static enum err
enrol_run(struct request *request, const struct enrol_request *body)
{
    struct hub_enrol_request enrol = {
        .code = body->code,
        .model = body->model,
        .version = body->version,
    };
    enum hub_enrol_result result = HUB_ENROL_CODE_UNKNOWN;
    struct hub_kiosk kiosk;
    memcpy(enrol.key, body->public_key, sizeof(enrol.key));
    enum err err = hub_kiosk_enrol(request->store, &enrol, &result, &kiosk);
    if (err != ERR_OK)
        return err;
    if (result != HUB_ENROL_OK) {
        enrol_refuse(request, result);
        return ERR_OK;
    }
    http_wake(request->server->http); // its site has one kiosk more
    return enrol_answer(request, &kiosk);
}

enum http_outcome
route_enrol(struct request *request)
{
    uint8_t key[SIGN_PUBLIC_SIZE];
    struct enrol_request body;
    struct fault fault = {0};
    if (!enrol_key_of(request, key)) {
        reply_problem(request, 401, "bad-signature",
                      "the body holds no key that could have signed it");
        return HTTP_DONE;
    }
    if (!auth_new(request, key))
        return HTTP_DONE;
    enum err err = enrol_request_parse(buf_text(&request->body),
                                       request->body.len, &body, &fault);
    if (err == ERR_INVALID) {
        reply_fault(request, 400, "bad-request", &fault);
        return HTTP_DONE;
    }
    if (err == ERR_OK)
        err = enrol_run(request, &body);
    if (err != ERR_OK) {
        buf_reset(&request->reply->body);
        reply_not_now(request);
    }
    return HTTP_DONE;
}
