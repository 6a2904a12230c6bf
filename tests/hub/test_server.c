// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "hub/gzip.h"
#include "hub/keys.h"
#include "hub/kiosks.h"
#include "hub/serve.h"
#include "hub/store.h"
#include "util/base64.h"
#include "util/hash.h"
#include "util/str.h"
#include "wire/order.h"
#include "wire/problem.h"

/* Every refusal of PROTOCOL "Signing", "Enrolment" and "Transport", over
 * loopback against the real server. */

static struct fixture fixture; // one server for the group
static struct signer hall;     // a kiosk that stays enrolled

static int
setup(void **state)
{
    (void)state;
    fixture_make(&fixture);
    fixture_start(&fixture);
    signer_enrol(&fixture, "hall", &hall);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    fixture_remove(&fixture);
    return 0;
}

static struct answer
get(const char *target, const struct signer *signer)
{
    struct answer answer;
    struct ask ask = {
        .method = "GET",
        .target = target,
        .signer = signer,
    };
    ask_send(&fixture, &ask, &answer);
    return answer;
}

static struct answer
post(const char *target, const char *body, const struct signer *signer)
{
    struct answer answer;
    struct ask ask = {
        .method = "POST",
        .target = target,
        .body = body,
        .body_len = strlen(body),
        .signer = signer,
    };
    ask_send(&fixture, &ask, &answer);
    return answer;
}

/** Asserts status and problem type, and releases the answer. */
static void
expect(struct answer answer, int status, const char *code)
{
    char type[64];
    assert_int_equal(answer.status, status);
    if (code != NULL) {
        str_format(type, sizeof(type), "\"type\":\"urn:talent:%s\"", code);
        assert_true(answer_has(&answer, type));
        assert_non_null(strstr(answer.head, "application/problem+json"));
    }
    answer_clear(&answer);
}

static void
test_public(void **state)
{
    (void)state;
    struct answer answer = get("/v1/time", NULL);
    assert_int_equal(answer.status, 200);
    assert_true(answer_has(&answer, "{\"hub_time\":\""));
    answer_clear(&answer);
    expect(get("/healthz", NULL), 200, NULL);
    expect(get("/nothing", NULL), 404, "not-found");
    expect(post("/v1/time", "{}", NULL), 405, "method-not-allowed");
    expect(post("/healthz", "{}", NULL), 405, "method-not-allowed");
}

static void
test_openapi(void **state)
{
    (void)state;
    struct answer answer = get("/v1/openapi.yaml", NULL);
    assert_int_equal(answer.status, 200);
    assert_true(answer_has(&answer, "openapi: 3.1.0"));
    assert_true(answer_has(&answer, "/v1/changes"));
    answer_clear(&answer);
}

static void
test_unsigned(void **state)
{
    (void)state;
    expect(get("/v1/changes", NULL), 401, "bad-signature");
    expect(post("/v1/events", "{}", NULL), 401, "bad-signature");
    expect(post("/v1/heartbeat", "{}", NULL), 401, "bad-signature");
    expect(post("/v1/enrol", "{}", NULL), 401, "bad-signature");
    // before any other error: a wrong method, no such address
    expect(get("/v1/events", NULL), 401, "bad-signature");
    expect(get("/v1/nothing", NULL), 401, "bad-signature");
    expect(get("/v1/changes?limit=x", NULL), 401, "bad-signature");
}

static void
test_bad_signature(void **state)
{
    (void)state;
    struct answer answer;
    struct ask ask = {
        .method = "POST",
        .target = "/v1/heartbeat",
        .body = "{}",
        .body_len = 2,
        .signer = &hall,
        .break_signature = true,
    };
    ask_send(&fixture, &ask, &answer);
    expect(answer, 401, "bad-signature");
    ask.break_signature = false;
    ask.break_digest = true;
    ask_send(&fixture, &ask, &answer);
    expect(answer, 401, "bad-signature");
    // signed for another query
    ask = (struct ask){
        .method = "GET",
        .target = "/v1/changes?limit=1",
        .signer = &hall,
    };
    ask_send(&fixture, &ask, &answer);
    assert_int_equal(answer.status, 200);
    ask.target = "/v1/changes?limit=2";
    ask.replay = answer.sent;
    struct answer second;
    ask_send(&fixture, &ask, &second);
    answer_clear(&answer);
    expect(second, 401, "bad-signature");
}

