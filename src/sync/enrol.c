// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include "store/identity.h"
#include "store/store.h"
#include "sync/address.h"
#include "sync/call.h"
#include "sync/sync.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/enrol.h"
#include "wire/heartbeat.h"

#define TRIES 3
#define TIMEOUT_MS 20000
#define PROBLEM_SIZE 65
#define MODEL "talent-kiosk"

static void
tell(char *problem, const char *code)
{
    str_copy(problem, PROBLEM_SIZE, code);
}

static bool
set_peer(const struct sync_enrolment *enrolment, struct peer *out)
{
    *out = (struct peer){.ca_file = enrolment->ca_file, .keyid = "new"};
    for (int i = 0; i < enrolment->pin_count; i++) {
        size_t len = strlen(out->pins);
        if (!str_starts(enrolment->pins[i], "sha256//") ||
            !str_format(out->pins + len, sizeof(out->pins) - len, "%s%s",
                        len ? ";" : "", enrolment->pins[i]))
            return false;
    }
    return address_parse(enrolment->url, out->url, sizeof(out->url));
}

// A call that nobody answered, in the words of the command line.
static enum err
unanswered(const struct call_result *result, char *problem)
{
    switch (result->end) {
    case CALL_UNTRUSTED:
        tell(problem, "not-trusted");
        return ERR_INVALID;
    case CALL_GARBLED:
        tell(problem, "bad-reply");
        return ERR_OFFLINE;
    default:
        tell(problem, "offline");
        return ERR_OFFLINE;
    }
}

static enum err
ask_time(struct call *call, const struct peer *peer, char *problem)
{
    int64_t hub_time;
    struct call_result result;
    struct call_request request = {
        .method = "GET",
        .path = "/v1/time",
        .timeout_ms = TIMEOUT_MS,
        .is_unsigned = true,
        .skip_dates = clock_quality() == CLOCK_UNKNOWN,
    };
    buf_reset(&call->body);
    enum err err = call_perform(call, peer, &request, &result);
    if (err)
        return err;
    if (result.end != CALL_ANSWERED)
        return unanswered(&result, problem);
    if (result.status != 200 ||
        hub_time_parse(buf_text(&call->reply), call->reply.len, &hub_time)) {
        tell(problem, "bad-reply");
        return ERR_OFFLINE;
    }
    clock_correct(hub_time);
    return ERR_OK;
}

static enum err
refusal(const struct call_result *result, char *problem)
{
    tell(problem, result->problem.code);
    if (result->status == 409)
        return ERR_CONFLICT;
    if (result->status >= 500 || result->status == 429)
        return ERR_OFFLINE;
    return ERR_INVALID;
}

// The same code with the same key is answered alike, so a reply that got
// lost can be asked for again.
static enum err
ask_hub(struct call *call, const struct peer *peer,
        const struct enrol_request *what, struct enrol_reply *out,
        char *problem)
{
    struct fault fault = {0};
    struct call_result result;
    struct call_request request = {
        .method = "POST",
        .path = "/v1/enrol",
        .timeout_ms = TIMEOUT_MS,
    };
    enum err err = ERR_OFFLINE;
    for (int i = 0; i < TRIES && err == ERR_OFFLINE; i++) {
        buf_reset(&call->body);
        err = enrol_request_write(what, &call->body);
        if (!err)
            err = call_perform(call, peer, &request, &result);
        if (err)
            return err;
        if (result.end != CALL_ANSWERED)
            err = unanswered(&result, problem);
        else if (result.status != 201 && result.status != 200)
            err = refusal(&result, problem);
    }
    if (err)
        return err;
    err = enrol_reply_parse(buf_text(&call->reply), call->reply.len, out,
                            &fault);
    if (err) {
        LOGE("enrol: bad reply: %s %s", fault.field, fault.en);
        tell(problem, "bad-reply");
    }
    return err;
}

