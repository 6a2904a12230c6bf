// SPDX-License-Identifier: Apache-2.0
#ifndef WIRE_HTTP_SIGN_H
#define WIRE_HTTP_SIGN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "util/err.h"
#include "util/sign.h"

#define HTTP_SIGN_KEYID_SIZE 65
#define HTTP_SIGN_NONCE_SIZE 129
#define HTTP_SIGN_DIGEST_SIZE 64
#define HTTP_SIGN_INPUT_SIZE 512
#define HTTP_SIGN_VALUE_SIZE 128
#define HTTP_SIGN_MAX_SKEW_S 300

/** What a signature covers: the request as it is sent. */
struct http_request {
    const char *method; // "GET", "POST"
    const char *path;   // absolute, as on the request line, without query
    const char *query;  // without "?"; NULL or "" when there is none
    const void *body;   // as sent, compressed if it is; NULL when empty
    size_t body_len;
    bool body_unread; // too large to read: its digest is taken as told
};

/** The three header values of a signed request. */
struct http_signature {
    char digest[HTTP_SIGN_DIGEST_SIZE]; // Content-Digest
    char input[HTTP_SIGN_INPUT_SIZE];   // Signature-Input
    char value[HTTP_SIGN_VALUE_SIZE];   // Signature
};

/** What a request says of its signature, before it is believed. */
struct http_sign_claim {
    char keyid[HTTP_SIGN_KEYID_SIZE];
    char nonce[HTTP_SIGN_NONCE_SIZE];
    int64_t created_s; // since 1970
    int64_t expires_s; // 0: not told
    unsigned char order[4]; // of the components, for the signature base
    // components and parameters in the canonical form of RFC 8941, the last
    // line of the signature base
    char params[HTTP_SIGN_INPUT_SIZE];
    unsigned char signature[SIGN_SIZE];
};

enum http_sign_result {
    HTTP_SIGN_OK,
    HTTP_SIGN_BAD,  // `bad-signature`
    HTTP_SIGN_SKEW, // `clock-skew`; only told of a good signature
};

/** The Content-Digest value of a body, `sha-256=:…:`. */
void
http_sign_digest(const void *body, size_t len,
                 char out[HTTP_SIGN_DIGEST_SIZE]);

/**
 * Sign a request at `created_s` with a fresh nonce (RFC 9421, label
 * `kiosk`). ERR_INVALID for a key id that is none or a request that is too
 * long to sign.
 */
enum err
http_sign_make(const struct http_request *request, const char *keyid,
               int64_t created_s,
               const unsigned char secret_key[SIGN_SECRET_SIZE],
               struct http_signature *out);

/**
 * Read the headers `Signature-Input` and `Signature` (several field lines
 * joined by ", "), either may be NULL. Strict and bounded; other labels are
 * passed over. ERR_INVALID is `bad-signature`.
 *
 * The covered components must be exactly "@method" "@path" "@query"
 * "content-digest", in any order, and the algorithm ed25519.
 */
enum err
http_sign_parse(const char *input, const char *signature,
                struct http_sign_claim *out);

/**
 * Check a claim against the request as it came and the key that its keyid
 * names. `digest` is the header Content-Digest, NULL when absent; other
 * algorithms than sha-256 in it are passed over. The nonce is left to the
 * caller (`replayed`).
 */
enum http_sign_result
http_sign_verify(const struct http_sign_claim *claim,
                 const struct http_request *request, const char *digest,
                 const unsigned char public_key[SIGN_PUBLIC_SIZE],
                 int64_t now_s);

#endif
