// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "wire/http_sign.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Three lines: Signature-Input, Signature, Content-Digest.
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const unsigned char key[SIGN_PUBLIC_SIZE] = {1};
    struct http_request request = {.method = "GET", .path = "/v1/time"};
    struct http_sign_claim claim;
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    char *signature = strchr(text, '\n');
    if (signature)
        *signature++ = '\0';
    char *digest = signature ? strchr(signature, '\n') : NULL;
    if (digest)
        *digest++ = '\0';
    if (!http_sign_parse(text, signature, &claim)) {
        if (!claim.keyid[0] || !claim.nonce[0])
            abort();
        if (http_sign_verify(&claim, &request, digest, key, 0) ==
            HTTP_SIGN_OK)
            abort();
    }
    free(text);
    return 0;
}
