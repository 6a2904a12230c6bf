// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "util/base64.h"
#include "util/str.h"
#include "wire/http_sign.h"

#define NOW 1796086931

static const struct http_request get = {
    .method = "GET",
    .path = "/v1/changes",
    .query = "cursor=&limit=200",
};

static void
make_keys(unsigned char public_key[32], unsigned char secret_key[64])
{
    sign_keypair(public_key, secret_key);
}

static struct http_request
request(const char *query, const char *body)
{
    return (struct http_request){
        .method = "POST",
        .path = "/v1/events",
        .query = query,
        .body = body,
        .body_len = strlen(body),
    };
}

static enum http_sign_result
verify(const struct http_signature *signature,
       const struct http_request *what, const unsigned char *key,
       int64_t now)
{
    struct http_sign_claim claim;
    if (http_sign_parse(signature->input, signature->value, &claim))
        return HTTP_SIGN_BAD;
    return http_sign_verify(&claim, what, signature->digest, key, now);
}

static void
takes_its_own_signature(void **state)
{
    unsigned char key[32], secret[64];
    struct http_signature signature;
    struct http_sign_claim claim;
    struct http_request post = request(NULL, "{}");
    (void)state;
    make_keys(key, secret);
    assert_int_equal(
        http_sign_make(&get, "hall-1", NOW, secret, &signature), ERR_OK);
    assert_int_equal(
        http_sign_parse(signature.input, signature.value, &claim), ERR_OK);
    assert_string_equal(claim.keyid, "hall-1");
    assert_int_equal(claim.created_s, NOW);
    assert_int_equal(strlen(claim.nonce), 24);
    assert_int_equal(verify(&signature, &get, key, NOW + 300), HTTP_SIGN_OK);
    assert_int_equal(verify(&signature, &get, key, NOW + 301),
                     HTTP_SIGN_SKEW);
    assert_int_equal(verify(&signature, &get, key, NOW - 301),
                     HTTP_SIGN_SKEW);
    assert_int_equal(http_sign_make(&post, "new", NOW, secret, &signature),
                     ERR_OK);
    assert_int_equal(verify(&signature, &post, key, NOW), HTTP_SIGN_OK);
}

static void
notices_every_change(void **state)
{
    unsigned char key[32], secret[64];
    struct http_signature good, other;
    struct http_request post = request("a=1", "{}");
    struct http_request table[] = {
        request("a=2", "{}"), request(NULL, "{}"),  request("a=1", "[]"),
        request("a=1", ""),   request("a=1", "{}"), request("a=1", "{}"),
    };
    (void)state;
    table[4].method = "PUT";
    table[5].path = "/v1/event";
    make_keys(key, secret);
    assert_int_equal(http_sign_make(&post, "k", NOW, secret, &good), ERR_OK);
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
        assert_int_equal(verify(&good, &table[i], key, NOW), HTTP_SIGN_BAD);
    assert_int_equal(verify(&good, &post, key, NOW), HTTP_SIGN_OK);
    // the same with another's key, nonce or digest
    assert_int_equal(http_sign_make(&post, "k", NOW, secret, &other), ERR_OK);
    assert_string_not_equal(good.input, other.input);
    memcpy(other.value, good.value, sizeof(good.value));
    assert_int_equal(verify(&other, &post, key, NOW), HTTP_SIGN_BAD);
    make_keys(key, secret);
    assert_int_equal(verify(&good, &post, key, NOW), HTTP_SIGN_BAD);
}

// What another program would do: its own order, spacing and parameters.
static void
sign_base(const char *base, const unsigned char *secret, char *out,
          size_t size)
{
    unsigned char raw[SIGN_SIZE];
    char text[BASE64_SIZE(SIGN_SIZE)];
    sign_detached(secret, base, strlen(base), raw);
    base64_encode(raw, sizeof(raw), text, sizeof(text));
    str_format(out, size, "other=:AAAA:,\tkiosk=:%s:", text);
}

static void
takes_any_legal_form(void **state)
{
    static const char digest[] =
        "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
    static const char base[] =
        "\"@path\": /v1/time\n\"content-digest\": sha-512=:AA==:, "
        "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:\n"
        "\"@query\": ?\n\"@method\": GET\n"
        "\"@signature-params\": (\"@path\" \"content-digest\" \"@query\" "
        "\"@method\");alg=\"ed25519\";keyid=\"hall-1\";tag=\"x\\\"y\";"
        "nonce=\"abc\";created=1796086931";
    static const char input[] =
        "other=(\"date\";req \"@status\");created=1;x;y=?1 , "
        "kiosk=(  \"@path\"   \"content-digest\" \"@query\" \"@method\" );  "
        "alg=\"ed25519\"; keyid=\"hall-1\";tag=\"x\\\"y\";nonce=\"abc\";"
        "created=1796086931";
    unsigned char key[32], secret[64];
    char value[256], sent[256];
    struct http_sign_claim claim;
    struct http_request what = {.method = "GET", .path = "/v1/time"};
    (void)state;
    make_keys(key, secret);
    sign_base(base, secret, value, sizeof(value));
    assert_int_equal(http_sign_parse(input, value, &claim), ERR_OK);
    str_format(sent, sizeof(sent), " sha-512=:AA==:, %s ", digest);
    assert_int_equal(http_sign_verify(&claim, &what, sent, key, NOW),
                     HTTP_SIGN_OK);
    assert_int_equal(http_sign_verify(&claim, &what, digest, key, NOW),
                     HTTP_SIGN_BAD);
    assert_int_equal(http_sign_verify(&claim, &what, NULL, key, NOW),
                     HTTP_SIGN_BAD);
}

