// SPDX-License-Identifier: Apache-2.0
#include "wire/http_sign.h"
#include <string.h>
#include "util/base64.h"
#include "util/buf.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/str.h"
#include "wire/fields.h"

#define LABEL "kiosk"
#define COMPONENTS "(\"@method\" \"@path\" \"@query\" \"content-digest\")"
#define BASE_MAX 8192
#define NONCE_BYTES 16

enum component {
    COMPONENT_METHOD,
    COMPONENT_PATH,
    COMPONENT_QUERY,
    COMPONENT_DIGEST,
    COMPONENT_COUNT,
};

static const char *const component_names[] = {"@method", "@path", "@query",
                                              "content-digest", NULL};

enum parameter {
    PARAMETER_CREATED,
    PARAMETER_NONCE,
    PARAMETER_KEYID,
    PARAMETER_ALG,
    PARAMETER_EXPIRES,
    PARAMETER_OTHER,
};

static const char *const parameter_names[] = {"created", "nonce", "keyid",
                                              "alg", "expires", NULL};
#define PARAMETERS_NEEDED 0xfu

static int
find_name(const char *const *names, const char *name)
{
    int i = 0;
    while (names[i] && strcmp(names[i], name) != 0)
        i++;
    return i;
}

void
http_sign_digest(const void *body, size_t len,
                 char out[HTTP_SIGN_DIGEST_SIZE])
{
    unsigned char digest[HASH_SIZE];
    char text[BASE64_SIZE(HASH_SIZE)];
    hash_sha256(len ? body : "", len, digest);
    base64_encode(digest, sizeof(digest), text, sizeof(text));
    str_format(out, HTTP_SIGN_DIGEST_SIZE, "sha-256=:%s:", text);
}

// RFC 9421 §2.5: one line a component in the order of `order`, then the
// parameters as they are serialised.
static bool
build_base(const struct http_request *request,
           const unsigned char order[COMPONENT_COUNT], const char *digest,
           const char *params, struct buf *out)
{
    const char *values[COMPONENT_COUNT] = {
        [COMPONENT_METHOD] = request->method,
        [COMPONENT_PATH] = request->path[0] ? request->path : "/",
        [COMPONENT_QUERY] = request->query ? request->query : "",
        [COMPONENT_DIGEST] = digest,
    };
    for (int i = 0; i < COMPONENT_COUNT; i++)
        buf_addf(out, "\"%s\": %s%s\n", component_names[order[i]],
                 order[i] == COMPONENT_QUERY ? "?" : "", values[order[i]]);
    buf_addf(out, "\"@signature-params\": %s", params);
    return !out->failed;
}

static bool
has_line_break(const struct http_request *request)
{
    return strpbrk(request->method, "\r\n") ||
           strpbrk(request->path, "\r\n") ||
           (request->query && strpbrk(request->query, "\r\n"));
}

enum err
http_sign_make(const struct http_request *request, const char *keyid,
               int64_t created_s,
               const unsigned char secret_key[SIGN_SECRET_SIZE],
               struct http_signature *out)
{
    static const unsigned char order[] = {0, 1, 2, 3};
    unsigned char nonce[NONCE_BYTES], signature[SIGN_SIZE];
    char nonce_text[BASE64_SIZE(NONCE_BYTES)];
    char signature_text[BASE64_SIZE(SIGN_SIZE)];
    if (!id_valid(keyid) || has_line_break(request))
        return ERR_INVALID;
    id_random(nonce, sizeof(nonce));
    base64_encode(nonce, sizeof(nonce), nonce_text, sizeof(nonce_text));
    http_sign_digest(request->body, request->body_len, out->digest);
    str_format(out->input, sizeof(out->input),
               LABEL "=" COMPONENTS
                     ";created=%lld;nonce=\"%s\";keyid=\"%s\";"
                     "alg=\"ed25519\"",
               (long long)created_s, nonce_text, keyid);
    struct buf base;
    buf_init(&base, BASE_MAX);
    bool good = build_base(request, order, out->digest,
                           out->input + strlen(LABEL "="), &base);
    if (good)
        sign_detached(secret_key, base.data, base.len, signature);
    buf_clear(&base);
    if (!good)
        return ERR_INVALID;
    base64_encode(signature, sizeof(signature), signature_text,
                  sizeof(signature_text));
    str_format(out->value, sizeof(out->value), LABEL "=:%s:",
               signature_text);
    return ERR_OK;
}