static void
test_unknown_kiosk(void **state)
{
    (void)state;
    struct signer stranger;
    signer_make(&stranger, "nowhere-7");
    struct answer answer = get("/v1/changes", &stranger);
    assert_true(answer_has(&answer, "\"message\":{\"zh\":"));
    expect(answer, 401, "unknown-kiosk");
}

static void
test_wrong_key(void **state)
{
    (void)state;
    struct signer thief;
    signer_make(&thief, hall.keyid);
    expect(get("/v1/changes", &thief), 401, "bad-signature");
}

static void
test_skew(void **state)
{
    (void)state;
    struct answer answer;
    struct ask ask = {
        .method = "GET",
        .target = "/v1/changes",
        .signer = &hall,
        .skew_s = -360,
    };
    ask_send(&fixture, &ask, &answer);
    assert_true(answer_has(&answer, "\"hub_time\":\""));
    expect(answer, 401, "clock-skew");
    ask.skew_s = 360;
    ask_send(&fixture, &ask, &answer);
    expect(answer, 401, "clock-skew");
    ask.skew_s = 240;
    ask_send(&fixture, &ask, &answer);
    expect(answer, 200, NULL);
}

static void
test_replayed(void **state)
{
    (void)state;
    struct answer first;
    struct answer second;
    struct ask ask = {
        .method = "GET",
        .target = "/v1/changes",
        .signer = &hall,
    };
    ask_send(&fixture, &ask, &first);
    assert_int_equal(first.status, 200);
    ask.replay = first.sent;
    ask_send(&fixture, &ask, &second);
    answer_clear(&first);
    expect(second, 401, "replayed");
}

static void
test_not_found(void **state)
{
    (void)state;
    struct answer answer = get("/v1/events", &hall);
    assert_non_null(strstr(answer.head, "Allow: POST"));
    expect(answer, 405, "method-not-allowed");
    expect(get("/v1/nothing", &hall), 404, "not-found");
}

static void
test_too_large(void **state)
{
    (void)state;
    struct answer answer;
    size_t size = 1024 * 1024 + 1;
    char *body = malloc(size);
    assert_non_null(body);
    memset(body, ' ', size);
    struct ask ask = {
        .method = "POST",
        .target = "/v1/heartbeat",
        .body = body,
        .body_len = size,
        .signer = &hall,
    };
    ask_send(&fixture, &ask, &answer);
    expect(answer, 413, "too-large");
    ask.chunked = true;
    ask_send(&fixture, &ask, &answer);
    expect(answer, 413, "too-large");
    // 401 goes before it
    ask.break_signature = true;
    ask_send(&fixture, &ask, &answer);
    expect(answer, 401, "bad-signature");
    // and 256 KiB are the limit for events
    ask = (struct ask){
        .method = "POST",
        .target = "/v1/events",
        .body = body,
        .body_len = 256 * 1024 + 1,
        .signer = &hall,
    };
    ask_send(&fixture, &ask, &answer);
    expect(answer, 413, "too-large");
    free(body);
}

static struct answer
post_gzip(const char *target, const void *plain, size_t len)
{
    struct answer answer;
    struct buf packed;
    buf_init(&packed, 4 * 1024 * 1024);
    assert_int_equal(gzip_deflate(plain, len, &packed), ERR_OK);
    struct ask ask = {
        .method = "POST",
        .target = target,
        .body = packed.data,
        .body_len = packed.len,
        .signer = &hall,
        .headers = "Content-Encoding: gzip\r\n",
    };
    ask_send(&fixture, &ask, &answer);
    buf_clear(&packed);
    return answer;
}

static void
test_gzip_up(void **state)
{
    (void)state;
    static const char call[] =
        "{\"epoch\":\"00000000-0000-4000-8000-00000000abcd\","
        "\"events\":[]}";
    struct answer answer = post_gzip("/v1/events", call, strlen(call));
    assert_true(answer_has(&answer, "\"results\":[],\"durable_seq\":0"));
    expect(answer, 200, NULL);
    size_t size = 64 * 1024 * 1024;
    char *bomb = calloc(1, size);
    assert_non_null(bomb);
    expect(post_gzip("/v1/events", bomb, size), 413, "too-large");
    expect(post_gzip("/v1/events", bomb, 300 * 1024), 413, "too-large");
    free(bomb);
    struct ask ask = {
        .method = "POST",
        .target = "/v1/events",
        .body = "not gzip",
        .body_len = 8,
        .signer = &hall,
        .headers = "Content-Encoding: gzip\r\n",
    };
    ask_send(&fixture, &ask, &answer);
    expect(answer, 400, "bad-encoding");
    ask.headers = "Content-Encoding: br\r\n";
    ask_send(&fixture, &ask, &answer);
    expect(answer, 415, "unsupported-encoding");
}

