// SPDX-License-Identifier: Apache-2.0
#include "hub/pin.h"

#include <stdint.h>
#include <string.h>

#include "util/base64.h"
#include "util/file.h"
#include "util/hash.h"
#include "util/log.h"
#include "util/str.h"

#define CERT_MAX (256 * 1024)
#define DER_MAX (64 * 1024)
#define BEGIN_LINE "-----BEGIN CERTIFICATE-----"
#define END_LINE "-----END CERTIFICATE-----"

// ASN.1 tags that lie on the way (X.690, RFC 5280 §4.1)
#define TAG_SEQUENCE 0x30
#define TAG_VERSION 0xa0

/** A run of DER that is still to be read. */
struct der {
    const uint8_t *at;
    const uint8_t *end;
};

/** One element: the whole of it in `whole`, what it holds in `inside`. */
static bool
der_next(struct der *der, uint8_t *tag, struct der *whole, struct der *inside)
{
    const uint8_t *start = der->at;
    if (der->end - der->at < 2)
        return false;
    *tag = *der->at++;
    size_t len = *der->at++;
    if ((len & 0x80) != 0) {
        size_t bytes = len & 0x7f;
        if (bytes == 0 || bytes > 3 || (size_t)(der->end - der->at) < bytes)
            return false;
        len = 0;
        while (bytes-- > 0)
            len = len << 8 | *der->at++;
    }
    if ((size_t)(der->end - der->at) < len)
        return false;
    *inside = (struct der){der->at, der->at + len};
    der->at += len;
    *whole = (struct der){start, der->at};
    return true;
}

/** Certificate → tbsCertificate → its subjectPublicKeyInfo, whole. */
static bool
find_key_info(struct der cert, struct der *out)
{
    struct der inside;
    struct der tbs;
    uint8_t tag;
    if (!der_next(&cert, &tag, out, &inside) || tag != TAG_SEQUENCE ||
        !der_next(&inside, &tag, out, &tbs) || tag != TAG_SEQUENCE)
        return false;
    struct der peek = tbs;
    if (der_next(&peek, &tag, out, &inside) && tag == TAG_VERSION)
        tbs = peek;
    // serial, signature, issuer, validity and subject go before
    for (int i = 0; i < 5; i++) {
        if (!der_next(&tbs, &tag, out, &inside))
            return false;
    }
    return der_next(&tbs, &tag, out, &inside) && tag == TAG_SEQUENCE;
}

/** The first certificate of a PEM text, without its line breaks. */
static bool
pem_body(const char *text, struct buf *out)
{
    const char *at = strstr(text, BEGIN_LINE);
    if (at == NULL)
        return false;
    at += sizeof(BEGIN_LINE) - 1;
    const char *end = strstr(at, END_LINE);
    if (end == NULL)
        return false;
    for (; at < end; at++) {
        if (*at != '\n' && *at != '\r' && *at != ' ' && !buf_add_char(out, *at))
            return false;
    }
    return true;
}

enum err
hub_pin_of_pem(const char *pem, char out[ENROL_PIN_SIZE])
{
    uint8_t der[DER_MAX];
    uint8_t digest[HASH_SIZE];
    char text[BASE64_SIZE(HASH_SIZE)];
    size_t len = 0;
    struct buf body;
    struct der key;
    buf_init(&body, DER_MAX * 2);
    bool good = pem_body(pem, &body) &&
                base64_decode(buf_text(&body), der, sizeof(der), &len) &&
                find_key_info((struct der){der, der + len}, &key);
    buf_clear(&body);
    if (!good)
        return ERR_INVALID;
    hash_sha256(key.at, (size_t)(key.end - key.at), digest);
    if (!base64_encode(digest, sizeof(digest), text, sizeof(text)) ||
        !str_format(out, ENROL_PIN_SIZE, "sha256//%s", text))
        return ERR_BUG;
    return ERR_OK;
}

enum err
hub_pin_of_cert(const char *path, char out[ENROL_PIN_SIZE])
{
    struct buf text;
    buf_init(&text, CERT_MAX);
    enum err err = file_read(path, CERT_MAX, &text);
    if (err == ERR_OK)
        err = hub_pin_of_pem(buf_text(&text), out);
    if (err == ERR_INVALID)
        LOGE("pin: %s is not a certificate in PEM form", path);
    buf_clear(&text);
    return err;
}