// The covered components: each of the four once, none with parameters.
static bool
parse_components(struct fields *fields, struct http_sign_claim *claim,
                 struct buf *canonical)
{
    unsigned seen = 0;
    char name[24];
    if (!fields_take(fields, '(') || !buf_add_char(canonical, '('))
        return false;
    fields_skip_space(fields);
    for (int i = 0; i < COMPONENT_COUNT; i++) {
        if (i > 0 && (!fields_take(fields, ' ') ||
                      !buf_add_char(canonical, ' ')))
            return false;
        fields_skip_space(fields);
        if (*fields->at != '"' ||
            !fields_item(fields, canonical, name, sizeof(name)))
            return false;
        int component = find_name(component_names, name);
        if (component == COMPONENT_COUNT || seen & 1u << component)
            return false;
        seen |= 1u << component;
        claim->order[i] = (unsigned char)component;
    }
    fields_skip_space(fields);
    return fields_take(fields, ')') && buf_add_char(canonical, ')');
}

static bool
keep_parameter(struct http_sign_claim *claim, enum parameter parameter,
               bool quoted, const char *plain)
{
    switch (parameter) {
    case PARAMETER_CREATED:
        return !quoted && str_parse_int(plain, 0, INT64_C(999999999999),
                                        &claim->created_s);
    case PARAMETER_EXPIRES:
        return !quoted && str_parse_int(plain, 0, INT64_C(999999999999),
                                        &claim->expires_s);
    case PARAMETER_NONCE:
        return quoted && plain[0] &&
               str_copy(claim->nonce, sizeof(claim->nonce), plain);
    case PARAMETER_KEYID:
        return quoted && id_valid(plain) &&
               str_copy(claim->keyid, sizeof(claim->keyid), plain);
    case PARAMETER_ALG:
        return quoted && !strcmp(plain, "ed25519");
    case PARAMETER_OTHER:
        break;
    }
    return true;
}

static bool
parse_parameters(struct fields *fields, struct http_sign_claim *claim,
                 struct buf *canonical)
{
    unsigned seen = 0;
    char key[FIELDS_KEY_SIZE], plain[HTTP_SIGN_NONCE_SIZE];
    while (fields_take(fields, ';')) {
        fields_skip_space(fields);
        if (!fields_key(fields, key) ||
            !buf_addf(canonical, ";%s", key))
            return false;
        int parameter = find_name(parameter_names, key);
        bool valued = fields_take(fields, '=');
        if (!valued && parameter != PARAMETER_OTHER)
            return false;
        if (!valued)
            continue;
        bool quoted = *fields->at == '"';
        if (!buf_add_char(canonical, '=') ||
            !fields_item(fields, canonical, plain, sizeof(plain)) ||
            !keep_parameter(claim, parameter, quoted, plain))
            return false;
        if (parameter != PARAMETER_OTHER && seen & 1u << parameter)
            return false;
        seen |= 1u << parameter;
    }
    return (seen & PARAMETERS_NEEDED) == PARAMETERS_NEEDED;
}

static bool
parse_input_value(struct fields *fields, struct http_sign_claim *claim)
{
    struct buf canonical;
    buf_init(&canonical, sizeof(claim->params) - 1);
    bool good = fields_take(fields, '=') &&
                parse_components(fields, claim, &canonical) &&
                parse_parameters(fields, claim, &canonical) &&
                str_copy(claim->params, sizeof(claim->params),
                         buf_text(&canonical));
    buf_clear(&canonical);
    return good;
}