static void
test_gzip_down(void **state)
{
    (void)state;
    struct answer answer;
    struct buf plain;
    struct ask ask = {
        .method = "GET",
        .target = "/v1/changes",
        .signer = &hall,
        .headers = "Accept-Encoding: br, gzip\r\n",
    };
    ask_send(&fixture, &ask, &answer);
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.head, "Content-Encoding: gzip"));
    buf_init(&plain, 4 * 1024 * 1024);
    assert_int_equal(
        gzip_inflate(answer.body.data, answer.body.len, &plain), ERR_OK);
    assert_true(str_starts(buf_text(&plain), "{\"changes\":["));
    buf_clear(&plain);
    answer_clear(&answer);
    ask.headers = "Accept-Encoding: gzip;q=0\r\n";
    ask_send(&fixture, &ask, &answer);
    assert_null(strstr(answer.head, "Content-Encoding"));
    answer_clear(&answer);
}

static void
test_bad_events(void **state)
{
    (void)state;
    expect(post("/v1/events", "no json", &hall), 400, "bad-envelope");
    expect(post("/v1/events", "[]", &hall), 400, "bad-envelope");
    expect(post("/v1/events", "{\"events\":[]}", &hall), 400,
           "bad-envelope");
    expect(post("/v1/events",
                "{\"epoch\":\"00000000-0000-4000-8000-00000000abcd\"}",
                &hall),
           400, "bad-envelope");
}

static void
test_heartbeat(void **state)
{
    (void)state;
    static const char first[] =
        "{\"n\":5,\"at\":\"2026-12-01T09:00:00+08:00\",\"earlier\":["
        "{\"n\":3,\"at\":\"2026-12-01T08:58:00+08:00\"},"
        "{\"n\":4,\"at\":\"2026-12-01T08:59:00+08:00\"}]}";
    struct answer answer = post("/v1/heartbeat", first, &hall);
    assert_true(answer_has(&answer, "{\"hub_time\":\""));
    expect(answer, 200, NULL);
    expect(post("/v1/heartbeat", first, &hall), 200, NULL);
    expect(post("/v1/heartbeat", "{\"n\":\"x\"}", &hall), 400,
           "bad-request");
    expect(post("/v1/heartbeat", "nothing", &hall), 400, "bad-request");
}

static char *
enrol_body(const char *code, const struct signer *signer, char out[512])
{
    char key[BASE64_SIZE(SIGN_PUBLIC_SIZE)];
    base64url_encode(signer->public_key, sizeof(signer->public_key), key,
                     sizeof(key));
    str_format(out, 512,
               "{\"code\":\"%s\",\"public_key\":\"%s\","
               "\"model\":\"bench\",\"version\":\"1.0.0\"}",
               code, key);
    return out;
}

static void
code_make(const char *site, const char *replace,
          char out[HUB_CODE_TEXT_SIZE])
{
    struct hub_store *store;
    assert_int_equal(hub_store_open(fixture.spec, &store), ERR_OK);
    assert_int_equal(hub_kiosk_add(store, site, NULL, replace, out), ERR_OK);
    hub_store_close(store);
}

static void
test_enrol(void **state)
{
    (void)state;
    char code[HUB_CODE_TEXT_SIZE];
    char body[512];
    char id[65];
    char again[65];
    struct signer kiosk;
    struct signer other;
    signer_make(&kiosk, "new");
    signer_make(&other, "new");
    code_make("hospital", NULL, code);
    struct answer answer =
        post("/v1/enrol", enrol_body(code, &kiosk, body), &kiosk);
    assert_int_equal(answer.status, 201);
    answer_text(&answer, "kiosk_id", id, sizeof(id));
    assert_string_equal(id, "hospital-1");
    assert_int_equal(answer_int(&answer, "sign"), 1);
    assert_true(answer_has(&answer, "\"seal_key\":{\"id\":\""));
    assert_true(answer_has(&answer, "\"directory_keys\":[{\"k\":\"d1\""));
    assert_true(answer_has(&answer, "\"hub_key\":\""));
    answer_clear(&answer);
    // the same code with the same key answers the same
    answer = post("/v1/enrol", body, &kiosk);
    assert_int_equal(answer.status, 201);
    answer_text(&answer, "kiosk_id", again, sizeof(again));
    assert_string_equal(again, id);
    answer_clear(&answer);
    expect(post("/v1/enrol", enrol_body(code, &other, body), &other), 409,
           "code-used");
    expect(post("/v1/enrol", enrol_body("nonsense", &other, body), &other),
           404, "code-unknown");
}

