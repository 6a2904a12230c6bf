// SPDX-License-Identifier: Apache-2.0
#include "certificate.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include "util/base64.h"
#include "util/hash.h"
#include "util/str.h"

#define DAY_S 86400L

static void
add_extension(X509 *cert, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, cert, cert, NULL, NULL, 0);
    X509_EXTENSION *extension =
        X509V3_EXT_conf_nid(NULL, &context, nid, value);
    assert_non_null(extension);
    X509_add_ext(cert, extension, -1);
    X509_EXTENSION_free(extension);
}

static void
write_files(const struct certificate *out, X509 *cert, EVP_PKEY *key)
{
    FILE *file = fopen(out->cert, "w");
    assert_non_null(file);
    PEM_write_X509(file, cert);
    fclose(file);
    file = fopen(out->key, "w");
    assert_non_null(file);
    PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL);
    fclose(file);
}

static void
write_pin(struct certificate *out, EVP_PKEY *key)
{
    unsigned char digest[HASH_SIZE], *der = NULL;
    char text[BASE64_SIZE(HASH_SIZE)];
    int len = i2d_PUBKEY(key, &der);
    assert_true(len > 0);
    hash_sha256(der, (size_t)len, digest);
    base64_encode(digest, sizeof(digest), text, sizeof(text));
    str_format(out->pin, sizeof(out->pin), "sha256//%s", text);
    OPENSSL_free(der);
}

void
certificate_make(struct certificate *out, const char *dir, const char *name,
                 int from_days, int to_days)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *cert = X509_new();
    assert_non_null(key);
    assert_non_null(cert);
    X509_set_version(cert, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
    X509_gmtime_adj(X509_getm_notBefore(cert), from_days * DAY_S);
    X509_gmtime_adj(X509_getm_notAfter(cert), to_days * DAY_S);
    X509_set_pubkey(cert, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN",
                               MBSTRING_ASC, (const unsigned char *)"hub", -1,
                               -1, 0);
    X509_set_issuer_name(cert, X509_get_subject_name(cert));
    add_extension(cert, NID_subject_alt_name, "IP:127.0.0.1");
    add_extension(cert, NID_basic_constraints, "critical,CA:TRUE");
    assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
    str_format(out->cert, sizeof(out->cert), "%s/%s.pem", dir, name);
    str_format(out->key, sizeof(out->key), "%s/%s-key.pem", dir, name);
    write_files(out, cert, key);
    write_pin(out, key);
    X509_free(cert);
    EVP_PKEY_free(key);
}
