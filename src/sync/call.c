// SPDX-License-Identifier: Apache-2.0
#include "sync/call.h"
#include <openssl/ssl.h>
#include <string.h>
#include "sync/address.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/sign.h"
#include "util/str.h"
#include "wire/http_sign.h"

#define CONNECT_TIMEOUT_MS 8000
#define URL_SIZE 2048
#define HEADER_SIZE 640
#define BODY_MAX (512 * 1024)

// A short count makes curl end the transfer: it is how a reply without a
// declared length, or one that unpacks without end, is stopped.
static size_t
take_reply(char *data, size_t size, size_t count, void *userdata)
{
    struct call *call = userdata;
    return buf_add(&call->reply, data, size * count) ? size * count : 0;
}

// OpenSSL would judge dates by the system's clock, which may be the wrong
// one; ours knows the hub's time once it was told.
static CURLcode
set_time(CURL *easy, void *context, void *userdata)
{
    const struct call *call = userdata;
    X509_VERIFY_PARAM *param = SSL_CTX_get0_param(context);
    (void)easy;
    if (call->skip_dates)
        X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_NO_CHECK_TIME);
    else
        X509_VERIFY_PARAM_set_time(param, (time_t)(clock_now_ms() / 1000));
    return CURLE_OK;
}

enum err
call_init(struct call *call)
{
    *call = (struct call){.easy = curl_easy_init()};
    buf_init(&call->body, BODY_MAX);
    buf_init(&call->reply, CALL_REPLY_MAX);
    return call->easy ? ERR_OK : ERR_NO_MEMORY;
}

void
call_destroy(struct call *call)
{
    if (!call)
        return;
    call_cancel(call);
    curl_easy_cleanup(call->easy);
    buf_clear(&call->body);
    buf_clear(&call->reply);
    *call = (struct call){0};
}

// Everything is set anew for each call; connections outlive the reset.
static void
set_transport(struct call *call, const struct peer *peer,
              const struct call_request *request)
{
    CURL *easy = call->easy;
    bool secure = address_is_secure(peer->url);
    curl_easy_reset(easy);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, call);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "talent-kiosk/" TALENT_VERSION);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, secure ? "https" : "http");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     (long)CONNECT_TIMEOUT_MS);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->timeout_ms);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE,
                     (curl_off_t)CALL_REPLY_MAX);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_reply);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, call);
    if (!secure)
        return;
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (peer->ca_file)
        curl_easy_setopt(easy, CURLOPT_CAINFO, peer->ca_file);
    if (peer->pins[0])
        curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, peer->pins);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, set_time);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, call);
    if (request->skip_dates) {
        // no other call may ever run over a connection trusted this far
        curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
        curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    }
}

static bool
add_header(struct call *call, const char *name, const char *value)
{
    char line[HEADER_SIZE];
    struct curl_slist *grown;
    if (!str_format(line, sizeof(line), "%s: %s", name, value))
        return false;
    grown = curl_slist_append(call->headers, line);
    if (grown)
        call->headers = grown;
    return grown != NULL;
}

static enum err
add_signature(struct call *call, const struct peer *peer,
              const struct call_request *request)
{
    struct http_signature signature;
    struct http_request what = {
        .method = request->method,
        .path = request->path,
        .query = request->query,
        .body = call->body.data,
        .body_len = call->body.len,
    };
    enum err err =
        http_sign_make(&what, peer->keyid, clock_now_ms() / 1000,
                       peer->secret_key, &signature);
    if (err)
        return err;
    sign_public(peer->secret_key, call->signed_with);
    if (add_header(call, "Content-Digest", signature.digest) &&
        add_header(call, "Signature-Input", signature.input) &&
        add_header(call, "Signature", signature.value))
        return ERR_OK;
    return ERR_NO_MEMORY;
}

static enum err
set_request(struct call *call, const struct peer *peer,
            const struct call_request *request)
{
    char url[URL_SIZE];
    CURL *easy = call->easy;
    bool query = request->query && request->query[0];
    if (!str_format(url, sizeof(url), "%s%s%s%s", peer->url, request->path,
                    query ? "?" : "", query ? request->query : ""))
        return ERR_INVALID;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    if (str_equal(request->method, "POST")) {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, buf_text(&call->body));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         (curl_off_t)call->body.len);
        if (!add_header(call, "Content-Type", "application/json"))
            return ERR_NO_MEMORY;
    }
    if (!add_header(call, "Accept",
                    "application/json, application/problem+json"))
        return ERR_NO_MEMORY;
    enum err err =
        request->is_unsigned ? ERR_OK : add_signature(call, peer, request);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, call->headers);
    return err;
}

static void
release(struct call *call)
{
    curl_slist_free_all(call->headers);
    call->headers = NULL;
    call->multi = NULL;
    call->busy = false;
}

enum err
call_start(struct call *call, CURLM *multi, const struct peer *peer,
           const struct call_request *request)
{
    if (call->busy)
        return ERR_BUG;
    buf_reset(&call->reply);
    call->skip_dates = request->skip_dates;
    set_transport(call, peer, request);
    enum err err = set_request(call, peer, request);
    if (!err && curl_multi_add_handle(multi, call->easy) != CURLM_OK)
        err = ERR_NO_MEMORY;
    if (err) {
        LOGE("sync: cannot start %s: %s", request->path, err_name(err));
        release(call);
        return err;
    }
    call->multi = multi;
    call->busy = true;
    return ERR_OK;
}

static enum call_end
judge(CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return CALL_ANSWERED;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return CALL_UNTRUSTED;
    case CURLE_WRITE_ERROR:
    case CURLE_FILESIZE_EXCEEDED:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return CALL_GARBLED;
    default:
        return CALL_OFFLINE;
    }
}

void
call_finish(struct call *call, CURLcode code, struct call_result *out)
{
    long status = 0;
    curl_off_t after = 0;
    *out = (struct call_result){.end = judge(code)};
    curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(call->easy, CURLINFO_RETRY_AFTER, &after);
    curl_multi_remove_handle(call->multi, call->easy);
    release(call);
    if (out->end != CALL_ANSWERED) {
        LOGI("sync: no answer: %s", curl_easy_strerror(code));
        return;
    }
    out->status = (int)status;
    if (after > 0 && after < INT32_MAX)
        out->retry_after_ms = (int64_t)after * 1000;
    if (status >= 400)
        (void)problem_parse(buf_text(&call->reply), call->reply.len,
                            &out->problem);
    if (status >= 300 && !out->problem.code[0])
        str_format(out->problem.code, sizeof(out->problem.code), "http-%d",
                   (int)status);
}

void
call_cancel(struct call *call)
{
    if (!call->busy)
        return;
    curl_multi_remove_handle(call->multi, call->easy);
    release(call);
}

enum err
call_perform(struct call *call, const struct peer *peer,
             const struct call_request *request, struct call_result *out)
{
    int running = 1, left;
    CURLMsg *message = NULL;
    CURLM *multi = curl_multi_init();
    if (!multi)
        return ERR_NO_MEMORY;
    enum err err = call_start(call, multi, peer, request);
    while (!err && running > 0) {
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            err = ERR_BUG;
        else if (running > 0)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    if (!err)
        message = curl_multi_info_read(multi, &left);
    if (message)
        call_finish(call, message->data.result, out);
    else
        call_cancel(call);
    curl_multi_cleanup(multi);
    return message ? ERR_OK : err ? err : ERR_BUG;
}