#define FOUR "(\"@method\" \"@path\" \"@query\" \"content-digest\")"
#define REST ";created=1;nonce=\"n\";keyid=\"k\";alg=\"ed25519\""
#define SIG                                                                  \
    "kiosk=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" \
    "AAAAAAAAAAAAAAAAAAAAAAA==:"

static void
refuses_other_headers(void **state)
{
    static const char *const table[][2] = {
        {NULL, SIG},
        {"kiosk=" FOUR REST, NULL},
        {"", SIG},
        {"sig1=" FOUR REST, SIG},
        {"kiosk=" FOUR REST, "sig1=:AAAA:"},
        {"kiosk=" FOUR REST, "kiosk=:AAAA:"},
        {"kiosk=" FOUR REST ",", SIG},
        {"kiosk=" FOUR REST ",kiosk=" FOUR REST, SIG},
        {"kiosk=" FOUR ";nonce=\"n\";keyid=\"k\";alg=\"ed25519\"", SIG},
        {"kiosk=" FOUR ";created=1;keyid=\"k\";alg=\"ed25519\"", SIG},
        {"kiosk=" FOUR ";created=1;nonce=\"n\";alg=\"ed25519\"", SIG},
        {"kiosk=" FOUR ";created=1;nonce=\"n\";keyid=\"k\"", SIG},
        {"kiosk=" FOUR ";created=\"1\";nonce=\"n\";keyid=\"k\";"
         "alg=\"ed25519\"",
         SIG},
        {"kiosk=" FOUR REST ";created=2", SIG},
        {"kiosk=" FOUR ";created=1;nonce=\"n\";keyid=\"k\";alg=\"rsa\"", SIG},
        {"kiosk=" FOUR ";created=1;nonce=n;keyid=\"k\";alg=\"ed25519\"", SIG},
        {"kiosk=" FOUR ";created=1;nonce=\"n\";keyid=\"../k\";"
         "alg=\"ed25519\"",
         SIG},
        {"kiosk=(\"@method\" \"@path\" \"content-digest\")" REST, SIG},
        {"kiosk=(\"@method\" \"@path\" \"@query\" \"@path\")" REST, SIG},
        {"kiosk=(\"@method\" \"@path\" \"@query\" \"content-digest\" "
         "\"date\")" REST,
         SIG},
        {"kiosk=(\"@method\" \"@path\" \"@query\" \"content-digest\";bs)" REST,
         SIG},
        {"kiosk=(\"@method\"\"@path\" \"@query\" \"content-digest\")" REST,
         SIG},
        {"kiosk=" FOUR REST ";x=\"\\n\"", SIG},
        {"kiosk" REST, SIG},
    };
    struct http_sign_claim claim;
    (void)state;
    assert_int_equal(http_sign_parse("kiosk=" FOUR REST, SIG, &claim),
                     ERR_OK);
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
        if (!http_sign_parse(table[i][0], table[i][1], &claim))
            fail_msg("row %zu was taken", i);
}

// The hub answers 413 to a body it did not read, but only to its kiosks.
static void
takes_an_unread_body_at_its_word(void **state)
{
    unsigned char key[32], secret[64];
    struct http_signature signature;
    struct http_request post = request(NULL, "{}");
    (void)state;
    make_keys(key, secret);
    assert_int_equal(http_sign_make(&post, "k", NOW, secret, &signature),
                     ERR_OK);
    post = request(NULL, "");
    assert_int_equal(verify(&signature, &post, key, NOW), HTTP_SIGN_BAD);
    post.body_unread = true;
    assert_int_equal(verify(&signature, &post, key, NOW), HTTP_SIGN_OK);
    post.path = "/v1/heartbeat";
    assert_int_equal(verify(&signature, &post, key, NOW), HTTP_SIGN_BAD);
}

static void
obeys_an_end(void **state)
{
    static const char params[] = FOUR REST ";expires=9";
    unsigned char key[32], secret[64];
    char base[512], value[256], input[512];
    struct http_sign_claim claim;
    struct http_signature digest;
    (void)state;
    make_keys(key, secret);
    http_sign_digest(NULL, 0, digest.digest);
    str_format(base, sizeof(base),
               "\"@method\": GET\n\"@path\": /v1/changes\n\"@query\": "
               "?cursor=&limit=200\n\"content-digest\": %s\n"
               "\"@signature-params\": %s",
               digest.digest, params);
    sign_base(base, secret, value, sizeof(value));
    str_format(input, sizeof(input), "kiosk=%s", params);
    assert_int_equal(http_sign_parse(input, value, &claim), ERR_OK);
    assert_int_equal(http_sign_verify(&claim, &get, digest.digest, key, 9),
                     HTTP_SIGN_OK);
    assert_int_equal(http_sign_verify(&claim, &get, digest.digest, key, 10),
                     HTTP_SIGN_BAD);
}

static void
will_not_sign_nonsense(void **state)
{
    unsigned char key[32], secret[64];
    struct http_signature out;
    struct http_request split = {.method = "GET", .path = "/a\n/b"};
    (void)state;
    make_keys(key, secret);
    assert_int_equal(http_sign_make(&get, "a\"b", NOW, secret, &out),
                     ERR_INVALID);
    assert_int_equal(http_sign_make(&split, "k", NOW, secret, &out),
                     ERR_INVALID);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_its_own_signature),
        cmocka_unit_test(notices_every_change),
        cmocka_unit_test(takes_any_legal_form),
        cmocka_unit_test(refuses_other_headers),
        cmocka_unit_test(takes_an_unread_body_at_its_word),
        cmocka_unit_test(obeys_an_end),
        cmocka_unit_test(will_not_sign_nonsense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