static void
copy_pins(const struct enrol_reply *reply,
          const struct sync_enrolment *enrolment, struct identity *out)
{
    size_t count = reply->pin_count;
    for (size_t i = 0; i < count && i < IDENTITY_PINS_MAX; i++)
        str_copy(out->pins[i], sizeof(out->pins[i]), reply->pins[i]);
    // a hub that tells none is held to those of the code
    for (int i = 0; count == 0 && i < enrolment->pin_count &&
                    i < IDENTITY_PINS_MAX;
         i++)
        str_copy(out->pins[i], sizeof(out->pins[i]), enrolment->pins[i]);
}

static enum err
keep(struct store *store, const struct sync_enrolment *enrolment,
     const struct peer *peer, const struct enrol_reply *reply)
{
    struct identity identity = {.sign = reply->sign};
    struct directory_key keys[IDENTITY_DIRECTORY_KEYS_MAX];
    size_t count = reply->directory_key_count;
    if (count > IDENTITY_DIRECTORY_KEYS_MAX)
        count = IDENTITY_DIRECTORY_KEYS_MAX;
    str_copy(identity.kiosk_id, sizeof(identity.kiosk_id), reply->kiosk_id);
    str_copy(identity.site, sizeof(identity.site), reply->site);
    str_copy(identity.hub_id, sizeof(identity.hub_id), reply->hub_id);
    str_copy(identity.hub_url, sizeof(identity.hub_url), peer->url);
    copy_pins(reply, enrolment, &identity);
    memcpy(identity.hub_key, reply->hub_key, sizeof(identity.hub_key));
    str_copy(identity.seal_key_id, sizeof(identity.seal_key_id),
             reply->seal_key.id);
    memcpy(identity.seal_key, reply->seal_key.key,
           sizeof(identity.seal_key));
    for (size_t i = 0; i < count; i++) {
        str_copy(keys[i].k, sizeof(keys[i].k), reply->directory_keys[i].id);
        memcpy(keys[i].key, reply->directory_keys[i].key,
               sizeof(keys[i].key));
    }
    enum err err =
        identity_save(store, &identity, peer->secret_key, keys, count);
    secret_wipe(keys, sizeof(keys));
    return err;
}

static enum err
fetch_first_set(const struct sync_enrolment *enrolment, char *problem)
{
    struct sync_event result;
    struct sync_options options = {
        .data_dir = enrolment->data_dir,
        .ca_file = enrolment->ca_file,
        .mode = SYNC_STAFF,
        .interval_s = 60,
    };
    enum err err = sync_run_once(&options, &result);
    if (!err && result.outcome > SYNC_PARTLY) {
        tell(problem, result.problem);
        LOGW("enrol: enrolled, but the first set did not come: %s",
             result.problem);
    }
    return err;
}

static enum err
enrol(struct store *store, struct call *call,
      const struct sync_enrolment *enrolment, struct peer *peer,
      char *problem)
{
    struct enrol_reply reply;
    struct enrol_request request = {
        .model = MODEL,
        .version = TALENT_VERSION,
    };
    if (!set_peer(enrolment, peer) ||
        !str_copy(request.code, sizeof(request.code), enrolment->code)) {
        tell(problem, "bad-address");
        return ERR_INVALID;
    }
    sign_keypair(request.public_key, peer->secret_key);
    enum err err = ask_time(call, peer, problem);
    if (!err)
        err = ask_hub(call, peer, &request, &reply, problem);
    if (!err)
        err = keep(store, enrolment, peer, &reply);
    secret_wipe(&reply, sizeof(reply));
    return err;
}

enum err
sync_enrol(const struct sync_enrolment *enrolment, char *problem)
{
    struct call call;
    struct peer peer = {0};
    struct store *store = NULL;
    problem[0] = '\0';
    curl_global_init(CURL_GLOBAL_DEFAULT);
    enum err err = call_init(&call);
    if (!err)
        err = store_open_again(enrolment->data_dir, &store);
    if (!err)
        err = enrol(store, &call, enrolment, &peer, problem);
    call_destroy(&call);
    secret_wipe(&peer, sizeof(peer));
    store_close(store);
    if (!err)
        err = fetch_first_set(enrolment, problem);
    curl_global_cleanup();
    return err;
}