static void
test_enrol_refused(void **state)
{
    (void)state;
    char body[512];
    struct signer kiosk;
    struct signer other;
    struct signer named;
    signer_make(&kiosk, "new");
    signer_make(&other, "new");
    enrol_body("nonsense", &kiosk, body);
    // signed by a key that is not the one in the body
    expect(post("/v1/enrol", body, &other), 401, "bad-signature");
    // or with a key id that is not `new`
    named = kiosk;
    str_copy(named.keyid, sizeof(named.keyid), "hall-1");
    expect(post("/v1/enrol", body, &named), 401, "bad-signature");
    expect(post("/v1/enrol", "{}", &kiosk), 401, "bad-signature");
    struct ask ask = {
        .method = "POST",
        .target = "/v1/enrol",
        .body = body,
        .body_len = strlen(body),
        .signer = &kiosk,
        .skew_s = 1000,
    };
    struct answer answer;
    ask_send(&fixture, &ask, &answer);
    expect(answer, 401, "clock-skew");
    // a good signature over a body without a code
    char key[BASE64_SIZE(SIGN_PUBLIC_SIZE)];
    base64url_encode(kiosk.public_key, sizeof(kiosk.public_key), key,
                     sizeof(key));
    str_format(body, sizeof(body), "{\"public_key\":\"%s\"}", key);
    expect(post("/v1/enrol", body, &kiosk), 400, "bad-request");
}

static void
age_code(const char *code)
{
    struct hub_store *store;
    struct hub_code row;
    unsigned char hash[HASH_SIZE];
    hash_sha256(code, strlen(code), hash);
    assert_int_equal(hub_store_open(fixture.spec, &store), ERR_OK);
    assert_int_equal(store->ops->code_get(store, hash, &row), ERR_OK);
    row.expires_at -= HUB_CODE_LIFE_MS;
    assert_int_equal(store->ops->code_put(store, &row), ERR_OK);
    hub_store_close(store);
}

static void
test_enrol_expired(void **state)
{
    (void)state;
    char code[HUB_CODE_TEXT_SIZE];
    char body[512];
    struct signer kiosk;
    signer_make(&kiosk, "new");
    code_make("hall", NULL, code);
    age_code(code);
    expect(post("/v1/enrol", enrol_body(code, &kiosk, body), &kiosk), 410,
           "code-expired");
}

static void
test_site_full(void **state)
{
    (void)state;
    char codes[10][HUB_CODE_TEXT_SIZE];
    char body[512];
    struct hub_store *store;
    struct hub_record record = {
        .kind = "site",
        .id = "full",
        .body = "{\"name\":{\"zh\":\"满\"},\"profile\":\"hall\"}",
    };
    assert_int_equal(hub_store_open(fixture.spec, &store), ERR_OK);
    assert_int_equal(store->ops->record_put(store, &record), ERR_OK);
    hub_store_close(store);
    // ten codes while nobody is there yet, but only nine signs
    for (int i = 0; i < 10; i++)
        code_make("full", NULL, codes[i]);
    for (int i = 0; i < 9; i++) {
        struct signer kiosk;
        signer_make(&kiosk, "new");
        struct answer answer =
            post("/v1/enrol", enrol_body(codes[i], &kiosk, body), &kiosk);
        assert_int_equal(answer_int(&answer, "sign"), i + 1);
        expect(answer, 201, NULL);
    }
    struct signer tenth;
    signer_make(&tenth, "new");
    expect(post("/v1/enrol", enrol_body(codes[9], &tenth, body), &tenth),
           409, "site-full");
}

static void
order_check(const struct answer *answer, const char *kiosk,
            enum order_action action)
{
    struct problem problem;
    struct hub_keys keys;
    char dir[256];
    assert_int_equal(problem_parse(buf_text(&answer->body),
                                   answer->body.len, &problem),
                     ERR_OK);
    assert_true(problem.has_order);
    assert_int_equal(problem.order.action, action);
    hub_store_keys_dir(fixture.spec, dir, sizeof(dir));
    assert_int_equal(hub_keys_load(dir, &keys), ERR_OK);
    assert_true(order_verify(&problem.order, kiosk, keys.public_key));
    hub_keys_clear(&keys);
}