// `:base64:`, of exactly `size` bytes.
static bool
parse_bytes(struct fields *fields, void *out, size_t size)
{
    char text[BASE64_SIZE(SIGN_SIZE)];
    size_t len = 0, got = 0;
    if (!fields_take(fields, '='))
        return false;
    if (!fields_take(fields, ':'))
        return false;
    while (fields->at[len] && fields->at[len] != ':')
        len++;
    if (!fields->at[len] || len >= sizeof(text))
        return false;
    memcpy(text, fields->at, len);
    text[len] = '\0';
    fields->at += len + 1;
    return base64_decode(text, out, size, &got) && got == size &&
           fields_skip_parameters(fields);
}

typedef bool
member_reader(struct fields *fields, void *out);

static bool
read_input(struct fields *fields, void *out)
{
    return parse_input_value(fields, out);
}

static bool
read_signature(struct fields *fields, void *out)
{
    struct http_sign_claim *claim = out;
    return parse_bytes(fields, claim->signature, SIGN_SIZE);
}

static bool
read_digest(struct fields *fields, void *out)
{
    return parse_bytes(fields, out, HASH_SIZE);
}

// Find the member `key` of a dictionary, once; pass over all others.
static bool
read_member(const char *text, const char *key, member_reader *reader,
            void *out)
{
    char name[FIELDS_KEY_SIZE];
    bool found = false, end = false;
    struct fields fields = {text};
    fields_skip_space(&fields);
    while (!end) {
        if (!fields_key(&fields, name))
            return false;
        bool ours = !strcmp(name, key);
        if (ours && found)
            return false;
        found = found || ours;
        if (!(ours ? reader(&fields, out) : fields_skip_member(&fields)))
            return false;
        if (!fields_next_member(&fields, &end))
            return false;
    }
    return found;
}

enum err
http_sign_parse(const char *input, const char *signature,
                struct http_sign_claim *out)
{
    *out = (struct http_sign_claim){0};
    if (!input || !signature || strlen(input) > BASE_MAX ||
        strlen(signature) > BASE_MAX)
        return ERR_INVALID;
    if (!read_member(input, LABEL, read_input, out) ||
        !read_member(signature, LABEL, read_signature, out))
        return ERR_INVALID;
    return ERR_OK;
}

static bool
digest_matches(const char *digest, const struct http_request *request)
{
    unsigned char told[HASH_SIZE], real[HASH_SIZE];
    if (!digest || strlen(digest) > 1024 ||
        !read_member(digest, "sha-256", read_digest, told))
        return false;
    if (request->body_unread)
        return true;
    hash_sha256(request->body_len ? request->body : "", request->body_len,
                real);
    return hash_equal(told, real, HASH_SIZE);
}

enum http_sign_result
http_sign_verify(const struct http_sign_claim *claim,
                 const struct http_request *request, const char *digest,
                 const unsigned char public_key[SIGN_PUBLIC_SIZE],
                 int64_t now_s)
{
    char value[1025];
    if (has_line_break(request) || !digest_matches(digest, request) ||
        !str_copy(value, sizeof(value), digest))
        return HTTP_SIGN_BAD;
    str_trim(value);
    struct buf base;
    buf_init(&base, BASE_MAX);
    bool good = build_base(request, claim->order, value, claim->params,
                           &base) &&
                sign_verify(public_key, base.data, base.len,
                            claim->signature);
    buf_clear(&base);
    if (!good || (claim->expires_s && claim->expires_s < now_s))
        return HTTP_SIGN_BAD;
    int64_t skew = now_s - claim->created_s;
    if (skew > HTTP_SIGN_MAX_SKEW_S || skew < -HTTP_SIGN_MAX_SKEW_S)
        return HTTP_SIGN_SKEW;
    return HTTP_SIGN_OK;
}
