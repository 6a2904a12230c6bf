// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "client.h"
#include "hub/keys.h"
#include "hub/kiosks.h"
#include "hub/store.h"
#include "util/base64.h"
#include "util/hash.h"
#include "util/str.h"
#include "wire/order.h"
#include "wire/problem.h"

/* PROTOCOL "Enrolment" and what becomes of revoked and replaced kiosks, over
 * loopback against the real server. */

static struct fixture fixture; // one server for the group

static int
setup(void **state)
{
    (void)state;
    fixture_make(&fixture);
    fixture_start(&fixture);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    fixture_remove(&fixture);
    return 0;
}

static void
code_make(const char *site, const char *replace, char out[HUB_CODE_TEXT_SIZE])
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
        ask_post(&fixture, "/v1/enrol", enrol_body(code, &kiosk, body), &kiosk);
    assert_int_equal(answer.status, 201);
    answer_text(&answer, "kiosk_id", id, sizeof(id));
    assert_string_equal(id, "hospital-1");
    assert_int_equal(answer_int(&answer, "sign"), 1);
    assert_true(answer_has(&answer, "\"seal_key\":{\"id\":\""));
    assert_true(answer_has(&answer, "\"directory_keys\":[{\"k\":\"d1\""));
    assert_true(answer_has(&answer, "\"hub_key\":\""));
    answer_clear(&answer);
    // the same code with the same key answers the same
    answer = ask_post(&fixture, "/v1/enrol", body, &kiosk);
    assert_int_equal(answer.status, 201);
    answer_text(&answer, "kiosk_id", again, sizeof(again));
    assert_string_equal(again, id);
    answer_clear(&answer);
    answer_expect(
        ask_post(&fixture, "/v1/enrol", enrol_body(code, &other, body), &other),
        409, "code-used");
    answer_expect(ask_post(&fixture, "/v1/enrol",
                           enrol_body("nonsense", &other, body), &other),
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
    answer_expect(ask_post(&fixture, "/v1/enrol", body, &other), 401,
                  "bad-signature");
    // or with a key id that is not `new`
    named = kiosk;
    str_copy(named.keyid, sizeof(named.keyid), "hall-1");
    answer_expect(ask_post(&fixture, "/v1/enrol", body, &named), 401,
                  "bad-signature");
    answer_expect(ask_post(&fixture, "/v1/enrol", "{}", &kiosk), 401,
                  "bad-signature");
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
    answer_expect(answer, 401, "clock-skew");
    // a good signature over a body without a code
    char key[BASE64_SIZE(SIGN_PUBLIC_SIZE)];
    base64url_encode(kiosk.public_key, sizeof(kiosk.public_key), key,
                     sizeof(key));
    str_format(body, sizeof(body), "{\"public_key\":\"%s\"}", key);
    answer_expect(ask_post(&fixture, "/v1/enrol", body, &kiosk), 400,
                  "bad-request");
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
    answer_expect(
        ask_post(&fixture, "/v1/enrol", enrol_body(code, &kiosk, body), &kiosk),
        410, "code-expired");
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
        struct answer answer = ask_post(
            &fixture, "/v1/enrol", enrol_body(codes[i], &kiosk, body), &kiosk);
        assert_int_equal(answer_int(&answer, "sign"), i + 1);
        answer_expect(answer, 201, NULL);
    }
    struct signer tenth;
    signer_make(&tenth, "new");
    answer_expect(ask_post(&fixture, "/v1/enrol",
                           enrol_body(codes[9], &tenth, body), &tenth),
                  409, "site-full");
}

static void
order_check(const struct answer *answer, const char *kiosk,
            enum order_action action)
{
    struct problem problem;
    struct hub_keys keys;
    char dir[256];
    assert_int_equal(
        problem_parse(buf_text(&answer->body), answer->body.len, &problem),
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
    answer_expect(ask_get(&fixture, "/v1/changes", &kiosk), 200, NULL);
    revoke(kiosk.keyid, false);
    struct answer answer = ask_get(&fixture, "/v1/changes", &kiosk);
    order_check(&answer, kiosk.keyid, ORDER_LOCK);
    answer_expect(answer, 410, "revoked");
    revoke(kiosk.keyid, true);
    answer = ask_post(&fixture, "/v1/events", "{}", &kiosk);
    order_check(&answer, kiosk.keyid, ORDER_WIPE);
    answer_expect(answer, 410, "revoked");
    // 401 goes before it
    struct ask ask = {
        .method = "GET",
        .target = "/v1/changes",
        .signer = &kiosk,
        .skew_s = 1000,
    };
    ask_send(&fixture, &ask, &answer);
    answer_expect(answer, 401, "clock-skew");
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
    answer_expect(ask_get(&fixture, "/v1/changes", &kiosk), 200, NULL);
    signer_make(&successor, "new");
    struct answer answer = ask_post(
        &fixture, "/v1/enrol", enrol_body(code, &successor, body), &successor);
    assert_int_equal(answer.status, 201);
    answer_text(&answer, "kiosk_id", id, sizeof(id));
    answer_clear(&answer);
    assert_string_equal(id, kiosk.keyid);
    str_copy(successor.keyid, sizeof(successor.keyid), id);
    answer_expect(ask_get(&fixture, "/v1/changes", &successor), 200, NULL);
    answer = ask_get(&fixture, "/v1/changes", &kiosk);
    order_check(&answer, kiosk.keyid, ORDER_LOCK);
    answer_expect(answer, 410, "revoked");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enrol),
        cmocka_unit_test(test_enrol_refused),
        cmocka_unit_test(test_enrol_expired),
        cmocka_unit_test(test_site_full),
        cmocka_unit_test(test_revoked),
        cmocka_unit_test(test_replaced),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