static void
revoke(const char *id, bool wipe)
{
    struct hub_store *store;
    assert_int_equal(hub_store_open(fixture.spec, &store), ERR_OK);
    assert_int_equal(hub_kiosk_revoke(store, id, wipe), ERR_OK);
    hub_store_close(store);
}

static void
test_revoked(void **state)
{
    (void)state;
    struct signer kiosk;
    signer_enrol(&fixture, "hall", &kiosk);
    expect(get("/v1/changes", &kiosk), 200, NULL);
    revoke(kiosk.keyid, false);
    struct answer answer = get("/v1/changes", &kiosk);
    order_check(&answer, kiosk.keyid, ORDER_LOCK);
    expect(answer, 410, "revoked");
    revoke(kiosk.keyid, true);
    answer = post("/v1/events", "{}", &kiosk);
    order_check(&answer, kiosk.keyid, ORDER_WIPE);
    expect(answer, 410, "revoked");
    // 401 goes before it
    struct ask ask = {
        .method = "GET",
        .target = "/v1/changes",
        .signer = &kiosk,
        .skew_s = 1000,
    };
    ask_send(&fixture, &ask, &answer);
    expect(answer, 401, "clock-skew");
}

static void
test_replaced(void **state)
{
    (void)state;
    char code[HUB_CODE_TEXT_SIZE];
    char body[512];
    char id[65];
    struct signer kiosk;
    struct signer successor;
    signer_enrol(&fixture, "hall", &kiosk);
    code_make(NULL, kiosk.keyid, code);
    // until the code is used, the old key is the key
    expect(get("/v1/changes", &kiosk), 200, NULL);
    signer_make(&successor, "new");
    struct answer answer =
        post("/v1/enrol", enrol_body(code, &successor, body), &successor);
    assert_int_equal(answer.status, 201);
    answer_text(&answer, "kiosk_id", id, sizeof(id));
    answer_clear(&answer);
    assert_string_equal(id, kiosk.keyid);
    str_copy(successor.keyid, sizeof(successor.keyid), id);
    expect(get("/v1/changes", &successor), 200, NULL);
    answer = get("/v1/changes", &kiosk);
    order_check(&answer, kiosk.keyid, ORDER_LOCK);
    expect(answer, 410, "revoked");
}

static void
test_malformed_http(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: x\r\n"
        "Content-Length: 99999999999999999999\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct answer answer;
        if (raw_send(&fixture, texts[i], strlen(texts[i]), &answer))
            assert_true(answer.status >= 400);
        answer_clear(&answer);
    }
    expect(get("/healthz", NULL), 200, NULL);
}

static void
test_not_loopback(void **state)
{
    (void)state;
    struct buf complaint;
    struct hub_config config = fixture.config;
    str_copy(config.listen, sizeof(config.listen), "0.0.0.0:0");
    buf_init(&complaint, 4096);
    assert_int_equal(hub_serve(&config, &complaint), ERR_INVALID);
    assert_non_null(strstr(buf_text(&complaint), "tls_cert"));
    buf_reset(&complaint);
    str_format(config.listen, sizeof(config.listen), "127.0.0.1:%d",
               fixture.port);
    assert_int_equal(hub_serve(&config, &complaint), ERR_CONFLICT);
    assert_non_null(strstr(buf_text(&complaint), "in use"));
    buf_clear(&complaint);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_public),
        cmocka_unit_test(test_openapi),
        cmocka_unit_test(test_unsigned),
        cmocka_unit_test(test_bad_signature),
        cmocka_unit_test(test_unknown_kiosk),
        cmocka_unit_test(test_wrong_key),
        cmocka_unit_test(test_skew),
        cmocka_unit_test(test_replayed),
        cmocka_unit_test(test_not_found),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_gzip_up),
        cmocka_unit_test(test_gzip_down),
        cmocka_unit_test(test_bad_events),
        cmocka_unit_test(test_heartbeat),
        cmocka_unit_test(test_enrol),
        cmocka_unit_test(test_enrol_refused),
        cmocka_unit_test(test_enrol_expired),
        cmocka_unit_test(test_site_full),
        cmocka_unit_test(test_revoked),
        cmocka_unit_test(test_replaced),
        cmocka_unit_test(test_malformed_http),
        cmocka_unit_test(test_not_loopback),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
